#include "dialect/sqlite/new_rows.hpp"

#include <algorithm>
#include <utility>

#include "core/column_reads.hpp"
#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"

namespace schemake::generator::sqlite {
namespace {

std::string subselect(const std::vector<std::string>& items, const std::string& from,
                      const TableSchema& table) {
  return "(SELECT " + join(items, ", ") + " FROM " + from + ") AS " + quoted_name(table.table.name);
}

bool is_truth_value(const std::string& name) {
  return sql::same_name(name, "true") || sql::same_name(name, "false");
}

// As a subselect calls the column.
std::string readable(const std::string& name) {
  return is_truth_value(name) ? "schemake_" + name : name;
}

std::string aliased(const std::string& expression, const std::string& name) {
  const std::string alias = quoted_name(readable(name));
  return expression == alias ? alias : expression + " AS " + alias;
}

// The rowid that becomes a column of the new self.
std::string rowid_read(const TableChange& change, const std::vector<Value>& values) {
  for (const Value& value : values) {
    if (value.old == nullptr && !value.backfilled && value.column == rowid_alias(*change.after)) {
      return value.expression;
    }
  }
  return "";
}

}  // namespace

Rows::Rows(std::string from, const TableSchema& table) : from_(std::move(from)), table_(&table) {}

std::string Rows::reading(const std::string& sql) const {
  NameMap names;
  for (const Column& column : table_->columns) {
    if (is_truth_value(column.name)) names.emplace_back(column.name, readable(column.name));
  }
  const bool as_written = names.empty() || !from_.starts_with("(");
  return as_written ? sql : with_new_names(sql, table_->table.name, {}, names);
}

Rows old_rows(const TableSchema& table, const Setting& setting, const std::string& rowid) {
  const TableSchema& old = *setting.from.table(setting.lineage.origin(table.table.name)->name);
  std::vector<std::string> items;
  if (!rowid.empty()) items.push_back(rowid);
  bool differs = old.table.name != table.table.name;
  for (std::size_t i = 0; i < old.columns.size(); ++i) {
    differs = differs || old.columns[i].name != table.columns[i].name;
    items.push_back(aliased(quoted_name(old.columns[i].name), table.columns[i].name));
  }
  const std::string name = in_main(old.table.name);
  return {differs ? subselect(items, name, table) : name, table};
}

NewRows::NewRows(const TableChange& change, const std::vector<Value>& values,
                 const Setting& setting)
    : change_(change),
      values_(values),
      old_(old_rows(*change.before, setting, rowid_read(change, values))) {}

NewRows::Columns NewRows::mentioned(const std::string& text) const {
  Columns columns;
  std::set<const Column*>
      seen;  // a generated column may seem to mention itself: upper AS upper(name)
  add_mentioned(text, columns, seen);
  return columns;
}

void NewRows::add_mentioned(const std::string& text, Columns& columns,
                            std::set<const Column*>& seen) const {
  const std::set<std::string> names = sql::columns_read(text);
  for (const Column& column : change_.after->columns) {
    if (!names.contains(sql::lower(column.name)) || !seen.insert(&column).second) continue;
    // A generated column comes after those that it is made of.
    if (column.generated) add_mentioned(column.generated->sql.for_dialect(kDialect), columns, seen);
    columns.push_back(&column);
  }
}

const Value* NewRows::value_of(const Column& column) const {
  const auto found = std::find_if(values_.begin(), values_.end(),
                                  [&](const Value& value) { return value.column == &column; });
  return found == values_.end() ? nullptr : &*found;
}

bool NewRows::is_changed(const Column& column) const {
  const auto kept = std::find_if(change_.kept.begin(), change_.kept.end(),
                                 [&](const auto& pair) { return pair.after == &column; });
  if (kept == change_.kept.end()) return true;
  if (kept->before->collation != column.collation) return true;
  const auto changed = std::find_if(change_.changed.begin(), change_.changed.end(),
                                    [&](const auto& pair) { return pair.after == &column; });
  if (column.generated) return changed != change_.changed.end();
  return !keeps(*value_of(column));
}

bool NewRows::affects(const std::string& text) const {
  const Columns columns = mentioned(text);
  return std::any_of(columns.begin(), columns.end(),
                     [&](const Column* column) { return is_changed(*column); });
}

bool NewRows::can_tell(const std::string& text) const {
  const Columns columns = mentioned(text);
  return std::none_of(columns.begin(), columns.end(), [&](const Column* column) {
    if (column->generated) return false;
    const Value& value = *value_of(*column);
    const bool numbered = value.expression.empty() && column == rowid_alias(*change_.after);
    return value.reads_others || numbered;
  });
}

Rows NewRows::read(const std::string& text) const {
  if (!affects(text)) return old_;
  const Columns columns = mentioned(text);
  std::vector<std::string> items;
  for (const Column* column : columns) {
    if (column->generated) continue;
    std::string expression = guarded(*value_of(*column));
    if (expression.empty()) {
      expression = column->default_value ? default_text(*column->default_value) : "NULL";
    }
    items.push_back(aliased(old_.reading(expression), column->name));
  }
  if (items.empty()) items.emplace_back("1");
  Rows rows{subselect(items, old_.from(), *change_.after), *change_.after};
  for (const Column* column : columns) {
    if (!column->generated) continue;
    const std::string value = "(" + column->generated->sql.for_dialect(kDialect) + ")";
    rows = Rows{
        subselect({"*", aliased(rows.reading(value), column->name)}, rows.from(), *change_.after),
        *change_.after};
  }
  return rows;
}

}  // namespace schemake::generator::sqlite
