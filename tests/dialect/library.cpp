#include "dialect/library.hpp"

#include <algorithm>
#include <stdexcept>

namespace schemake::generator {
namespace {

std::vector<IndexPart> parts_of(const std::vector<std::string>& columns) {
  std::vector<IndexPart> parts;
  for (const std::string& column : columns) parts.push_back({column, {}, false, {}});
  return parts;
}

}  // namespace

void add_table(Schema& schema, const std::string& name) {
  schema.tables[name].table.name = name;
  add_column(schema, name, "id", TypeName::bigint).identity = true;
  set_primary_key(schema, name, {"id"});
}

Column& add_column(Schema& schema, const std::string& table, const std::string& name,
                   TypeName type) {
  Column column;
  column.table = table;
  column.name = name;
  column.type.name = type;
  return schema.tables.at(table).columns.emplace_back(std::move(column));
}

Column& column(Schema& schema, const std::string& table, const std::string& name) {
  for (Column& column : schema.tables.at(table).columns) {
    if (column.name == name) return column;
  }
  throw std::out_of_range(name);
}

void drop_column(Schema& schema, const std::string& table, const std::string& name) {
  std::erase_if(schema.tables.at(table).columns,
                [&](const Column& column) { return column.name == name; });
}

Key& add_unique(Schema& schema, const std::string& table, const std::vector<std::string>& columns) {
  const std::string name = table + "_" + columns.front() + "_key";
  return schema.tables.at(table).keys[name] = {table, name, false, parts_of(columns), {}};
}

void set_primary_key(Schema& schema, const std::string& table,
                     const std::vector<std::string>& columns) {
  schema.tables.at(table).keys[""] = {table, "", true, parts_of(columns), {}};
}

ForeignKey& add_reference(Schema& schema, const std::string& table, const std::string& column,
                          const std::string& parent) {
  const std::string name = table + "_" + column + "_fkey";
  ForeignKey key;
  key.table = table;
  key.name = name;
  key.columns = {column};
  key.parent = parent;
  key.parent_columns = {"id"};
  return schema.tables.at(table).foreign_keys[name] = key;
}

void add_check(Schema& schema, const std::string& table, const std::string& name,
               const std::string& sql) {
  schema.tables.at(table).checks[name] = {table, name, DialectText(sql), {}};
}

Index& add_index(Schema& schema, const std::string& table, const std::string& name,
                 const std::vector<std::string>& columns) {
  return schema.indexes[name] = {table, name, false, parts_of(columns), {}};
}

void add_view(Schema& schema, const std::string& name, const std::string& sql) {
  schema.views[name] = {name, {}, DialectText(sql), ""};
}

void set_virtual(Schema& schema, const std::string& name, const std::string& module,
                 const std::string& arguments) {
  schema.virtual_tables[name] = {name, module, arguments};
}

Trigger& add_trigger(Schema& schema, const std::string& table, const std::string& name,
                     const std::string& sql) {
  Trigger trigger;
  trigger.table = table;
  trigger.name = name;
  trigger.sql = DialectText(sql);
  return schema.triggers[name] = trigger;
}

void rename_column(Schema& schema, Hints& hints, const std::string& table, const std::string& from,
                   const std::string& to) {
  column(schema, table, from).name = to;
  hints.renamed_from[{Kind::column, table, to}] = from;
}

void rename_table(Schema& schema, Hints& hints, const std::string& from, const std::string& to) {
  auto node = schema.tables.extract(from);
  node.key() = to;
  node.mapped().table.name = to;
  for (Column& column : node.mapped().columns) column.table = to;
  for (auto& item : node.mapped().keys) item.second.table = to;
  for (auto& item : node.mapped().foreign_keys) item.second.table = to;
  for (auto& item : node.mapped().checks) item.second.table = to;
  schema.tables.insert(std::move(node));
  for (auto& [name, table] : schema.tables) {
    for (auto& item : table.foreign_keys) {
      if (item.second.parent == from) item.second.parent = to;
    }
  }
  for (auto& item : schema.indexes) {
    if (item.second.table == from) item.second.table = to;
  }
  for (auto& item : schema.triggers) {
    if (item.second.table == from) item.second.table = to;
  }
  hints.renamed_from[{Kind::table, "", to}] = from;
}

void backfill(Hints& hints, const std::string& table, const std::string& column,
              const std::string& sql) {
  hints.backfills[{Kind::column, table, column}] = DialectText(sql);
}

Default constant(Literal::Kind kind, const std::string& text) { return Literal{kind, text}; }
Default expression(const std::string& sql) { return Expression{DialectText(sql)}; }

Schema library() {
  Schema schema;
  add_table(schema, "author");
  add_column(schema, "author", "name");
  add_column(schema, "author", "born", TypeName::date).nullable = true;
  add_table(schema, "book");
  add_column(schema, "book", "author", TypeName::bigint);
  add_column(schema, "book", "title");
  add_reference(schema, "book", "author", "author").on_delete = Action::cascade;
  return schema;
}

const char* const kLibraryRows =
    "INSERT INTO author(id, name, born) VALUES (1, 'Ann', '1970-01-01'), (2, 'Bob', NULL);"
    "INSERT INTO book(id, author, title) VALUES (1, 1, 'A'), (2, 2, 'B');";

}  // namespace schemake::generator
