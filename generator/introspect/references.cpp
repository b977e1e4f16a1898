#include "introspect/references.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/sql_text.hpp"
#include "introspect/expressible.hpp"
#include "schema/references.hpp"

namespace schemake::generator {
namespace {

// The names as they were declared, and the primary key where no columns are named.
ForeignKey settled(ForeignKey key, const Schema& parents) {
  const auto found =
      std::find_if(parents.tables.begin(), parents.tables.end(),
                   [&](const auto& item) { return sql::same_name(item.first, key.parent); });
  if (found == parents.tables.end()) return key;
  key.parent = found->first;
  if (key.parent_columns.empty()) {
    const Key* const primary = found->second.primary_key();
    if (primary == nullptr || primary->parts.size() != key.columns.size()) return key;
    for (const IndexPart& part : primary->parts) key.parent_columns.push_back(part.column);
  }
  for (std::string& column : key.parent_columns) {
    const std::string declared = declared_column(found->second, column);
    if (!declared.empty()) column = declared;
  }
  return key;
}

// The tables with their keys, whose names count for nothing here.
Schema with_keys(const std::map<std::string, ReadTable>& tables, const Schema& schema) {
  Schema result;
  result.indexes = schema.indexes;
  for (const auto& [name, table] : tables) {
    TableSchema& parent = result.tables[name] = table.schema;
    for (const PlacedConstraint& constraint : table.constraints) {
      const auto* const key = std::get_if<Key>(&constraint.value);
      if (key != nullptr) parent.keys.emplace("unique " + std::to_string(parent.keys.size()), *key);
    }
  }
  return result;
}

// Nothing else has looked at the names of what is not there.
std::string problem_with_names(const ForeignKey& key) {
  std::string problem = problem_with_name(Kind::table, key.parent);
  for (const std::string& column : key.parent_columns) {
    if (problem.empty()) problem = problem_with_name(Kind::column, column);
  }
  return problem;
}

}  // namespace

void settle_references(std::map<std::string, ReadTable>& tables, const Schema& schema,
                       Introspection& result) {
  const Schema parents = with_keys(tables, schema);
  for (auto& entry : tables) {
    const ObjectName object{Kind::table, "", entry.first};
    std::erase_if(entry.second.constraints, [&](PlacedConstraint& constraint) {
      auto* const key = std::get_if<ForeignKey>(&constraint.value);
      if (key == nullptr) return false;
      *key = settled(std::move(*key), parents);
      const std::string problem = why_unenforceable(*key, parents);
      if (problem.empty()) return false;
      if (const std::string bad = problem_with_names(*key); !bad.empty()) {
        result.lost.push_back(
            {object, "its foreign key to " + key->parent + " is left out: " + bad});
        return true;
      }
      key->not_enforced = true;
      result.notes.push_back(
          {object, "no row of " + object.name + " is held to its foreign key to " + key->parent +
                       ", as " + problem + ": it is kept as it is, `enforced: false`"});
      return false;
    });
  }
}

}  // namespace schemake::generator
