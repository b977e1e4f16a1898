#include "operation/work.hpp"

#include <stdexcept>
#include <string>

#include "operation/apply.hpp"
#include "operation/names.hpp"

namespace schemake::generator {
namespace {

// A copy of the entry, for an operation that will erase it.
template <class T>
std::optional<T> entry(const std::map<std::string, T>& map, const std::string& name) {
  const auto found = map.find(name);
  if (found == map.end()) return std::nullopt;
  return found->second;
}

template <class T>
std::optional<T> part(const Schema& schema, const ObjectName& object,
                      std::map<std::string, T> TableSchema::*map) {
  const TableSchema* table = schema.table(object.table);
  return table ? entry(table->*map, object.name) : std::nullopt;
}

std::optional<Column> column(const Schema& schema, const ObjectName& object) {
  const TableSchema* table = schema.table(object.table);
  const Column* found = table ? table->column(object.name) : nullptr;
  return found ? std::optional<Column>(*found) : std::nullopt;
}

}  // namespace

void Work::emit(Operation operation) {
  if (const std::optional<Conflict> conflict = generator::apply(schema_, operation)) {
    throw std::logic_error("the difference of two schemas, one of which is not valid: " +
                           conflict->what);
  }
  operations_.push_back(std::move(operation));
}

void Work::take_all_away(const std::vector<ObjectName>& objects) {
  for (const ObjectName& object : objects) take_away(object);
}

void Work::take_away(const ObjectName& object) {
  const auto drop_if = [&](const auto& found) {
    if (found) drop(*found);
  };
  switch (object.kind) {
    case Kind::table:
      return take_table_away(object.name);
    case Kind::column:
      take_all_away(users_of_column(schema_, object.table, object.name));
      take_out_of_order(object);
      return drop_if(column(schema_, object));
    case Kind::key:
      return drop_if(part(schema_, object, &TableSchema::keys));
    case Kind::foreign_key:
      return drop_if(part(schema_, object, &TableSchema::foreign_keys));
    case Kind::check:
      return drop_if(part(schema_, object, &TableSchema::checks));
    case Kind::row:
      return drop_if(part(schema_, object, &TableSchema::rows));
    case Kind::index:
      return drop_if(entry(schema_.indexes, object.name));
    case Kind::view:
      take_all_away(users_of_view(schema_, object.name));
      return drop_if(entry(schema_.views, object.name));
    case Kind::trigger:
      return drop_if(entry(schema_.triggers, object.name));
    case Kind::virtual_table:
      return drop_if(entry(schema_.virtual_tables, object.name));
    case Kind::enumeration:
      return drop_if(entry(schema_.enums, object.name));
  }
}

// The name may be given to another column, which would then stand in the order twice.
void Work::take_out_of_order(const ObjectName& column) {
  const TableSchema* table = schema_.table(column.table);
  if (!table) return;
  Change<Table> change{table->table, table->table};
  if (std::erase(change.after->column_order, column.name) > 0) emit(change);
}

// The reverse of its creation.
void Work::take_table_away(const std::string& name) {
  if (!schema_.table(name)) return;
  take_all_away(users_of_table(schema_, name));
  const TableSchema table = *schema_.table(name);
  for (const auto& entry : table.rows) drop(entry.second);
  for (const auto& entry : table.checks) drop(entry.second);
  for (const auto& entry : table.foreign_keys) drop(entry.second);
  for (const auto& entry : table.keys) drop(entry.second);
  for (auto column = table.columns.rbegin(); column != table.columns.rend(); ++column) {
    drop(*column);
  }
  drop(table.table);
}

}  // namespace schemake::generator
