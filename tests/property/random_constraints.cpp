#include <algorithm>
#include <array>
#include <set>

#include "core/sql_text.hpp"
#include "property/random_parts.hpp"

namespace schemake::generator {
namespace {

std::vector<std::string> names(const std::vector<IndexPart>& parts) {
  std::vector<std::string> result;
  for (const IndexPart& part : parts) result.push_back(part.column);
  return result;
}

bool has_key_on(const TableSchema& table, const std::vector<IndexPart>& parts) {
  return std::any_of(table.keys.begin(), table.keys.end(), [&](const auto& entry) {
    const std::vector<std::string> wanted = names(parts), other = names(entry.second.parts);
    return std::is_permutation(wanted.begin(), wanted.end(), other.begin(), other.end());
  });
}

// What a foreign key may refer to: the columns' own collations, nothing descending.
bool is_target(const Key& key) {
  return std::all_of(key.parts.begin(), key.parts.end(), [](const IndexPart& part) {
    return part.collation.empty() && !part.column.empty();
  });
}

// The column of `table` that holds values of `parent`; a new one where none suits.
std::string child_column(Random& random, TableSchema& table, const Column& parent,
                         const std::vector<std::string>& taken) {
  for (const Column& column : table.columns) {
    const bool used = std::find(taken.begin(), taken.end(), column.name) != taken.end();
    if (!used && !column.generated && column.type == parent.type && random.chance(40)) {
      return column.name;
    }
  }
  Column column;
  column.table = table.table.name;
  column.name = free_name(table, random);
  column.type = parent.type;
  column.nullable = true;
  column.collation = parent.collation;
  table.columns.push_back(column);
  return column.name;
}

}  // namespace

std::vector<IndexPart> random_parts(Random& random, const TableSchema& table, bool expressions) {
  std::vector<std::string> columns;
  for (const Column& column : table.columns) columns.push_back(column.name);
  random.shuffle(columns);
  columns.resize(1 + random.below(std::min<std::size_t>(columns.size(), 3)));
  std::vector<IndexPart> parts;
  for (const std::string& column : columns) {
    IndexPart& part = parts.emplace_back();
    if (expressions && random.chance(20)) {
      part.expression = DialectText("upper(" + spelled(random, column) + ") || 'x'");
    } else {
      part.column = column;
    }
    part.descending = random.chance(20);
    if (random.chance(10)) part.collation = DialectText("NOCASE");
  }
  return parts;
}

std::optional<Key> random_unique(Random& random, const TableSchema& table) {
  Key key;
  key.table = table.table.name;
  key.name = free_name(table.keys, random);
  key.parts = random_parts(random, table, false);
  key.conflict = random_conflict(random);
  if (has_key_on(table, key.parts)) return std::nullopt;
  return key;
}

void give_primary_key(Random& random, TableSchema& table) {
  std::vector<std::string> columns = plain_columns(table);
  random.shuffle(columns);
  columns.resize(random.chance(75) ? 1 : std::min<std::size_t>(2, columns.size()));
  Key key;
  key.table = table.table.name;
  if (random.chance(20)) key.name = free_name(table.keys, random);
  key.primary = true;
  key.conflict = random_conflict(random);
  for (const std::string& name : columns) {
    key.parts.emplace_back().column = name;
    key.parts.back().descending = random.chance(10);
    const auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                     [&](const Column& c) { return c.name == name; });
    column->nullable = false;
    const bool may_number =
        columns.size() == 1 && !key.parts.back().descending && !table.table.without_rowid &&
        (column->type.name == TypeName::bigint || column->type.name == TypeName::integer);
    column->identity = may_number && random.chance(60);
    if (column->identity) column->default_value.reset();
  }
  if (has_key_on(table, key.parts)) {
    for (Column& column : table.columns) column.identity = false;
    return;
  }
  table.keys[key.name] = key;
}

Check random_check(Random& random, const TableSchema& table) {
  return {table.table.name, free_name(table.checks, random), random_condition(random, table, true),
          OnConflict::unspecified};
}

std::optional<ForeignKey> random_foreign_key(Random& random, const Schema& schema,
                                             TableSchema& table) {
  std::vector<const Key*> targets;
  const auto add_targets = [&](const TableSchema& parent) {
    for (const auto& entry : parent.keys) {
      if (is_target(entry.second)) targets.push_back(&entry.second);
    }
  };
  for (const auto& [name, parent] : schema.tables) {
    if (name != table.table.name) add_targets(parent);
  }
  add_targets(table);
  if (targets.empty()) return std::nullopt;
  const Key target = *random.one_of(targets);
  const bool itself = target.table == table.table.name;
  const TableSchema parent = itself ? table : schema.tables.at(target.table);
  const auto suits = [&](const IndexPart& part) {
    return suits_strict(parent.column(part.column)->type);
  };
  if (table.table.strict && !std::all_of(target.parts.begin(), target.parts.end(), suits)) {
    return std::nullopt;
  }

  static const std::vector<Action> kActions = {
      Action::no_action, Action::restrict, Action::set_null, Action::set_default, Action::cascade};
  static const std::vector<Deferrable> kDeferrable = {Deferrable::no, Deferrable::no,
                                                      Deferrable::immediate, Deferrable::deferred};
  ForeignKey key;
  key.table = table.table.name;
  key.name = free_name(table.foreign_keys, random);
  key.parent = target.table;
  for (const IndexPart& part : target.parts) {
    key.parent_columns.push_back(part.column);
    key.columns.push_back(child_column(random, table, *parent.column(part.column), key.columns));
  }
  key.on_delete = random.one_of(kActions);
  key.on_update = random.one_of(kActions);
  key.deferrable = random.one_of(kDeferrable);
  return key;
}

Index random_index(Random& random, const Schema& schema, const TableSchema& table) {
  Index index;
  index.table = table.table.name;
  index.name = free_name(schema, random);
  index.unique = random.chance(20);
  index.parts = random_parts(random, table, true);
  if (random.chance(30)) index.where = random_condition(random, table, false);
  return index;
}

}  // namespace schemake::generator
