#include "dialect/sqlite/guard.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"

namespace schemake::generator::sqlite {
namespace {

Step guard_step(ObjectName source, const std::string& table, std::string sql, std::string reason) {
  Step step;
  step.verb = Verb::guard;
  step.object = table;
  step.sql = std::move(sql);
  step.reason = std::move(reason);
  step.source = std::move(source);
  return step;
}

// A table of the state before, read by the names of the state after: main."author", or, where a
// name differs, a SELECT that gives it.
std::string old_rows(const TableSchema& table, const Setting& setting) {
  const std::string& name = table.table.name;
  const TableSchema& old = *setting.from.table(setting.lineage.origin(name)->name);
  std::vector<std::string> columns;
  bool differs = old.table.name != name;
  for (std::size_t i = 0; i < old.columns.size(); ++i) {
    const std::string& from = old.columns[i].name;
    const std::string& to = table.columns[i].name;
    differs = differs || from != to;
    columns.push_back(from == to ? quoted_name(to) : quoted_name(from) + " AS " + quoted_name(to));
  }
  if (!differs) return in_main(name);
  return "(SELECT " + join(columns, ", ") + " FROM " + in_main(old.table.name) + ") AS " +
         quoted_name(name);
}

bool has_columns(const TableSchema& table, const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(),
                     [&](const std::string& name) { return table.column(name) != nullptr; });
}

std::vector<std::string> not_null(const std::vector<std::string>& columns) {
  std::vector<std::string> conditions;
  for (const std::string& column : columns)
    conditions.push_back(quoted_name(column) + " IS NOT NULL");
  return conditions;
}

class Guards {
 public:
  Guards(const TableChange& change, const std::vector<Value>& values, const Setting& setting)
      : change_(change),
        values_(values),
        setting_(setting),
        table_(change.after->table.name),
        rows_(old_rows(*change.before, setting)) {}

  std::vector<Step> take() { return std::move(steps_); }

  void column(const Value& value) {
    const ObjectName source{Kind::column, table_, value.column->name};
    const std::string name = quoted_name(value.column->name);
    if (value.lacking && value.old == nullptr) {
      add(source, "SELECT 1 FROM " + rows_ + " LIMIT 1",
          spell(source) + " is new and NOT NULL, and nothing says what the rows of " + table_ +
              " get: empty the table, or give the column a default or a backfill");
    } else if (value.lacking) {
      add(source, "SELECT 1 FROM " + rows_ + " WHERE " + name + " IS NULL LIMIT 1",
          spell(source) + " becomes NOT NULL, and rows of " + table_ +
              " hold NULL: fill them in, or give the column a default or a backfill");
    } else if (value.backfilled && !value.column->nullable && !value.reads_others) {
      add(source, "SELECT 1 FROM " + rows_ + " WHERE " + value.expression + " IS NULL LIMIT 1",
          "the backfill of " + spell(source) + " gives NULL for rows of " + table_ +
              ", and the column is NOT NULL: mend those rows, or the backfill");
    }
    backfill_keeps_promise(value, source);
    if (value.loses.empty()) return;
    add(source, "SELECT 1 FROM " + rows_ + " WHERE " + value.loses + " LIMIT 1",
        spell(source) + " holds values that " + spell(value.column->type) +
            " cannot hold: mend those rows, or accept the loss of " + spell(source));
  }

  void check(const Check& check) {
    const std::string& condition = check.sql.for_dialect(kDialect);
    if (!knows(condition)) return;
    const ObjectName source{Kind::check, table_, check.name};
    add(source, "SELECT 1 FROM " + new_rows(condition) + " WHERE NOT (" + condition + ") LIMIT 1",
        "rows of " + table_ + " violate the new check " + spell(source) + ": mend them first");
  }

  void unique(ObjectName source, const std::vector<IndexPart>& parts, const std::string& where) {
    std::vector<std::string> terms, conditions;
    std::string mentioned = where;
    for (const IndexPart& part : parts) {
      terms.push_back(part_text(part));
      conditions.push_back(terms.back() + " IS NOT NULL");
      mentioned += " " + terms.back();
    }
    if (!knows(mentioned)) return;
    if (!where.empty()) conditions.push_back("(" + where + ")");
    std::string reason = "rows of " + table_ + " have the same values in " + spell(source) +
                         ", which becomes unique: mend them first";
    add(std::move(source),
        "SELECT 1 FROM " + new_rows(mentioned) + " WHERE " + join(conditions, " AND ") +
            " GROUP BY " + join(terms, ", ") + " HAVING count(*) > 1 LIMIT 1",
        std::move(reason));
  }

