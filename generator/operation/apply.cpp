#include "operation/apply.hpp"

#include <algorithm>
#include <utility>

#include "core/sql_text.hpp"
#include "operation/names.hpp"
#include "operation/rename.hpp"
#include "operation/words.hpp"

namespace schemake::generator {
namespace {

using Result = std::optional<std::string>;  // why it does not apply

std::string in_words(const ObjectName& object) {
  return "the " + std::string(spell(object.kind)) + " " + spell(object);
}

Result free_in_database(const Schema& schema, const std::string& name) {
  const std::optional<ObjectName> other = holder(schema, name);
  if (!other) return std::nullopt;
  return "the name " + name + " is taken by " + in_words(*other);
}

template <class T>
Result free_in_map(const std::map<std::string, T>& map, const ObjectName& object) {
  for (const auto& entry : map) {
    if (sql::same_name(entry.first, object.name)) {
      return "the name " + object.name + " is taken by " +
             in_words({object.kind, object.table, entry.first});
    }
  }
  return std::nullopt;
}

// Keys are values, whose case counts.
Result free_in_map(const std::map<std::string, Row>&, const ObjectName&) { return std::nullopt; }

Result unused(const ObjectName& object, const std::vector<ObjectName>& users) {
  if (users.empty()) return std::nullopt;
  return spell(object) + " is still used by " + in_words(users.front());
}

Result no_table(const std::string& table) { return "there is no table " + table; }

Result has_column(const TableSchema& table, const std::string& column) {
  if (table.column(column)) return std::nullopt;
  return table.table.name + " has no column " + column;
}

Result has_columns(const TableSchema& table, const std::vector<std::string>& columns) {
  for (const std::string& column : columns) {
    if (Result why = has_column(table, column)) return why;
  }
  return std::nullopt;
}

Result has_columns(const TableSchema& table, const std::vector<IndexPart>& parts) {
  for (const IndexPart& part : parts) {
    if (part.column.empty()) continue;
    if (Result why = has_column(table, part.column)) return why;
  }
  return std::nullopt;
}

// What an object refers to must stand.

Result refers(const Schema&, const Table&) { return std::nullopt; }
Result refers(const Schema&, const View&) { return std::nullopt; }
Result refers(const Schema&, const Enum&) { return std::nullopt; }
Result refers(const Schema&, const VirtualTable&) { return std::nullopt; }

Result refers(const Schema& schema, const Column& column) {
  if (!schema.table(column.table)) return no_table(column.table);
  const bool known =
      column.type.name != TypeName::enumeration || schema.enums.contains(column.type.enumeration);
  if (!known) return "there is no enum " + column.type.enumeration;
  return std::nullopt;
}

Result refers(const Schema& schema, const Key& key) {
  const TableSchema* table = schema.table(key.table);
  if (!table) return no_table(key.table);
  const Key* primary = table->primary_key();
  if (key.primary && primary && primary->name != key.name) return key.table + " has a primary key";
  return has_columns(*table, key.parts);
}

Result refers(const Schema& schema, const ForeignKey& key) {
  const TableSchema* table = schema.table(key.table);
  if (!table) return no_table(key.table);
  if (Result why = has_columns(*table, key.columns)) return why;
  if (key.not_enforced) return std::nullopt;
  const TableSchema* parent = schema.table(key.parent);
  if (!parent) return no_table(key.parent);
  return has_columns(*parent, key.parent_columns);
}

Result refers(const Schema& schema, const Check& check) {
  if (!schema.table(check.table)) return no_table(check.table);
  return std::nullopt;
}

Result refers(const Schema& schema, const Index& index) {
  const TableSchema* table = schema.table(index.table);
  return table ? has_columns(*table, index.parts) : no_table(index.table);
}

Result refers(const Schema& schema, const Row& row) {
  const TableSchema* table = schema.table(row.table);
  if (!table) return no_table(row.table);
  for (const auto& [column, value] : row.values) {
    if (Result why = has_column(*table, column)) return why;
  }
  return std::nullopt;
}

Result refers(const Schema& schema, const Trigger& trigger) {
  if (schema.views.contains(trigger.table)) return std::nullopt;
  const TableSchema* table = schema.table(trigger.table);
  return table ? has_columns(*table, trigger.update_of) : no_table(trigger.table);
}

template <class T>
std::string value_words(const T& value) {
  const std::string result = words(value);
  return result.empty() ? "plain" : result;
}

// What stands must be `before`; null is nothing.
template <class T>
Result expected(const ObjectName& object, const T* standing, const Change<T>& change) {
  const std::string name = spell(object);
  if (!change.before) {
    if (standing) return name + " is there already: " + value_words(*standing);
    return std::nullopt;
  }
  if (!standing) {
    return name + " is not there; the operation expects " + value_words(*change.before);
  }
  if (*standing == *change.before) return std::nullopt;
  return name + " is not what the operation expects: it is " + value_words(*standing) + ", not " +
         value_words(*change.before);
}

// A Change holds a value, and both of its values are one object.
template <class T>
bool well_formed(const Change<T>& change) {
  if (!change.before || !change.after) return change.before || change.after;
  if constexpr (requires(const T& value) { value.table; }) {
    if (change.before->table != change.after->table) return false;
  }
  return change.before->name == change.after->name;
}

// The checks that all kinds share. `is_free` and `users` say whether the name can be given and the
// object be dropped.
template <class T, class IsFree, class Users>
Result check(const Schema& schema, const Change<T>& change, const T* standing, IsFree is_free,
             Users users) {
  const ObjectName object = subject(change);
  if (Result why = expected(object, standing, change)) return why;
  if (!change.before) {
    if (Result why = is_free()) return why;
  }
  return change.after ? refers(schema, *change.after) : unused(object, users());
}

template <class T>
const T* find(const std::map<std::string, T>& map, const std::string& name) {
  const auto found = map.find(name);
  return found == map.end() ? nullptr : &found->second;
}

template <class T>
void put(std::map<std::string, T>& map, const Change<T>& change) {
  if (change.after) {
    map.insert_or_assign(change.after->name, *change.after);
  } else {
    map.erase(change.before->name);
  }
}

// An object that Schema itself holds in `map`, under a name of the database's one name space.
template <class T, class Users>
Result change_in_database(Schema& schema, std::map<std::string, T> Schema::*map,
                          const Change<T>& change, Users users) {
  const std::string name = subject(change).name;
  const Result why = check(
      schema, change, find(schema.*map, name), [&] { return free_in_database(schema, name); },
      [&] { return users(name); });
  if (!why) put(schema.*map, change);
  return why;
}

const auto kNoUsers = [](const std::string&) { return std::vector<ObjectName>(); };

// The parts of a table, which stand and fall with it.
std::vector<ObjectName> parts(const TableSchema& table) {
  std::vector<ObjectName> result;
  const std::string& name = table.table.name;
  for (const Column& column : table.columns) result.push_back({Kind::column, name, column.name});
  for (const auto& entry : table.keys) result.push_back({Kind::key, name, entry.first});
  for (const auto& entry : table.foreign_keys) {
    result.push_back({Kind::foreign_key, name, entry.first});
  }
  for (const auto& entry : table.checks) result.push_back({Kind::check, name, entry.first});
  for (const auto& entry : table.rows) result.push_back({Kind::row, name, entry.first});
  return result;
}

// Columns stand in the order asked for, the others behind them in the order of their creation.
void order_columns(TableSchema& table) {
  const std::vector<std::string>& order = table.table.column_order;
  if (order.empty()) return;
  const auto rank = [&](const Column& column) {
    return std::find(order.begin(), order.end(), column.name) - order.begin();
  };
  std::stable_sort(table.columns.begin(), table.columns.end(),
                   [&](const Column& a, const Column& b) { return rank(a) < rank(b); });
}

Result apply_change(Schema& schema, const Change<Table>& change) {
  const std::string name = subject(change).name;
  const TableSchema* standing = schema.table(name);
  const auto users = [&] {
    const std::vector<ObjectName> own = parts(*standing);
    return own.empty() ? users_of_table(schema, name) : own;
  };
  const Result why = check(
      schema, change, standing ? &standing->table : nullptr,
      [&] { return free_in_database(schema, name); }, users);
  if (why) return why;
  if (!change.after) {
    schema.tables.erase(name);
    return std::nullopt;
  }
  TableSchema& table = schema.tables[name];
  table.table = *change.after;
  order_columns(table);
  return std::nullopt;
}

Result free_column(const TableSchema& table, const std::string& name) {
  const Column* other = column_named(table, name);
  if (!other) return std::nullopt;
  return "the name " + name + " is taken by " +
         in_words({Kind::column, table.table.name, other->name});
}

Result apply_change(Schema& schema, const Change<Column>& change) {
  const ObjectName object = subject(change);
  const auto found = schema.tables.find(object.table);
  if (found == schema.tables.end()) return no_table(object.table);
  TableSchema& table = found->second;
  const Result why = check(
      schema, change, table.column(object.name), [&] { return free_column(table, object.name); },
      [&] { return users_of_column(schema, object.table, object.name); });
  if (why) return why;
  const auto place = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.name == object.name; });
  if (!change.after) {
    table.columns.erase(place);
  } else if (place != table.columns.end()) {
    *place = *change.after;
  } else {
    table.columns.push_back(*change.after);
    order_columns(table);
  }
  return std::nullopt;
}

