#include "dialect/sqlite/alter.hpp"

#include <algorithm>

#include "core/column_reads.hpp"
#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"
#include "operation/in_order.hpp"

namespace schemake::generator::sqlite {
namespace {

const Value* value_of(const std::vector<Value>& values, const Column& column) {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [&](const Value& value) { return value.column == &column; });
  return found == values.end() ? nullptr : &*found;
}

// The added column that a new check may be written with: the last that it mentions. A backfilled
// one will not do, as ADD COLUMN tests the check on the rows before their values are there.
const Column* carrier(const Check& check, const TableChange& change,
                      const std::vector<Value>& values) {
  const Column* last = nullptr;
  for (const Column* column : change.added) {
    if (!sql::reads_column(check.sql.for_dialect(kDialect), column->name)) continue;
    const Value* value = value_of(values, *column);
    if (value != nullptr && value->backfilled) return nullptr;
    last = column;
  }
  return last;
}

bool can_add(const Column& column, const TableChange& change, const std::vector<Value>& values) {
  if (column.generated) return !column.generated->stored;
  const Value* value = value_of(values, column);
  if (value == nullptr || value->lacking || column.identity) return false;
  if (!column.default_value) return column.nullable;
  const auto* constant = std::get_if<Literal>(&*column.default_value);
  if (constant == nullptr) return false;
  // ADD COLUMN does not test the default against the type of a STRICT table, which would be
  // corrupt.
  return !change.after->table.strict || suits(*constant, affinity(declared_type(column.type)));
}

bool can_add(const ForeignKey& key, const TableChange& change) {
  if (key.columns.size() != 1) return false;
  return std::any_of(change.added.begin(), change.added.end(), [&](const Column* column) {
    return column->name == key.columns.front() && !column->default_value;
  });
}

std::string added_definition(const Column& column, const TableChange& change,
                             const std::vector<Value>& values, const Schema& schema) {
  std::string text = column_definition(column, *change.after, schema);
  for (const Check* check : change.added_checks) {
    if (carrier(*check, change, values) == &column) text += " " + constraint_definition(*check);
  }
  return text;
}

Step column_step(Phase phase, const Column& column, std::string sql) {
  Step step;
  step.phase = phase;
  step.object = column.table;
  step.sql = std::move(sql);
  step.source = {Kind::column, column.table, column.name};
  return step;
}

// Whether ADD COLUMN ends with a quick_check of the table, and fails on what that says.
bool is_tested(const Column& column, const TableChange& change, const std::vector<Value>& values,
               const Schema& schema) {
  const ColumnText text = column_text(column, *change.after, schema);
  return change.after->table.strict || !text.check.empty() ||
         (column.generated && !text.not_null.empty()) ||
         std::any_of(
             change.added_checks.begin(), change.added_checks.end(),
             [&](const Check* check) { return carrier(*check, change, values) == &column; });
}

// Whether that says wrong things. The argument of quick_check is a number of lines where the
// table's name starts with one, and all tables are looked at; and SQLite 3.40 takes the values of a
// table WITHOUT ROWID for NULL, unless the column that is added is stored.
bool is_tested_amiss(const Column& column, const TableChange& change) {
  const Table& table = change.after->table;
  return sql::starts_with_number(table.name) || (column.generated && table.without_rowid);
}

bool reads(const Column* column, const Column* other) {
  return column->generated &&
         sql::reads_column(column->generated->sql.for_dialect(kDialect), other->name);
}

}  // namespace

bool converts(const std::vector<Value>& values) {
  return std::any_of(values.begin(), values.end(),
                     [](const Value& value) { return value.old != nullptr && value.backfilled; });
}

bool can_alter(const TableChange& change, const std::vector<Value>& values, const Schema& after) {
  // An UPDATE would meet the uniqueness of values half converted.
  if (converts(values)) return false;
  // A foreign key or check that goes may be written with the table, where DROP COLUMN refuses it.
  const bool fixed = change.primary_key || change.options || !change.changed.empty() ||
                     !change.added_keys.empty() || !change.dropped_keys.empty() ||
                     !change.dropped_foreign_keys.empty() || !change.dropped_checks.empty();
  if (fixed) return false;
  return std::all_of(change.added.begin(), change.added.end(),
                     [&](const Column* column) {
                       return can_add(*column, change, values) &&
                              !(is_tested_amiss(*column, change) &&
                                is_tested(*column, change, values, after));
                     }) &&
         std::all_of(change.added_foreign_keys.begin(), change.added_foreign_keys.end(),
                     [&](const ForeignKey* key) { return can_add(*key, change); }) &&
         std::all_of(
             change.added_checks.begin(), change.added_checks.end(),
             [&](const Check* check) { return carrier(*check, change, values) != nullptr; });
}

PhasedSteps alter_steps(const TableChange& change, const std::vector<Value>& values,
                        const States& states) {
  PhasedSteps steps;
  const std::string alter = "ALTER TABLE " + in_main(change.after->table.name);
  // A generated column comes after those that it is made of, and goes before them.
  for (const Column* column : in_order(change.added, reads)) {
    steps.expand.push_back(column_step(
        Phase::expand, *column,
        alter + " ADD COLUMN " + added_definition(*column, change, values, states.after) + ";"));
  }
  std::vector<std::string> assignments;
  const Column* filled = nullptr;
  for (const Value& value : values) {
    if (value.old != nullptr || !value.backfilled) continue;
    assignments.push_back(quoted_name(value.column->name) + " = " + value.expression);
    filled = value.column;
  }
  if (filled != nullptr) {
    steps.data.push_back(column_step(
        Phase::data, *filled,
        "UPDATE " + in_main(filled->table) + "\nSET " + join(assignments, ",\n    ") + ";"));
  }
  const auto is_read = [](const Column* column, const Column* other) {
    return reads(other, column);
  };
  for (const Column* column : in_order(change.dropped, is_read)) {
    steps.contract.push_back(column_step(
        Phase::contract, *column, alter + " DROP COLUMN " + quoted_name(column->name) + ";"));
  }
  return steps;
}

}  // namespace schemake::generator::sqlite
