#include "dialect/sqlite/rebuild.hpp"

#include <algorithm>

#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"
#include "operation/rewrite.hpp"

namespace schemake::generator::sqlite {
namespace {

bool has_conflict_clause(const TableSchema& table) {
  const auto said = [](const auto& item) {
    return item.second.conflict != OnConflict::unspecified;
  };
  return std::any_of(table.keys.begin(), table.keys.end(), said) ||
         std::any_of(table.checks.begin(), table.checks.end(), said) ||
         std::any_of(table.columns.begin(), table.columns.end(), [](const Column& column) {
           return column.not_null_conflict != OnConflict::unspecified;
         });
}

// Rowids are kept: a full-text index over the table, or an application, may hold them.
std::string copied_rowid(const TableChange& change) {
  if (change.before->table.without_rowid || change.after->table.without_rowid) return "";
  return rowid_alias(*change.after) == nullptr ? rowid_name(*change.before, *change.after) : "";
}

std::string copy(const TableChange& change, const std::vector<Value>& values,
                 const std::string& target) {
  std::vector<std::string> names, expressions;
  if (std::string rowid = copied_rowid(change); !rowid.empty()) {
    names.push_back(rowid);
    expressions.push_back(std::move(rowid));
  }
  for (const Value& value : values) {
    if (value.expression.empty()) continue;
    names.push_back(quoted_name(value.column->name));
    expressions.push_back(value.expression);
  }
  if (names.empty()) {  // nothing in common: as many rows, each of defaults
    const Column& first = *values.front().column;
    names.push_back(quoted_name(first.name));
    expressions.push_back(first.default_value ? default_text(*first.default_value) : "NULL");
  }
  // IGNORE or REPLACE in the table would drop rows without a word.
  const std::string insert =
      has_conflict_clause(*change.after) ? "INSERT OR ABORT INTO " : "INSERT INTO ";
  return insert + in_main(target) + " (" + join(names, ", ") + ")\nSELECT " +
         join(expressions, ", ") + "\nFROM " + in_main(change.before->table.name) + ";\n";
}

// An expression may say `author.name`, and while it is created the table has another name. SQLite's
// rename takes that back.
std::string create_as(TableSchema table, const Schema& schema, const std::string& target) {
  const std::string& name = table.table.name;
  for (auto& item : table.checks)
    item.second.sql = rename_table(item.second.sql, Scope::table, name, target);
  for (Column& column : table.columns) {
    if (column.generated)
      column.generated->sql = rename_table(column.generated->sql, Scope::table, name, target);
  }
  return create_table(table, schema, target);
}

std::string create_on(Index index, const std::string& target) {
  index.where = rename_table(index.where, Scope::table, index.table, target);
  for (IndexPart& part : index.parts) {
    part.expression = rename_table(part.expression, Scope::table, index.table, target);
  }
  return create_index(index, target);
}

std::string column_lines(const TableSchema& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  return join(names, "\n");
}

}  // namespace

Step rebuild_step(const TableChange& change, const std::vector<Value>& values,
                  const std::vector<const Index*>& indexes, const States& states) {
  const std::string& name = change.after->table.name;
  const std::string target = "schemake_new_" + name;
  Step step;
  step.phase = tightens(change, values) ? Phase::contract : Phase::expand;
  step.verb = Verb::rebuild;
  step.object = name;
  step.was = column_lines(*change.before);
  step.source = {Kind::table, "", name};
  step.sql = create_as(*change.after, states.after, target) + "\n";
  step.sql += copy(change, values, target);
  for (const Index* index : indexes) step.sql += create_on(*index, target) + "\n";
  step.sql += drop("TABLE", name) + "\n";
  step.sql += "ALTER TABLE " + in_main(target) + " RENAME TO " + quoted_name(name) + ";";
  return step;
}

bool tightens(const TableChange& change, const std::vector<Value>& values) {
  if (!change.dropped.empty() || !change.added_keys.empty() || !change.added_foreign_keys.empty() ||
      !change.added_checks.empty() || change.primary_key || change.options) {
    return true;
  }
  return std::any_of(values.begin(), values.end(), [&](const Value& value) {
    if (value.old == nullptr) return value.lacking || (!value.column->nullable && value.backfilled);
    return !keeps(value) || !value.loses.empty() || value.lacking;
  });
}

}  // namespace schemake::generator::sqlite
