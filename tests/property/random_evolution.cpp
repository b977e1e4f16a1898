#include <algorithm>
#include <set>

#include "core/sql_text.hpp"
#include "operation/names.hpp"
#include "operation/rewrite.hpp"
#include "operation/work.hpp"
#include "property/random_parts.hpp"
#include "property/random_schema.hpp"
#include "property/random_seeds.hpp"
#include "property/text_validity.hpp"

namespace schemake::generator {
namespace {

// Makes edits as a user of the YAML would, each of which leaves a valid schema.
class Evolving {
 public:
  Evolving(const Schema& before, std::uint64_t seed) : random_(seed), work_(before) {
    for (const auto& [name, table] : before.tables) {
      origins_[{Kind::table, "", name}] = name;
      for (const Column& column : table.columns) {
        origins_[{Kind::column, name, column.name}] = column.name;
      }
    }
    for (const auto& entry : before.views) origins_[{Kind::view, "", entry.first}] = entry.first;
    for (const auto& [name, index] : before.indexes) origins_[{Kind::index, "", name}] = name;
    for (const auto& entry : before.enums) {
      origins_[{Kind::enumeration, "", entry.first}] = entry.first;
    }
  }

  void edit() {
    using Edit = void (Evolving::*)();
    static const std::vector<Edit> kEdits = {
        &Evolving::add_table,      &Evolving::drop_table,    &Evolving::rename_table,
        &Evolving::change_table,   &Evolving::add_column,    &Evolving::add_column,
        &Evolving::drop_column,    &Evolving::drop_column,   &Evolving::rename_column,
        &Evolving::rename_column,  &Evolving::swap_columns,  &Evolving::replace_column,
        &Evolving::change_column,  &Evolving::change_column, &Evolving::change_key,
        &Evolving::change_primary, &Evolving::change_check,  &Evolving::change_foreign_key,
        &Evolving::change_index,   &Evolving::change_view,   &Evolving::change_trigger,
        &Evolving::change_enum,    &Evolving::swap_tables,   &Evolving::change_virtual_table,
        &Evolving::respell_column, &Evolving::change_row,    &Evolving::change_row};
    (this->*random_.one_of(kEdits))();
    mend_texts();
  }

  Evolution finish() {
    Evolution result{now(), {}};
    if (brings_rows(now()) && !takes_its_rows(now())) take_rows_out(result.after);
    for (const auto& [object, origin] : origins_) {
      if (object.name == origin) continue;
      ObjectName named = object;
      if (object.kind == Kind::index) named.table = now().indexes.at(object.name).table;
      result.hints.renamed_from[named] = origin;
    }
    for (auto& [name, table] : result.after.tables) {
      forget_names(table.keys, Kind::key, result.hints);
      forget_names(table.foreign_keys, Kind::foreign_key, result.hints);
      forget_names(table.checks, Kind::check, result.hints);
      for (const Column& column : table.columns) backfill(column, table, result.hints);
      if (random_.chance(30)) random_.shuffle(table.columns);
    }
    return result;
  }

 private:
  const Schema& now() const { return work_.schema(); }

  const TableSchema* some_table() {
    return now().tables.empty() ? nullptr : &random_.one_of(now().tables).second;
  }

  template <class T>
  void change(const T& before, const T& after) {
    Change<T> change;
    change.before = before;
    change.after = after;
    if (before != after) work_.emit(change);
  }

  void rename(Kind kind, const std::string& table, const std::string& from, const std::string& to) {
    work_.emit(Rename{kind, table, from, to});
    std::map<ObjectName, std::string> moved;
    for (const auto& [object, origin] : origins_) {
      ObjectName name = object;
      if (name == ObjectName{kind, table, from}) name.name = to;
      if (kind == Kind::table && name.table == from) name.table = to;
      moved.emplace(name, origin);
    }
    origins_ = std::move(moved);
  }

  void forget(const ObjectName& object) {
    std::erase_if(origins_, [&](const auto& entry) {
      const bool part = object.kind == Kind::table && entry.first.table == object.name;
      return part || entry.first == object;
    });
  }

