#include "schema/schema.hpp"

#include <algorithm>

namespace schemake::generator {
namespace {

std::vector<const Column*> by_name(const std::vector<Column>& columns) {
  std::vector<const Column*> sorted;
  sorted.reserve(columns.size());
  for (const Column& column : columns) sorted.push_back(&column);
  std::sort(sorted.begin(), sorted.end(),
            [](const Column* a, const Column* b) { return a->name < b->name; });
  return sorted;
}

bool same_columns(const std::vector<Column>& a, const std::vector<Column>& b) {
  const std::vector<const Column*> left = by_name(a);
  const std::vector<const Column*> right = by_name(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const Column* x, const Column* y) { return *x == *y; });
}

}  // namespace

const std::string& DialectText::for_dialect(const std::string& dialect) const {
  static const std::string kNone;
  auto found = texts.find(dialect);
  if (found == texts.end()) found = texts.find("");
  return found == texts.end() ? kNone : found->second;
}

const Column* TableSchema::column(std::string_view name) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

const Key* TableSchema::primary_key() const {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [](const auto& entry) { return entry.second.primary; });
  return found == keys.end() ? nullptr : &found->second;
}

bool operator==(const TableSchema& a, const TableSchema& b) {
  return a.table == b.table && a.keys == b.keys && a.foreign_keys == b.foreign_keys &&
         a.checks == b.checks && a.rows == b.rows && same_columns(a.columns, b.columns);
}

const TableSchema* Schema::table(std::string_view name) const {
  const auto found = tables.find(std::string(name));
  return found == tables.end() ? nullptr : &found->second;
}

bool Schema::empty() const {
  return enums.empty() && tables.empty() && virtual_tables.empty() && views.empty() &&
         indexes.empty() && triggers.empty();
}

}  // namespace schemake::generator