  void foreign_key(const ForeignKey& key) {
    const std::string columns = quoted_list(key.columns);
    const TableSchema* parent = setting_.states.before.table(key.parent);
    if (!knows(columns) || (parent != nullptr && !has_columns(*parent, key.parent_columns))) return;
    std::vector<std::string> conditions = not_null(key.columns);
    // The rows of a parent that is new are not there yet, so any value is one too many.
    if (parent != nullptr) {
      conditions.push_back("(" + columns + ") NOT IN (SELECT " + quoted_list(key.parent_columns) +
                           " FROM " + old_rows(*parent, setting_) + " WHERE " +
                           join(not_null(key.parent_columns), " AND ") + ")");
    }
    const ObjectName source{Kind::foreign_key, table_, key.name};
    add(source,
        "SELECT 1 FROM " + new_rows(columns) + " WHERE " + join(conditions, " AND ") + " LIMIT 1",
        "rows of " + table_ + " refer to rows of " + key.parent +
            " that do not exist, against the new " + "foreign key " + spell(source) +
            ": mend them first");
  }

 private:
  void add(ObjectName source, std::string sql, std::string reason) {
    steps_.push_back(guard_step(std::move(source), table_, std::move(sql), std::move(reason)));
  }

  // What a type promises beyond SQLite's storage holds for what a backfill gives, too.
  void backfill_keeps_promise(const Value& value, const ObjectName& source) {
    if (!value.backfilled || value.reads_others) return;
    const Type& type = value.column->type;
    const std::string promise = implied_check(type, value.expression, setting_.states.after);
    if (promise.empty()) return;
    add(source, "SELECT 1 FROM " + rows_ + " WHERE NOT (" + promise + ") LIMIT 1",
        "the backfill of " + spell(source) + " gives values that " + spell(type) +
            " cannot hold: mend those rows, or the backfill");
  }

  // Whether the values of all columns that `text` mentions can be told from the old rows: not those
  // of a rowid that becomes a column, nor of a generated column that is new.
  bool knows(const std::string& text) const {
    const auto unknown = [&](const Value& value) {
      const bool rowid = value.old == nullptr && value.column == rowid_alias(*change_.after);
      return (value.reads_others || rowid) && sql::mentions(text, value.column->name);
    };
    const auto generated_anew = [&](const Column* column) {
      return column->generated && sql::mentions(text, column->name);
    };
    return std::none_of(values_.begin(), values_.end(), unknown) &&
           std::none_of(change_.added.begin(), change_.added.end(), generated_anew) &&
           std::none_of(change_.changed.begin(), change_.changed.end(),
                        [&](const TableChange::Pair& pair) { return generated_anew(pair.after); });
  }

  // The rows as they will be, in the columns that `text` mentions.
  std::string new_rows(const std::string& text) const {
    std::vector<std::string> items;
    bool differs = false;
    for (const Value& value : values_) {
      const std::string name = quoted_name(value.column->name);
      if (!sql::mentions(text, value.column->name)) continue;
      std::string expression = value.expression;
      if (expression.empty()) {
        expression =
            value.column->default_value ? default_text(*value.column->default_value) : "NULL";
      }
      differs = differs || expression != name;
      items.push_back(expression == name ? name : expression + " AS " + name);
    }
    for (const Column& column : change_.after->columns) {
      if (!column.generated || !sql::mentions(text, column.name)) continue;
      items.push_back(quoted_name(column.name));
    }
    if (!differs || items.empty()) return rows_;
    return "(SELECT " + join(items, ", ") + " FROM " + rows_ + ") AS " + quoted_name(table_);
  }

  const TableChange& change_;
  const std::vector<Value>& values_;
  const Setting& setting_;
  const std::string table_;
  const std::string rows_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> guards(const TableChange& change, const std::vector<Value>& values,
                         const Setting& setting) {
  Guards guards(change, values, setting);
  for (const Value& value : values) guards.column(value);
  for (const Check* check : change.added_checks) guards.check(*check);
  for (const Key* key : change.added_keys) {
    guards.unique({Kind::key, key->table, key->name}, key->parts, "");
  }
  for (const ForeignKey* key : change.added_foreign_keys) guards.foreign_key(*key);
  if (const Key* key = change.after->primary_key(); key != nullptr && change.primary_key) {
    guards.unique({Kind::key, key->table, key->name}, key->parts, "");
  }
  return guards.take();
}

std::vector<Step> guards(const Index& index, const TableChange& change,
                         const std::vector<Value>& values, const Setting& setting) {
  Guards guards(change, values, setting);
  guards.unique({Kind::index, index.table, index.name}, index.parts,
                index.where.for_dialect(kDialect));
  return guards.take();
}

Step content_guard(const VirtualTable& table) {
  const ObjectName source{Kind::virtual_table, "", table.name};
  return guard_step(source, table.name, "SELECT 1 FROM " + in_main(table.name) + " LIMIT 1",
                    table.name +
                        " is made anew and would lose its content: empty it first, or accept " +
                        "the loss of " + table.name);
}

}  // namespace schemake::generator::sqlite