  // An index may go with a column or table.
  void forget_gone() {
    std::erase_if(origins_, [&](const auto& entry) {
      const ObjectName& object = entry.first;
      return (object.kind == Kind::index && !now().indexes.contains(object.name)) ||
             (object.kind == Kind::view && !now().views.contains(object.name));
    });
  }

  void add_table() {
    TableSchema table = random_table(random_, now());
    if (const auto key = random_foreign_key(random_, now(), table)) {
      table.foreign_keys[key->name] = *key;
    }
    work_.create(table.table);
    for (const Column& column : table.columns) work_.create(column);
    for (const auto& entry : table.keys) work_.create(entry.second);
    for (const auto& entry : table.foreign_keys) work_.create(entry.second);
  }

  void drop_table() {
    const TableSchema* table = some_table();
    if (!table || random_.chance(30)) return;
    const std::string name = table->table.name;
    work_.take_away({Kind::table, "", name});
    forget({Kind::table, "", name});
    forget_gone();
  }

  // Another name, or the same by other capitals.
  std::string other_name(const std::string& old, const std::string& fresh) {
    std::string name = old;
    for (char& c : name) {
      if (c >= 'a' && c <= 'z' && random_.chance(50)) c = static_cast<char>(c - 'a' + 'A');
    }
    return random_.chance(20) && name != old ? name : fresh;
  }

  void rename_table() {
    if (const TableSchema* table = some_table()) {
      const std::string old = table->table.name;
      rename(Kind::table, "", old, other_name(old, free_name(now(), random_)));
    }
  }

  void swap(Kind kind, const std::string& table, const std::string& a, const std::string& b) {
    rename(kind, table, a, "aside for a while");
    rename(kind, table, b, a);
    rename(kind, table, "aside for a while", b);
  }

  void swap_tables() {
    if (now().tables.size() < 2 || random_.chance(50)) return;
    const std::string a = now().tables.begin()->first, b = now().tables.rbegin()->first;
    swap(Kind::table, "", a, b);
  }

