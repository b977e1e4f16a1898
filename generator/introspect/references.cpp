#include "introspect/references.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

// SQLite looks a parent up by its columns' own collations.
bool has_own_collation(const IndexPart& part, const TableSchema& table) {
  if (part.collation.empty()) return true;
  const Column* const column = table.column(part.column);
  if (column == nullptr) return false;
  const std::string own = column->collation.for_dialect("sqlite");
  return sql::same_name(part.collation.for_dialect("sqlite"), own.empty() ? "binary" : own);
}

bool covers(const std::vector<IndexPart>& parts, const std::vector<std::string>& columns,
            const TableSchema& table) {
  std::set<std::string> names;
  for (const IndexPart& part : parts) {
    if (!has_own_collation(part, table)) return false;
    names.insert(part.column);
  }
  return names == std::set<std::string>(columns.begin(), columns.end()) &&
         parts.size() == columns.size();
}

// https://sqlite.org/foreignkeys.html, "Required and Suggested Database Indexes"
bool is_unique(const ReadTable& parent, const std::vector<std::string>& columns,
               const Schema& schema) {
  const Key* const primary = parent.schema.primary_key();
  if (primary != nullptr && covers(primary->parts, columns, parent.schema)) return true;
  for (const PlacedConstraint& constraint : parent.constraints) {
    const auto* key = std::get_if<Key>(&constraint.value);
    if (key != nullptr && covers(key->parts, columns, parent.schema)) return true;
  }
  return std::any_of(schema.indexes.begin(), schema.indexes.end(), [&](const auto& item) {
    const Index& index = item.second;
    return index.unique && index.where.empty() && index.table == parent.schema.table.name &&
           covers(index.parts, columns, parent.schema);
  });
}

// Why SQLite could not follow the key; empty where it can.
std::string settle(ForeignKey& key, const std::map<std::string, ReadTable>& tables,
                   const Schema& schema) {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& item) {
    return sql::same_name(item.first, key.parent);
  });
  if (found == tables.end()) return "there is no such table in the schema";
  const ReadTable& parent = found->second;
  key.parent = found->first;
  if (key.parent_columns.empty()) {
    const Key* const primary = parent.schema.primary_key();
    if (primary == nullptr) return "that table has no primary key";
    for (const IndexPart& part : primary->parts) key.parent_columns.push_back(part.column);
  }
  for (std::string& column : key.parent_columns) {
    const std::string declared = declared_column(parent.schema, column);
    if (declared.empty()) return "that table has no column " + column;
    column = declared;
  }
  if (key.columns.size() != key.parent_columns.size()) {
    return "it has another number of columns than what it refers to";
  }
  if (!is_unique(parent, key.parent_columns, schema)) {
    return "what it refers to is neither the primary key nor unique";
  }
  return {};
}

}  // namespace

void settle_references(std::map<std::string, ReadTable>& tables, const Schema& schema,
                       Introspection& result) {
  for (auto& [name, table] : tables) {
    // The table's own keys are looked at where it refers to itself.
    std::vector<PlacedConstraint> kept;
    for (PlacedConstraint constraint : table.constraints) {
      if (auto* key = std::get_if<ForeignKey>(&constraint.value)) {
        const std::string parent = key->parent;
        const std::string problem = settle(*key, tables, schema);
        if (!problem.empty()) {
          result.lost.push_back({{Kind::table, "", name},
                                 "its foreign key to " + parent + " is left out: " + problem});
          continue;
        }
      }
      kept.push_back(std::move(constraint));
    }
    table.constraints = std::move(kept);
  }
}

}  // namespace schemake::generator
