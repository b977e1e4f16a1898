#include "dialect/sqlite/relax.hpp"

#include <algorithm>
#include <string>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"

namespace schemake::generator::sqlite {
namespace {

// Whether nothing but a NOT NULL or CHECK that goes, or the default, is said otherwise of a column.
bool relaxes(const ColumnText& before, const ColumnText& after) {
  return before.type == after.type && before.collation == after.collation &&
         before.generated == after.generated &&
         (after.not_null.empty() || after.not_null == before.not_null) &&
         (after.check.empty() || after.check == before.check);
}

bool relaxes(const TableChange::Pair& pair, const TableChange& change, const States& states) {
  return relaxes(canonical(column_text(*pair.before, *change.before, states.before)),
                 canonical(column_text(*pair.after, *change.after, states.after)));
}

// A table on its way to the state after is written with that state's enums.
bool has_changed_enum(const Column& column, const TableSchema& table, const States& states) {
  return column_text(column, table, states.before) != column_text(column, table, states.after);
}

bool keeps_values(const std::vector<Value>& values) {
  return std::all_of(values.begin(), values.end(), [](const Value& value) {
    return value.old == nullptr || (keeps(value) && value.loses.empty());
  });
}

// Those that stay and that SQLite cannot tell from one that goes. A key of one column stands with
// the column.
std::vector<const ForeignKey*> kept_twins(const TableChange& change) {
  const std::vector<const ForeignKey*>& gone = change.dropped_foreign_keys;
  std::vector<const ForeignKey*> twins;
  for (const auto& [name, key] : change.before->foreign_keys) {
    const ForeignKey& kept = key;
    if (kept.columns.size() < 2 || std::find(gone.begin(), gone.end(), &kept) != gone.end()) {
      continue;
    }
    const bool has_twin = std::any_of(gone.begin(), gone.end(), [&](const ForeignKey* dropped) {
      return works_alike(kept, *dropped);
    });
    if (has_twin) twins.push_back(&kept);
  }
  return twins;
}

}  // namespace

std::optional<TableSchema> relaxed(const TableChange& change, const std::vector<Value>& values,
                                   const States& states) {
  const bool relaxes_nothing = change.changed.empty() && change.dropped_foreign_keys.empty() &&
                               change.dropped_checks.empty();
  const bool stored_otherwise = change.primary_key || change.options ||
                                !change.added_keys.empty() || !change.dropped_keys.empty();
  if (relaxes_nothing || stored_otherwise || !keeps_values(values)) return std::nullopt;
  const bool all_relax =
      std::all_of(change.changed.begin(), change.changed.end(),
                  [&](const auto& pair) { return relaxes(pair, change, states); }) &&
      std::none_of(change.dropped.begin(), change.dropped.end(), [&](const Column* column) {
        return has_changed_enum(*column, *change.before, states);
      });
  if (!all_relax) return std::nullopt;

  TableSchema table = *change.before;
  for (const TableChange::Pair& pair : change.kept) {
    const auto place = pair.before - change.before->columns.data();
    table.columns[static_cast<std::size_t>(place)] = *pair.after;
  }
  for (const ForeignKey* key : change.dropped_foreign_keys) table.foreign_keys.erase(key->name);
  for (const Check* check : change.dropped_checks) table.checks.erase(check->name);
  return table;
}

Step retext_step(const TableChange& change, const States& states) {
  std::vector<std::string> was, now;
  for (const Column* column : ordered_columns(*change.before)) {
    std::string before = column_definition(*column, *change.before, states.before);
    std::string after =
        column_definition(*change.after->column(column->name), *change.after, states.after);
    if (sql::canonical(before) == sql::canonical(after)) continue;
    was.push_back(std::move(before));
    now.push_back(std::move(after));
  }
  for (const ForeignKey* key : change.dropped_foreign_keys) {
    if (key->columns.size() > 1) was.push_back(constraint_definition(*key));
  }
  for (const ForeignKey* key : kept_twins(change)) {
    was.push_back(constraint_definition(*key));
    now.push_back(constraint_definition(*key));
  }
  for (const Check* check : change.dropped_checks) was.push_back(constraint_definition(*check));
  Step step;
  step.verb = Verb::retext;
  step.object = change.after->table.name;
  step.was = join(was, ",\n");
  step.sql = join(now, ",\n");
  step.source = {Kind::table, "", step.object};
  return step;
}

}  // namespace schemake::generator::sqlite