  void change_table() {
    const TableSchema* table = some_table();
    if (!table) return;
    Table after = table->table;
    const bool numbered = std::any_of(table->columns.begin(), table->columns.end(),
                                      [](const Column& column) { return column.identity; });
    const bool has_decimal =
        std::any_of(table->columns.begin(), table->columns.end(),
                    [](const Column& column) { return column.type.name == TypeName::decimal; });
    if (random_.chance(30) && !has_decimal) after.strict = !after.strict;
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

  void add_column() {
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

  // Also to the order of columns, where that is asked for.
  void add(const TableSchema& table, const Column& column) {
    Table after = table.table;
    const Table before = table.table;
    if (!after.column_order.empty()) after.column_order.push_back(column.name);
    work_.create(column);
    change(before, after);
  }

  // Rarely the first row of a schema that has brought none.
  void change_row() {
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

  void take_rows_away(const std::string& table) {
    for (const Row& row : values(now().table(table)->rows)) {
      work_.take_away({Kind::row, table, row.name});
    }
  }

  // Rows stay without the value.
  void forget_values(const std::string& table, const std::string& column) {
    for (const Row& row : values(now().table(table)->rows)) {
      Row without = row;
      without.values.erase(column);
      change(row, without);
    }
  }

  // A key goes with the foreign keys that lead to it, and with the rows that are known by it.
  void drop_key(const Key& dropped) {
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

  bool may_drop(const TableSchema& table, const std::string& column) const {
    const Key* primary = table.primary_key();
    const bool pinned =
        primary && table.table.without_rowid && names_column(primary->parts, column);
    const std::vector<std::string> plain = plain_columns(table);
    return !pinned && (plain.size() > 1 || !names_column(plain, column));
  }

  void drop_column(const std::string& table, const std::string& column) {
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

  void drop_column() {
    const TableSchema* table = some_table();
    if (!table) return;
    const std::string name = table->table.name;
    const std::string column = random_.one_of(table->columns).name;
    if (may_drop(*table, column)) drop_column(name, column);
  }

  void rename_column() {
    const TableSchema* table = some_table();
    if (!table) return;
    const std::string old = random_.one_of(table->columns).name;
    rename(Kind::column, table->table.name, old, other_name(old, free_name(*table, random_)));
  }

  void swap_columns() {
    const TableSchema* table = some_table();
    if (!table || table->columns.size() < 2) return;
    const std::string a = table->columns.front().name, b = table->columns.back().name;
    swap(Kind::column, table->table.name, a, b);
  }

  // One column takes the name of another that goes; or a new one the name of one that is renamed.
  void replace_column() {
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

  void change_column() {
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

  void change_key() {
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

  void change_primary() {
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

  void change_check() {
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

  void change_foreign_key() {
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

  void change_index() {
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

  void change_view() {
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

  void change_trigger() {
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

  void change_virtual_table() {
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

  void change_enum() {
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
    if (random_.chance(50))
      after.values.push_back("new value " + std::to_string(old.values.size()));
    change(old, after);
  }

  // The same check by other capitals or quotes.
  void respell_column() {
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

  // Views and triggers whose text names what is not there any more, as a user would have to.
  void mend_texts() {
    for (const View& view : values(now().views)) {
      if (is_valid(now(), view)) continue;
      if (now().tables.empty()) {
        work_.take_away({Kind::view, "", view.name});
        forget_gone();
        continue;
      }
      View mended = view;
      mended.columns.clear();
      mended.sql = random_select(random_, *some_table());
      change(view, mended);
    }
    for (const Trigger& trigger : values(now().triggers)) {
      if (is_valid(now(), trigger)) continue;
      Trigger mended = trigger;
      mended.sql = DialectText("SELECT 'mended';");
      change(trigger, mended);
    }
    for (const VirtualTable& table : values(now().virtual_tables)) {
      if (is_valid(now(), table)) continue;
      work_.take_away({Kind::virtual_table, "", table.name});
      const auto arguments = random_index_of_text(random_, now(), table.name);
      if (arguments) work_.create(VirtualTable{table.name, "fts5", *arguments});
    }
  }

  static bool mentions(const DialectText& text, const std::string& name) {
    return std::any_of(text.texts.begin(), text.texts.end(),
                       [&](const auto& entry) { return sql::mentions(entry.second, name); });
  }

  static bool mentions(const Index& index, const std::string& name) {
    return mentions(index.where, name) ||
           std::any_of(index.parts.begin(), index.parts.end(),
                       [&](const IndexPart& part) { return mentions(part.expression, name); });
  }

  template <class T>
  static std::vector<T> values(const std::map<std::string, T>& map) {
    std::vector<T> result;
    for (const auto& entry : map) result.push_back(entry.second);
    return result;
  }

  // Some constraints get other names, as a template may give them behind a rename.
  template <class T>
  void forget_names(std::map<std::string, T>& map, Kind kind, Hints& hints) {
    for (T constraint : values(map)) {
      if (constraint.name.empty() || !random_.chance(30)) continue;
      map.erase(constraint.name);
      constraint.name = free_name(map, random_);
      hints.unnamed.insert({kind, constraint.table, constraint.name});
      map[constraint.name] = constraint;
    }
  }

  void backfill(const Column& column, const TableSchema& table, Hints& hints) {
    const bool text = column.type.name == TypeName::text ||
                      (column.type.name == TypeName::raw && !table.table.strict);
    if (!text || column.generated || !random_.chance(30)) return;
    hints.backfills[{Kind::column, column.table, column.name}] = DialectText("'filled'");
  }

  Random random_;
  Work work_;
  std::set<std::string> dropping_;
  std::map<ObjectName, std::string> origins_;  // by the object as it is called now: what it was
};

}  // namespace

Evolution random_evolution(const Schema& before, std::uint64_t seed, std::size_t edits) {
  Evolving evolving(before, seed);
  for (std::size_t i = 0; i < edits; ++i) evolving.edit();
  return evolving.finish();
}

}  // namespace schemake::generator
