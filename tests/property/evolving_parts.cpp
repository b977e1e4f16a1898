#include <algorithm>

#include "core/sql_text.hpp"
#include "operation/names.hpp"
#include "operation/rewrite.hpp"
#include "property/evolving.hpp"

namespace schemake::generator {

void Evolving::change_key() {
  const TableSchema* table = some_table();
  if (!table) return;
  const auto made = random_unique(random_, *table);
  if (table->keys.size() > 1 && random_.chance(50)) {
    const Key old = table->keys.rbegin()->second;
    if (old.primary) return;
    drop_key(old);
    if (!made || random_.chance(50)) return;
    Key key = *made;
    key.name = old.name;
    work_.create(key);
  } else if (made) {
    work_.create(*made);
  }
}

void Evolving::change_primary() {
  const TableSchema* some = some_table();
  if (!some || random_.chance(30)) return;
  const std::string name = some->table.name;
  if (const Key* primary = some->primary_key()) drop_key(*primary);
  TableSchema after = *now().table(name);
  if (after.table.without_rowid || random_.chance(70)) give_primary_key(random_, after);
  const TableSchema before = *now().table(name);
  if (after.table.without_rowid && !after.primary_key()) {
    Table plain = before.table;
    plain.without_rowid = false;
    change(before.table, plain);
    return;
  }
  for (std::size_t i = 0; i < after.columns.size(); ++i) {
    change(before.columns[i], after.columns[i]);
  }
  if (const Key* primary = after.primary_key()) work_.create(*primary);
}

void Evolving::change_check() {
  const TableSchema* table = some_table();
  if (!table) return;
  if (table->checks.empty() || random_.chance(40)) {
    work_.create(random_check(random_, *table));
  } else {
    const Check old = random_.one_of(table->checks).second;
    Check check = random_check(random_, *table);
    check.name = old.name;
    if (random_.chance(50)) {
      work_.take_away({Kind::check, old.table, old.name});
    } else {
      change(old, check);
    }
  }
}

void Evolving::change_foreign_key() {
  const TableSchema* table = some_table();
  if (!table) return;
  if (!table->foreign_keys.empty() && random_.chance(60)) {
    const ForeignKey old = random_.one_of(table->foreign_keys).second;
    ForeignKey key = old;
    key.on_delete = key.on_delete == Action::cascade ? Action::restrict : Action::cascade;
    key.deferrable = random_.chance(50) ? Deferrable::deferred : Deferrable::no;
    if (random_.chance(50)) {
      work_.take_away({Kind::foreign_key, old.table, old.name});
    } else {
      change(old, key);
    }
    return;
  }
  TableSchema after = *table;
  const auto key = random_foreign_key(random_, now(), after);
  if (!key) return;
  const std::string name = after.table.name;
  for (const Column& column : after.columns) {
    if (!now().table(name)->column(column.name)) add(*now().table(name), column);
  }
  work_.create(*key);
}

void Evolving::change_index() {
  const TableSchema* table = some_table();
  if (!table) return;
  const Index made = random_index(random_, now(), *table);
  if (now().indexes.empty() || random_.chance(40)) return work_.create(made);
  const Index old = random_.one_of(now().indexes).second;
  if (random_.chance(30)) {
    rename(Kind::index, "", old.name, made.name);
  } else {
    work_.take_away({Kind::index, old.table, old.name});
    forget_gone();
    if (!random_.chance(60)) return;
    Index index = made;
    index.name = old.name;
    work_.create(index);
  }
}

void Evolving::change_view() {
  if (now().tables.empty()) return;
  if (now().views.empty() || random_.chance(40)) return work_.create(random_view(random_, now()));
  const View old = random_.one_of(now().views).second;
  if (random_.chance(40)) {
    rename(Kind::view, "", old.name, free_name(now(), random_));
  } else if (random_.chance(40)) {
    work_.take_away({Kind::view, "", old.name});
    forget({Kind::view, "", old.name});
  } else {
    View view = old;
    view.columns.clear();
    view.sql = random_select(random_, *some_table());
    change(old, view);
  }
}

void Evolving::change_trigger() {
  const TableSchema* table = some_table();
  if (!table) return;
  const Trigger made = random_trigger(random_, now(), table->table.name);
  if (now().triggers.empty() || random_.chance(50)) return work_.create(made);
  const Trigger old = random_.one_of(now().triggers).second;
  work_.take_away({Kind::trigger, old.table, old.name});
  Trigger trigger = made;
  trigger.name = old.name;
  if (random_.chance(60)) work_.create(trigger);
}

void Evolving::change_virtual_table() {
  if (now().virtual_tables.empty()) {
    if (random_.chance(30)) work_.create(random_virtual_table(random_, now()));
    return;
  }
  const VirtualTable old = random_.one_of(now().virtual_tables).second;
  VirtualTable table = random_virtual_table(random_, now());
  table.name = old.name;
  work_.take_away({Kind::virtual_table, "", old.name});
  if (random_.chance(60)) work_.create(table);
}

void Evolving::change_enum() {
  if (now().enums.empty() || random_.chance(30)) return work_.create(random_enum(random_, now()));
  const Enum old = random_.one_of(now().enums).second;
  if (random_.chance(30)) {
    rename(Kind::enumeration, "", old.name, free_name(now().enums, random_));
    return;
  }
  const bool drop = random_.chance(30);
  for (const ObjectName& user : users_of_enum(now(), old.name)) {
    const Column before = *now().table(user.table)->column(user.name);
    Column after = before;
    if (drop) after.type = Type{};
    after.default_value.reset();
    change(before, after);
  }
  if (drop) {
    work_.take_away({Kind::enumeration, "", old.name});
    forget({Kind::enumeration, "", old.name});
    return;
  }
  Enum after = old;
  if (after.values.size() > 1 && random_.chance(50)) after.values.pop_back();
  if (random_.chance(50)) after.values.push_back("new value " + std::to_string(old.values.size()));
  change(old, after);
}

void Evolving::respell_column() {
  const TableSchema* table = some_table();
  if (!table || table->checks.empty()) return;
  const Check old = random_.one_of(table->checks).second;
  Check check = old;
  for (const Column& column : table->columns) {
    check.sql = generator::rename_column(check.sql, Scope::table, table->table.name, column.name,
                                         column.name, Spelling::quoted);
  }
  change(old, check);
}

}  // namespace schemake::generator
