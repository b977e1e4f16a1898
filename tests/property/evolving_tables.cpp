#include <algorithm>

#include "core/sql_text.hpp"
#include "operation/names.hpp"
#include "operation/rewrite.hpp"
#include "property/evolving.hpp"
#include "property/random_parts.hpp"
#include "property/random_seeds.hpp"

namespace schemake::generator {

void Evolving::add_table() {
  TableSchema table = random_table(random_, now());
  if (const auto key = random_foreign_key(random_, now(), table)) {
    table.foreign_keys[key->name] = *key;
  }
  work_.create(table.table);
  for (const Column& column : table.columns) work_.create(column);
  for (const auto& entry : table.keys) work_.create(entry.second);
  for (const auto& entry : table.foreign_keys) work_.create(entry.second);
}

void Evolving::drop_table() {
  const TableSchema* table = some_table();
  if (!table || random_.chance(30)) return;
  const std::string name = table->table.name;
  work_.take_away({Kind::table, "", name});
  forget({Kind::table, "", name});
  forget_gone();
}

void Evolving::rename_table() {
  if (const TableSchema* table = some_table()) {
    const std::string old = table->table.name;
    rename(Kind::table, "", old, other_name(old, free_name(now(), random_)));
  }
}

void Evolving::swap(Kind kind, const std::string& table, const std::string& a,
                    const std::string& b) {
  rename(kind, table, a, "aside for a while");
  rename(kind, table, b, a);
  rename(kind, table, "aside for a while", b);
}

void Evolving::swap_tables() {
  if (now().tables.size() < 2 || random_.chance(50)) return;
  const std::string a = now().tables.begin()->first, b = now().tables.rbegin()->first;
  swap(Kind::table, "", a, b);
}

void Evolving::change_table() {
  const TableSchema* table = some_table();
  if (!table) return;
  Table after = table->table;
  const bool numbered = std::any_of(table->columns.begin(), table->columns.end(),
                                    [](const Column& column) { return column.identity; });
  const bool may_be_strict =
      std::all_of(table->columns.begin(), table->columns.end(),
                  [](const Column& column) { return suits_strict(column.type); });
  if (random_.chance(30) && may_be_strict) after.strict = !after.strict;
  if (random_.chance(30) && !numbered && table->primary_key()) {
    after.without_rowid = !after.without_rowid;
  }
  if (random_.chance(30)) after.comment = random_comment(random_);
  if (random_.chance(30)) after.options["postgresql.fillfactor"] = "80";
  if (random_.chance(30)) {
    after.column_order.clear();
    if (random_.chance(70)) {
      for (const Column& column : table->columns) after.column_order.push_back(column.name);
      random_.shuffle(after.column_order);
    }
  }
  change(table->table, after);
}

void Evolving::add_column() {
  const TableSchema* table = some_table();
  if (!table) return;
  Column column = random_column(random_, now(), *table);
  if (random_.chance(20)) {
    column.type = Type{};
    column.default_value.reset();
    column.generated = random_generated(random_, *table);
  }
  add(*table, column);
}

void Evolving::add(const TableSchema& table, const Column& column) {
  Table after = table.table;
  const Table before = table.table;
  if (!after.column_order.empty()) after.column_order.push_back(column.name);
  work_.create(column);
  change(before, after);
}

void Evolving::change_row() {
  const TableSchema* table = some_table();
  if (!table || (!brings_rows(now()) && random_.chance(70))) return;
  if (table->rows.empty() || random_.chance(40)) {
    if (const auto row = random_row(random_, now(), *table)) work_.create(*row);
    return;
  }
  const Row old = random_.one_of(table->rows).second;
  if (random_.chance(40)) {
    work_.take_away({Kind::row, old.table, old.name});
  } else {
    change(old, changed_row(random_, now(), *table, old));
  }
}

void Evolving::take_rows_away(const std::string& table) {
  for (const Row& row : values(now().table(table)->rows)) {
    work_.take_away({Kind::row, table, row.name});
  }
}

void Evolving::forget_values(const std::string& table, const std::string& column) {
  for (const Row& row : values(now().table(table)->rows)) {
    Row without = row;
    without.values.erase(column);
    change(row, without);
  }
}

void Evolving::drop_key(const Key& dropped) {
  const Key key = dropped;  // what it refers to goes
  std::vector<std::string> columns;
  for (const IndexPart& part : key.parts) columns.push_back(part.column);
  std::vector<ObjectName> led;
  for (const auto& [name, table] : now().tables) {
    for (const auto& [key_name, foreign_key] : table.foreign_keys) {
      const auto& parents = foreign_key.parent_columns;
      if (foreign_key.parent == key.table &&
          std::is_permutation(columns.begin(), columns.end(), parents.begin(), parents.end())) {
        led.push_back({Kind::foreign_key, name, key_name});
      }
    }
  }
  for (const ObjectName& object : led) work_.take_away(object);
  if (key.primary) take_rows_away(key.table);
  work_.take_away({Kind::key, key.table, key.name});
  if (!key.primary) return;
  for (const Column& column : std::vector<Column>(now().table(key.table)->columns)) {
    Column after = column;
    after.identity = false;
    change(column, after);
  }
}

bool Evolving::may_drop(const TableSchema& table, const std::string& column) const {
  const Key* primary = table.primary_key();
  const bool pinned = primary && table.table.without_rowid && names_column(primary->parts, column);
  const std::vector<std::string> plain = plain_columns(table);
  return !pinned && (plain.size() > 1 || !names_column(plain, column));
}

void Evolving::drop_column(const std::string& table, const std::string& column) {
  // A function may be called as a column is, so that two seem to name each other.
  if (!dropping_.insert(column).second) return;
  for (const Key& key : values(now().table(table)->keys)) {
    if (names_column(key.parts, column)) drop_key(key);
  }
  for (const Check& check : values(now().table(table)->checks)) {
    if (mentions(check.sql, column)) work_.take_away({Kind::check, table, check.name});
  }
  for (const Index& index : values(now().indexes)) {
    if (index.table == table && mentions(index, column)) {
      work_.take_away({Kind::index, table, index.name});
    }
  }
  for (const Trigger& trigger : values(now().triggers)) {
    if (trigger.table == table && mentions(trigger.when, column)) {
      work_.take_away({Kind::trigger, table, trigger.name});
    }
  }
  for (const Column& other : std::vector<Column>(now().table(table)->columns)) {
    const bool standing = now().table(table)->column(other.name) != nullptr;
    if (standing && other.name != column && other.generated &&
        mentions(other.generated->sql, column)) {
      drop_column(table, other.name);
    }
  }
  if (random_.chance(70)) forget_values(table, column);
  work_.take_away({Kind::column, table, column});
  dropping_.erase(column);
  forget({Kind::column, table, column});
  forget_gone();
}

void Evolving::drop_column() {
  const TableSchema* table = some_table();
  if (!table) return;
  const std::string name = table->table.name;
  const std::string column = random_.one_of(table->columns).name;
  if (may_drop(*table, column)) drop_column(name, column);
}

void Evolving::rename_column() {
  const TableSchema* table = some_table();
  if (!table) return;
  const std::string old = random_.one_of(table->columns).name;
  rename(Kind::column, table->table.name, old, other_name(old, free_name(*table, random_)));
}

void Evolving::swap_columns() {
  const TableSchema* table = some_table();
  if (!table || table->columns.size() < 2) return;
  const std::string a = table->columns.front().name, b = table->columns.back().name;
  swap(Kind::column, table->table.name, a, b);
}

void Evolving::replace_column() {
  const TableSchema* table = some_table();
  if (!table || table->columns.size() < 2) return;
  const std::string name = table->table.name;
  const std::string a = table->columns.front().name, b = table->columns.back().name;
  if (random_.chance(50)) {
    if (!may_drop(*table, b)) return;
    drop_column(name, b);
    if (now().table(name)->column(a)) rename(Kind::column, name, a, b);
  } else {
    rename(Kind::column, name, a, free_name(*table, random_));
    Column column = random_column(random_, now(), *now().table(name));
    column.name = a;
    add(*now().table(name), column);
  }
}

void Evolving::change_column() {
  const TableSchema* table = some_table();
  if (!table) return;
  const Column before = random_.one_of(table->columns);
  Column after = before;
  const Column other = random_column(random_, now(), *table);
  const Key* primary = table->primary_key();
  const bool in_primary = primary && names_column(primary->parts, before.name);
  if (random_.chance(40) && !before.identity && !before.generated) {
    if (in_primary) take_rows_away(before.table);
    after.type = other.type;
    after.default_value = other.default_value;
    after.collation = other.collation;
  }
  if (random_.chance(40) && !in_primary) {
    after.nullable = !after.nullable;
    after.not_null_conflict = after.nullable ? OnConflict::unspecified : random_conflict(random_);
  }
  if (random_.chance(40) && !before.identity && !before.generated) {
    after.default_value = random_default(random_, after.type, now());
  }
  if (random_.chance(20)) after.comment = random_comment(random_);
  if (before.generated && random_.chance(50)) {
    TableSchema others = *table;
    std::erase_if(others.columns, [&](const Column& c) { return c.generated.has_value(); });
    after.generated = random_generated(random_, others);
  } else if (before.generated && random_.chance(30)) {
    after.generated.reset();
  }
  change(before, after);
}

}  // namespace schemake::generator
