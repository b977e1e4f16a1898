#include <algorithm>

#include "core/sql_text.hpp"
#include "property/evolving.hpp"
#include "property/random_seeds.hpp"
#include "property/text_validity.hpp"

namespace schemake::generator {

Evolving::Evolving(const Schema& before, std::uint64_t seed) : random_(seed), work_(before) {
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

void Evolving::edit() {
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

Evolution Evolving::finish() {
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

void Evolving::rename(Kind kind, const std::string& table, const std::string& from,
                      const std::string& to) {
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

void Evolving::forget(const ObjectName& object) {
  std::erase_if(origins_, [&](const auto& entry) {
    const bool part = object.kind == Kind::table && entry.first.table == object.name;
    return part || entry.first == object;
  });
}

void Evolving::forget_gone() {
  std::erase_if(origins_, [&](const auto& entry) {
    const ObjectName& object = entry.first;
    return (object.kind == Kind::index && !now().indexes.contains(object.name)) ||
           (object.kind == Kind::view && !now().views.contains(object.name));
  });
}

std::string Evolving::other_name(const std::string& old, const std::string& fresh) {
  std::string name = old;
  for (char& c : name) {
    if (c >= 'a' && c <= 'z' && random_.chance(50)) c = static_cast<char>(c - 'a' + 'A');
  }
  return random_.chance(20) && name != old ? name : fresh;
}

void Evolving::mend_texts() {
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

bool Evolving::mentions(const DialectText& text, const std::string& name) {
  return std::any_of(text.texts.begin(), text.texts.end(),
                     [&](const auto& entry) { return sql::mentions(entry.second, name); });
}

bool Evolving::mentions(const Index& index, const std::string& name) {
  return mentions(index.where, name) ||
         std::any_of(index.parts.begin(), index.parts.end(),
                     [&](const IndexPart& part) { return mentions(part.expression, name); });
}

void Evolving::backfill(const Column& column, const TableSchema& table, Hints& hints) {
  const bool text = column.type.name == TypeName::text ||
                    (column.type.name == TypeName::raw && !table.table.strict);
  if (!text || column.generated || !random_.chance(30)) return;
  hints.backfills[{Kind::column, column.table, column.name}] = DialectText("'filled'");
}

Evolution random_evolution(const Schema& before, std::uint64_t seed, std::size_t edits) {
  Evolving evolving(before, seed);
  for (std::size_t i = 0; i < edits; ++i) evolving.edit();
  return evolving.finish();
}

}  // namespace schemake::generator