template <class T>
Result change_constraint(Schema& schema, std::map<std::string, T> TableSchema::*map,
                         const Change<T>& change) {
  const ObjectName object = subject(change);
  const auto table = schema.tables.find(object.table);
  if (table == schema.tables.end()) return no_table(object.table);
  std::map<std::string, T>& constraints = table->second.*map;
  const Result why = check(
      schema, change, find(constraints, object.name),
      [&] { return free_in_map(constraints, object); }, [] { return std::vector<ObjectName>(); });
  if (!why) put(constraints, change);
  return why;
}

Result apply_change(Schema& schema, const Change<Key>& change) {
  return change_constraint(schema, &TableSchema::keys, change);
}

Result apply_change(Schema& schema, const Change<ForeignKey>& change) {
  return change_constraint(schema, &TableSchema::foreign_keys, change);
}

Result apply_change(Schema& schema, const Change<Check>& change) {
  return change_constraint(schema, &TableSchema::checks, change);
}

Result apply_change(Schema& schema, const Change<Row>& change) {
  return change_constraint(schema, &TableSchema::rows, change);
}

Result apply_change(Schema& schema, const Change<Index>& change) {
  return change_in_database(schema, &Schema::indexes, change, kNoUsers);
}

Result apply_change(Schema& schema, const Change<View>& change) {
  return change_in_database(schema, &Schema::views, change,
                            [&](const std::string& name) { return users_of_view(schema, name); });
}

