#include "operation/build.hpp"

#include <algorithm>

#include "operation/change_words.hpp"
#include "operation/words.hpp"

namespace schemake::generator {

void PrintTo(const Operation& operation, std::ostream* out) {
  *out << spell(subject(operation)) << ": " << joined(change_words(operation), "; ");
}

namespace build {
namespace {

std::vector<IndexPart> parts(const std::vector<std::string>& columns) {
  std::vector<IndexPart> result;
  for (const std::string& column : columns) {
    result.emplace_back();
    result.back().column = column;
  }
  return result;
}

}  // namespace

Column column(const std::string& table, const std::string& name, TypeName type) {
  Column result;
  result.table = table;
  result.name = name;
  result.type.name = type;
  return result;
}

Column nullable(Column column) {
  column.nullable = true;
  return column;
}

Column generated(Column column, const std::string& sql, bool stored) {
  column.generated = Generated{DialectText(sql), stored};
  return column;
}

Key primary_key(const std::string& table, const std::vector<std::string>& columns) {
  return {table, "", true, parts(columns)};
}

Key unique(const std::string& table, const std::string& name,
           const std::vector<std::string>& columns) {
  return {table, name, false, parts(columns)};
}

ForeignKey foreign_key(const std::string& table, const std::string& name, const std::string& column,
                       const std::string& parent, const std::string& parent_column) {
  return {table, name, {column}, parent, {parent_column}};
}

Check check(const std::string& table, const std::string& name, const std::string& sql) {
  return {table, name, DialectText(sql)};
}

Index index(const std::string& table, const std::string& name,
            const std::vector<std::string>& columns) {
  return {table, name, false, parts(columns), {}};
}

View view(const std::string& name, const std::string& sql) {
  return {name, {}, DialectText(sql), {}};
}

Trigger trigger(const std::string& table, const std::string& name, const std::string& sql) {
  Trigger result;
  result.table = table;
  result.name = name;
  result.sql = DialectText(sql);
  return result;
}

TableSchema& add_table(Schema& schema, const std::string& name,
                       const std::vector<std::string>& columns) {
  TableSchema& table = schema.tables[name];
  table.table.name = name;
  table.columns.push_back(column(name, "id", TypeName::bigint));
  for (const std::string& other : columns) table.columns.push_back(column(name, other));
  add(table, primary_key(name, {"id"}));
  return table;
}

void add(Schema& schema, const Index& index) { schema.indexes[index.name] = index; }
void add(Schema& schema, const View& view) { schema.views[view.name] = view; }
void add(Schema& schema, const Trigger& trigger) { schema.triggers[trigger.name] = trigger; }
void add(TableSchema& table, const Key& key) { table.keys[key.name] = key; }
void add(TableSchema& table, const ForeignKey& key) { table.foreign_keys[key.name] = key; }
void add(TableSchema& table, const Check& check) { table.checks[check.name] = check; }

Column& column_of(TableSchema& table, const std::string& name) {
  return *std::find_if(table.columns.begin(), table.columns.end(),
                       [&](const Column& column) { return column.name == name; });
}

void remove_column(TableSchema& table, const std::string& name) {
  std::erase_if(table.columns, [&](const Column& column) { return column.name == name; });
}

}  // namespace build
}  // namespace schemake::generator
