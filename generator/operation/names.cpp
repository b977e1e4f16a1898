#include "operation/names.hpp"

#include <algorithm>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

template <class T>
const T* find_any_case(const std::map<std::string, T>& map, std::string_view name) {
  const auto found = std::find_if(
      map.begin(), map.end(), [&](const auto& entry) { return sql::same_name(entry.first, name); });
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

std::optional<ObjectName> holder(const Schema& schema, std::string_view name) {
  if (const auto* table = find_any_case(schema.tables, name)) {
    return ObjectName{Kind::table, {}, table->table.name};
  }
  if (const auto* table = find_any_case(schema.virtual_tables, name)) {
    return ObjectName{Kind::virtual_table, {}, table->name};
  }
  if (const auto* view = find_any_case(schema.views, name)) {
    return ObjectName{Kind::view, {}, view->name};
  }
  if (const auto* index = find_any_case(schema.indexes, name)) {
    return ObjectName{Kind::index, index->table, index->name};
  }
  if (const auto* trigger = find_any_case(schema.triggers, name)) {
    return ObjectName{Kind::trigger, trigger->table, trigger->name};
  }
  return std::nullopt;
}

const Column* column_named(const TableSchema& table, std::string_view name) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(),
                   [&](const Column& column) { return sql::same_name(column.name, name); });
  return found == table.columns.end() ? nullptr : &*found;
}

bool names_column(const std::vector<IndexPart>& parts, std::string_view column) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const IndexPart& part) { return part.column == column; });
}

bool names_column(const std::vector<std::string>& columns, std::string_view column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::vector<ObjectName> users_of_column(const Schema& schema, const std::string& table,
                                        const std::string& column) {
  std::vector<ObjectName> users;
  for (const auto& [name, other] : schema.tables) {
    for (const auto& [key_name, key] : other.foreign_keys) {
      const bool own = name == table && names_column(key.columns, column);
      const bool parent =
          !key.not_enforced && key.parent == table && names_column(key.parent_columns, column);
      if (own || parent) users.push_back({Kind::foreign_key, name, key_name});
    }
  }
  if (const TableSchema* own = schema.table(table)) {
    for (const auto& [name, key] : own->keys) {
      if (names_column(key.parts, column)) users.push_back({Kind::key, table, name});
    }
    for (const auto& [name, row] : own->rows) {
      if (row.values.contains(column)) users.push_back({Kind::row, table, name});
    }
  }
  for (const auto& [name, index] : schema.indexes) {
    if (index.table == table && names_column(index.parts, column)) {
      users.push_back({Kind::index, table, name});
    }
  }
  for (const auto& [name, trigger] : schema.triggers) {
    if (trigger.table == table && names_column(trigger.update_of, column)) {
      users.push_back({Kind::trigger, table, name});
    }
  }
  return users;
}

std::vector<ObjectName> users_of_table(const Schema& schema, const std::string& table) {
  std::vector<ObjectName> users = users_of_view(schema, table);
  for (const auto& [name, index] : schema.indexes) {
    if (index.table == table) users.push_back({Kind::index, table, name});
  }
  for (const auto& [name, other] : schema.tables) {
    for (const auto& [key_name, key] : other.foreign_keys) {
      if (name != table && !key.not_enforced && key.parent == table) {
        users.push_back({Kind::foreign_key, name, key_name});
      }
    }
  }
  return users;
}

std::vector<ObjectName> users_of_view(const Schema& schema, const std::string& view) {
  std::vector<ObjectName> users;
  for (const auto& [name, trigger] : schema.triggers) {
    if (trigger.table == view) users.push_back({Kind::trigger, view, name});
  }
  return users;
}

std::vector<ObjectName> users_of_enum(const Schema& schema, const std::string& enumeration) {
  std::vector<ObjectName> users;
  for (const auto& [name, table] : schema.tables) {
    for (const Column& column : table.columns) {
      if (column.type.enumeration == enumeration)
        users.push_back({Kind::column, name, column.name});
    }
  }
  return users;
}

}  // namespace schemake::generator
