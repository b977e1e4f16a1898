#include "schema/references.hpp"

#include <algorithm>
#include <set>

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

}  // namespace

bool can_be_referred_to(const TableSchema& parent, const std::vector<std::string>& columns,
                        const Schema& schema) {
  const auto covered_by = [&](const std::vector<IndexPart>& parts) {
    return covers(parts, columns, parent);
  };
  return std::any_of(parent.keys.begin(), parent.keys.end(),
                     [&](const auto& item) { return covered_by(item.second.parts); }) ||
         std::any_of(schema.indexes.begin(), schema.indexes.end(), [&](const auto& item) {
           const Index& index = item.second;
           return index.unique && index.where.empty() && index.table == parent.table.name &&
                  covered_by(index.parts);
         });
}

std::string why_unenforceable(const ForeignKey& key, const Schema& schema) {
  const TableSchema* const parent = schema.table(key.parent);
  if (parent == nullptr) return "there is no such table in the schema";
  std::vector<std::string> columns = key.parent_columns;
  if (columns.empty()) {
    const Key* const primary = parent->primary_key();
    if (primary == nullptr) return "that table has no primary key";
    for (const IndexPart& part : primary->parts) columns.push_back(part.column);
  }
  for (const std::string& column : columns) {
    if (parent->column(column) == nullptr) return "that table has no column " + column;
  }
  if (key.columns.size() != columns.size()) {
    return "it has another number of columns than what it refers to";
  }
  if (!can_be_referred_to(*parent, columns, schema)) {
    return "what it refers to is neither the primary key nor unique";
  }
  return {};
}

}  // namespace schemake::generator
