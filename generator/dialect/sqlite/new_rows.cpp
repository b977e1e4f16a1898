#include "dialect/sqlite/new_rows.hpp"

#include <algorithm>
#include <utility>

#include "core/column_reads.hpp"
#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/seed_values.hpp"
#include "dialect/sqlite/storage.hpp"

namespace schemake::generator::sqlite {
namespace {

std::string subselect(const std::vector<std::string>& items, const std::string& from,
                      const TableSchema& table) {
  return "(SELECT " + join(items, ", ") + " FROM " + from + ") AS " + quoted_name(table.table.name);
}

bool is_column(const TableSchema& table, const std::string& name) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return sql::same_name(column.name, name); });
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

// The names of its rowid that `text` reads: those that no column has taken.
std::set<std::string> rowids_read(const std::string& text, const TableSchema& table) {
  std::set<std::string> rowids;
  if (table.table.without_rowid) return rowids;
  const std::set<std::string> names = sql::columns_read(text);
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    if (names.contains(name) && !is_column(table, name)) rowids.insert(name);
  }
  return rowids;
}

// The rowid that becomes a column of the new self.
std::string numbering(const TableChange& change, const std::vector<Value>& values) {
  for (const Value& value : values) {
    if (value.old == nullptr && !value.backfilled && value.column == rowid_alias(*change.after)) {
      return value.expression;
    }
  }
  return "";
}

// " WHERE ..." of the rows that nobody has taken out by then; empty where none goes.
std::string that_stay(const TableSchema& old, const std::string& name, const Setting& setting) {
  const auto going = setting.going.find(name);
  if (going == setting.going.end()) return {};
  std::vector<std::string> gone;
  for (const std::string& key : going->second) {
    const auto row = old.rows.find(key);
    if (row != old.rows.end()) gone.push_back("(" + untouched(row->second, old) + ")");
  }
  return gone.empty() ? "" : " WHERE (" + sql::chain(gone, " OR ") + ") IS NOT 1";
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

Rows old_rows(const TableSchema& table, const Setting& setting,
              const std::set<std::string>& rowids) {
  const TableSchema& old = *setting.from.table(setting.lineage.origin(table.table.name)->name);
  std::vector<std::string> items;
  // A subselect has no rowid of its own: SQLite reads NULL there.
  const std::string rowid = rowid_name(old, old);
  for (const std::string& name : rowids) {
    if (!rowid.empty()) items.push_back(rowid == name ? name : rowid + " AS " + name);
  }
  bool differs = old.table.name != table.table.name;
  for (std::size_t i = 0; i < old.columns.size(); ++i) {
    differs = differs || old.columns[i].name != table.columns[i].name;
    items.push_back(aliased(quoted_name(old.columns[i].name), table.columns[i].name));
  }
  const std::string from = in_main(old.table.name) + that_stay(old, table.table.name, setting);
  differs = differs || from != in_main(old.table.name);
  return {differs ? subselect(items, from, table) : from, table};
}

NewRows::NewRows(const TableChange& change, const std::vector<Value>& values,
                 const Setting& setting)
    : change_(change),
      values_(values),
      setting_(setting),
      numbering_(numbering(change, values)),
      alias_(rowid_alias(*change.after)) {}

Rows NewRows::old(const std::string& text) const {
  std::set<std::string> rowids = rowids_read(text, *change_.before);
  if (!numbering_.empty()) rowids.insert(numbering_);
  return old_rows(*change_.before, setting_, rowids);
}

NewRows::Columns NewRows::mentioned(const std::string& text) const {
  Columns columns;
  std::set<const Column*>
      seen;  // a generated column may seem to mention itself: upper AS upper(name)
  add_mentioned(text, columns, seen);
  return columns;
}

void NewRows::add_mentioned(const std::string& text, Columns& columns,
                            std::set<const Column*>& seen) const {
  std::set<std::string> names = sql::columns_read(text);
  const bool reads_alias = alias_ != nullptr && !rowids_read(text, *change_.after).empty();
  if (reads_alias) names.insert(sql::lower(alias_->name));
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
  if (alias_ == nullptr && rowid_kept().empty() && !rowids_read(text, *change_.after).empty()) {
    return false;
  }
  return std::none_of(columns.begin(), columns.end(), [&](const Column* column) {
    if (column->generated) return false;
    const Value& value = *value_of(*column);
    const bool numbered = value.expression.empty() && column == alias_;
    return value.reads_others || numbered;
  });
}

std::string NewRows::rowid_kept() const {
  return change_.before->table.without_rowid ? "" : rowid_name(*change_.before, *change_.after);
}

std::string NewRows::new_value(const Column& column) const {
  const std::string expression = guarded(*value_of(column));
  if (!expression.empty()) return expression;
  return column.default_value ? default_text(*column.default_value) : "NULL";
}

Rows NewRows::read(const std::string& text) const {
  if (!affects(text)) return old(text);
  const Columns columns = mentioned(text);
  std::vector<std::pair<std::string, std::string>> values;  // and the name of each
  for (const std::string& rowid : rowids_read(text, *change_.after)) {
    values.emplace_back(alias_ != nullptr ? new_value(*alias_) : rowid_kept(), rowid);
  }
  for (const Column* column : columns) {
    if (!column->generated) values.emplace_back(new_value(*column), column->name);
  }
  std::string read;
  for (const auto& value : values) read += value.first + ", ";
  const Rows old_rows = old(read);
  std::vector<std::string> items;
  for (const auto& [value, name] : values) items.push_back(aliased(old_rows.reading(value), name));
  if (items.empty()) items.emplace_back("1");
  Rows rows{subselect(items, old_rows.from(), *change_.after), *change_.after};
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
