#include "operation/rename.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "operation/expressions.hpp"
#include "operation/names.hpp"

namespace schemake::generator {
namespace {

void replace(std::vector<std::string>& names, const std::string& from, const std::string& to) {
  std::replace(names.begin(), names.end(), from, to);
}

void replace(std::vector<IndexPart>& parts, const std::string& from, const std::string& to) {
  for (IndexPart& part : parts) {
    if (part.column == from) part.column = to;
  }
}

// Calls `visit` with each part of the table that holds expressions.
template <class Visit>
void each_part(Schema& schema, const std::string& table, Visit visit) {
  TableSchema& own = schema.tables.at(table);
  for (Column& column : own.columns) visit(column);
  for (auto& entry : own.checks) visit(entry.second);
  for (auto& entry : schema.indexes) {
    if (entry.second.table == table) visit(entry.second);
  }
  for (auto& entry : schema.triggers) {
    if (entry.second.table == table) visit(entry.second);
  }
}

template <class T>
T& move_entry(std::map<std::string, T>& map, const std::string& from, const std::string& to) {
  auto node = map.extract(from);
  node.key() = to;
  return map.insert(std::move(node)).position->second;
}

void rename_column_of(Schema& schema, const Rename& rename) {
  const std::string& table = rename.table;
  const std::string& from = rename.from;
  const std::string& to = rename.to;
  each_part(schema, table, [&](auto& part) {
    each_expression(part, [&](DialectText& sql, Scope scope) {
      sql = rename_column(sql, scope, table, from, to);
    });
  });
  TableSchema& own = schema.tables.at(table);
  for (Column& column : own.columns) {
    if (column.name == from) column.name = to;
  }
  replace(own.table.column_order, from, to);
  for (auto& entry : own.keys) replace(entry.second.parts, from, to);
  for (auto& [name, row] : own.rows) {
    if (row.values.contains(from)) move_entry(row.values, from, to);
  }
  for (auto& entry : own.foreign_keys) replace(entry.second.columns, from, to);
  for (auto& other : schema.tables) {
    for (auto& [name, key] : other.second.foreign_keys) {
      if (key.parent == table) replace(key.parent_columns, from, to);
    }
  }
  for (auto& [name, index] : schema.indexes) {
    if (index.table == table) replace(index.parts, from, to);
  }
  for (auto& [name, trigger] : schema.triggers) {
    if (trigger.table == table) replace(trigger.update_of, from, to);
  }
}

// Indexes and triggers on the table or view.
void move_dependants(Schema& schema, const std::string& from, const std::string& to) {
  for (auto& [name, index] : schema.indexes) {
    if (index.table == from) index.table = to;
  }
  for (auto& [name, trigger] : schema.triggers) {
    if (trigger.table == from) trigger.table = to;
  }
}

void rename_table_of(Schema& schema, const std::string& from, const std::string& to) {
  each_part(schema, from, [&](auto& part) {
    each_expression(
        part, [&](DialectText& sql, Scope scope) { sql = rename_table(sql, scope, from, to); });
  });
  TableSchema& own = move_entry(schema.tables, from, to);
  own.table.name = to;
  for (Column& column : own.columns) column.table = to;
  for (auto& entry : own.keys) entry.second.table = to;
  for (auto& entry : own.foreign_keys) entry.second.table = to;
  for (auto& entry : own.checks) entry.second.table = to;
  for (auto& entry : own.rows) entry.second.table = to;
  for (auto& other : schema.tables) {
    for (auto& [name, key] : other.second.foreign_keys) {
      if (key.parent == from) key.parent = to;
    }
  }
  move_dependants(schema, from, to);
}

void rename_enum(Schema& schema, const std::string& from, const std::string& to) {
  move_entry(schema.enums, from, to).name = to;
  for (auto& [name, table] : schema.tables) {
    for (Column& column : table.columns) {
      if (column.type.enumeration == from) column.type.enumeration = to;
    }
  }
}

using Result = std::optional<std::string>;

Result missing(const Rename& rename) {
  return spell({rename.kind, rename.table, rename.from}) + " is not there";
}

Result taken(const Rename& rename, const std::string& by) {
  return "the name " + rename.to + " is taken by " + by;
}

// A rename in one of the maps of Schema or TableSchema, whose keys it must not clash with.
template <class T, class Act>
Result in_map(const std::map<std::string, T>& map, const Rename& rename, Act act) {
  if (!map.contains(rename.from)) return missing(rename);
  for (const auto& entry : map) {
    if (entry.first != rename.from && sql::same_name(entry.first, rename.to)) {
      return taken(rename, "another " + std::string(spell(rename.kind)));
    }
  }
  act();
  return std::nullopt;
}

// A rename in the name space that tables, views, indexes and triggers share.
template <class T, class Act>
Result in_database(const Schema& schema, const std::map<std::string, T>& map, const Rename& rename,
                   Act act) {
  if (!map.contains(rename.from)) return missing(rename);
  const std::optional<ObjectName> other = holder(schema, rename.to);
  const bool itself = other && other->kind == rename.kind && other->name == rename.from;
  if (other && !itself) {
    return taken(rename, "the " + std::string(spell(other->kind)) + " " + other->name);
  }
  act();
  return std::nullopt;
}

Result rename_column_checked(Schema& schema, const Rename& rename) {
  const TableSchema* table = schema.table(rename.table);
  if (!table || !table->column(rename.from)) return missing(rename);
  for (const Column& column : table->columns) {
    if (column.name != rename.from && sql::same_name(column.name, rename.to)) {
      return taken(rename, "another column of " + rename.table);
    }
  }
  rename_column_of(schema, rename);
  return std::nullopt;
}

template <class T>
Result rename_constraint(Schema& schema, const Rename& rename,
                         std::map<std::string, T> TableSchema::*map) {
  const auto table = schema.tables.find(rename.table);
  if (table == schema.tables.end()) return missing(rename);
  return in_map(table->second.*map, rename,
                [&] { move_entry(table->second.*map, rename.from, rename.to).name = rename.to; });
}

}  // namespace

std::optional<std::string> apply_rename(Schema& schema, const Rename& rename) {
  const std::string& from = rename.from;
  const std::string& to = rename.to;
  if (to.empty() && rename.kind != Kind::key) return "the new name of " + from + " is empty";
  switch (rename.kind) {
    case Kind::table:
      return in_database(schema, schema.tables, rename, [&] { rename_table_of(schema, from, to); });
    case Kind::column:
      return rename_column_checked(schema, rename);
    case Kind::key:
      return rename_constraint(schema, rename, &TableSchema::keys);
    case Kind::foreign_key:
      return rename_constraint(schema, rename, &TableSchema::foreign_keys);
    case Kind::check:
      return rename_constraint(schema, rename, &TableSchema::checks);
    case Kind::index:
      return in_database(schema, schema.indexes, rename,
                         [&] { move_entry(schema.indexes, from, to).name = to; });
    case Kind::view:
      return in_database(schema, schema.views, rename, [&] {
        move_entry(schema.views, from, to).name = to;
        move_dependants(schema, from, to);
      });
    case Kind::trigger:
      return in_database(schema, schema.triggers, rename,
                         [&] { move_entry(schema.triggers, from, to).name = to; });
    case Kind::virtual_table:
      return in_database(schema, schema.virtual_tables, rename,
                         [&] { move_entry(schema.virtual_tables, from, to).name = to; });
    case Kind::row:
      return "a row has no name";
    case Kind::enumeration:
      return in_map(schema.enums, rename, [&] { rename_enum(schema, from, to); });
  }
  return std::nullopt;
}

}  // namespace schemake::generator