Result apply_change(Schema& schema, const Change<Trigger>& change) {
  return change_in_database(schema, &Schema::triggers, change, kNoUsers);
}

Result apply_change(Schema& schema, const Change<VirtualTable>& change) {
  return change_in_database(schema, &Schema::virtual_tables, change, kNoUsers);
}

Result apply_change(Schema& schema, const Change<Enum>& change) {
  const ObjectName object = subject(change);
  const Result why = check(
      schema, change, find(schema.enums, object.name),
      [&] { return free_in_map(schema.enums, object); },
      [&] { return users_of_enum(schema, object.name); });
  if (!why) put(schema.enums, change);
  return why;
}

}  // namespace

std::optional<Conflict> apply(Schema& schema, const Operation& operation) {
  Result why = std::visit(
      Overloaded{[&](const Rename& rename) { return apply_rename(schema, rename); },
                 [&](const auto& change) {
                   return well_formed(change) ? apply_change(schema, change)
                                              : Result("the operation is not about one object");
                 }},
      operation);
  if (!why) return std::nullopt;
  return Conflict{operation, std::move(*why)};
}

std::optional<Conflict> apply(Schema& schema, const std::vector<Operation>& operations) {
  Schema result = schema;
  for (const Operation& operation : operations) {
    if (std::optional<Conflict> conflict = generator::apply(result, operation)) return conflict;
  }
  schema = std::move(result);
  return std::nullopt;
}

}  // namespace schemake::generator
