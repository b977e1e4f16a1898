#include "dialect/sqlite/guard.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/new_rows.hpp"
#include "dialect/sqlite/seed_values.hpp"
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

bool has_columns(const TableSchema& table, const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(),
                     [&](const std::string& name) { return table.column(name) != nullptr; });
}

std::string not_null(const std::vector<std::string>& columns) {
  std::vector<std::string> conditions;
  for (const std::string& column : columns) {
    conditions.push_back(quoted_name(column) + " IS NOT NULL");
  }
  return sql::chain(conditions, " AND ");
}

bool is_in(const auto& list, const auto* item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// One that gains AUTOINCREMENT or another conflict clause has held the rows to the same rule.
bool has_other_parts(const Key& key, const TableSchema& before) {
  const Key* old = before.primary_key();
  return old == nullptr || old->parts != key.parts;
}

class Guards {
 public:
  Guards(const TableChange& change, const std::vector<Value>& values, const Setting& setting)
      : change_(change),
        setting_(setting),
        table_(change.after->table.name),
        rows_(change, values, setting) {}

  std::vector<Step> take() { return std::move(steps_); }

  void value(const Value& value) {
    const ObjectName source = name_of(*value.column);
    const std::string name = quoted_name(value.column->name);
    if (value.lacking && value.old == nullptr) {
      where_old(source, "",
                spell(source) + " is new and NOT NULL, and nothing says what the rows of " +
                    table_ + " get: empty the table, or give the column a default or a backfill");
    } else if (value.lacking) {
      where_old(source, name + " IS NULL",
                spell(source) + " becomes NOT NULL, and rows of " + table_ +
                    " hold NULL: fill them in, or give the column a default or a backfill");
    }
    const bool has_no_value = value.lacking && value.old == nullptr;
    if (has_no_value || value.expression.empty() || value.reads_others) return;
    if (value.backfilled || value.old == nullptr) new_value(value);
    if (value.loses.empty()) return;
    where_old(source, value.loses,
              spell(source) + " holds values that " + spell(value.column->type) +
                  " cannot hold: mend those rows" +
                  (value.loss.empty() ? " first" : ", or accept the loss of " + value.loss));
  }

  // A generated column that is new, or made of something else.
  void generated(const Column& column) {
    const ObjectName source = name_of(column);
    const std::string name = quoted_name(column.name);
    if (!rows_.can_tell(name) || !rows_.affects(name)) return;
    if (!column.nullable) {
      where(source, name, name + " IS NULL",
            spell(source) + " is NOT NULL, and its expression gives NULL for rows of " + table_ +
                ": mend those rows, or the expression");
    }
    const std::string promise = implied_check(column.type, name, setting_.states.after);
    if (promise.empty()) return;
    where(source, name, "NOT (" + promise + ")",
          "the expression of " + spell(source) + " gives values that " + spell(column.type) +
              " cannot hold: mend those rows, or the expression");
  }

  void check(const Check& check) {
    const std::string& condition = check.sql.for_dialect(kDialect);
    const bool is_new = is_in(change_.added_checks, &check);
    if (!rows_.can_tell(condition) || (!is_new && !rows_.affects(condition))) return;
    const ObjectName source{Kind::check, table_, check.name};
    where(source, condition, "NOT (" + condition + ")",
          "rows of " + table_ + " violate the check " + spell(source) + ": mend them first");
  }

  void unique(const ObjectName& source, const std::vector<IndexPart>& parts,
              const std::string& filter, bool is_new) {
    std::vector<std::string> terms, conditions, names;
    for (const IndexPart& part : parts) {
      names.push_back(part.column.empty() ? part_text(part) : part.column);
      terms.push_back(term(part));
      conditions.push_back(part_text(part) + " IS NOT NULL");
    }
    if (!filter.empty()) conditions.push_back("(" + filter + ")");
    const std::string text = join(terms, ", ") + (filter.empty() ? "" : ", " + filter);
    if (!rows_.can_tell(text) || (!is_new && !rows_.affects(text))) return;
    where(
        source, text,
        sql::chain(conditions, " AND ") + " GROUP BY " + join(terms, ", ") + " HAVING count(*) > 1",
        "rows of " + table_ + " have the same values in " +
            (source.name.empty() ? join(names, ", ") : spell(source)) +
            ", which must be unique: mend them first");
  }

  void foreign_key(const ForeignKey& key) {
    if (key.not_enforced) return;
    const std::string columns = quoted_list(key.columns);
    const bool is_new = is_in(change_.added_foreign_keys, &key);
    if (!rows_.can_tell(columns) || (!is_new && !rows_.affects(columns))) return;
    const TableSchema* parent = setting_.states.before.table(key.parent);
    const Rows rows = rows_.read(columns);
    std::string condition = rows.reading(not_null(key.columns));
    // The rows of a parent that is new are not there yet, so any value is one too many but those
    // that the schema brings. Behind the change all keys are looked at.
    if (const std::string rows_to_come = coming(key); !rows_to_come.empty()) {
      condition += " AND (" + rows.reading(columns) + ") NOT IN (VALUES " + rows_to_come + ")";
    }
    if (parent != nullptr) {
      if (!has_columns(*parent, key.parent_columns)) return;
      const Rows parents = old_rows(*parent, setting_);
      condition += " AND (" + rows.reading(columns) + ") NOT IN (SELECT " +
                   parents.reading(quoted_list(key.parent_columns)) + " FROM " + parents.from() +
                   " WHERE " + parents.reading(not_null(key.parent_columns)) + ")";
    }
    const ObjectName source{Kind::foreign_key, table_, key.name};
    refuse(source, rows, condition,
           "rows of " + table_ + " refer to rows of " + key.parent +
               " that do not exist, against the foreign key " + spell(source) +
               ": mend them first");
  }

 private:
  // What a key refers to rows of the schema by that are not there yet: "(1, 'a'), (2, 'b')".
  std::string coming(const ForeignKey& key) const {
    const TableSchema* const before = setting_.states.before.table(key.parent);
    const TableSchema* const after = setting_.states.after.table(key.parent);
    if (after == nullptr || !has_columns(*after, key.parent_columns)) return {};
    std::vector<std::string> rows;
    for (const auto& [name, row] : after->rows) {
      const bool is_there = before != nullptr && before->rows.contains(name);
      if (is_there && before->rows.at(name) == row) continue;
      std::vector<std::string> values;
      for (const std::string& column : key.parent_columns) {
        const std::string value = known_value(row, *after->column(column), *after);
        if (!value.empty() && value != "NULL") values.push_back(value);
      }
      if (values.size() == key.parent_columns.size())
        rows.push_back("(" + join(values, ", ") + ")");
    }
    return join(rows, ", ");
  }

  ObjectName name_of(const Column& column) const { return {Kind::column, table_, column.name}; }

  // Refuses rows of which `condition`, as it reads them, holds; "" is any row.
  void refuse(const ObjectName& source, const Rows& rows, const std::string& condition,
              std::string reason) {
    std::string sql = "SELECT 1 FROM " + rows.from();
    if (!condition.empty()) sql += " WHERE " + condition;
    steps_.push_back(guard_step(source, table_, sql + " LIMIT 1", std::move(reason)));
  }

  // Over the rows as they are.
  void where_old(const ObjectName& source, const std::string& condition, std::string reason) {
    const Rows rows = rows_.old(condition);
    refuse(source, rows, rows.reading(condition), std::move(reason));
  }

  // Over the rows as they will be; `text` mentions the columns that the condition reads.
  void where(const ObjectName& source, const std::string& text, const std::string& condition,
             std::string reason) {
    const Rows rows = rows_.read(text);
    refuse(source, rows, rows.reading(condition), std::move(reason));
  }

  // What a backfill gives must be what the column takes.
  void new_value(const Value& value) {
    const ObjectName source = name_of(*value.column);
    const Type& type = value.column->type;
    if (value.backfilled && !value.column->nullable) {
      where_old(source, value.expression + " IS NULL",
                "the backfill of " + spell(source) + " gives NULL for rows of " + table_ +
                    ", and the column is NOT NULL: mend those rows, or the backfill");
    }
    const std::string promise = implied_check(type, value.expression, setting_.states.after);
    if (promise.empty()) return;
    const std::string giver = value.backfilled ? "backfill" : "rowid";
    where_old(source, "NOT (" + promise + ")",
              "the " + giver + " of " + spell(source) + " gives values that " + spell(type) +
                  " cannot hold: mend those rows, or the " + giver);
  }

  // A part as it will be compared: the values still come from the column as it was.
  std::string term(const IndexPart& part) const {
    const std::string text = part_text(part);
    const Column* column = part.column.empty() ? nullptr : change_.after->column(part.column);
    if (column == nullptr || !part.collation.for_dialect(kDialect).empty()) return text;
    const Column* old = change_.before->column(part.column);
    const std::string& collation = column->collation.for_dialect(kDialect);
    if (!collation.empty()) return text + " COLLATE " + quoted_name(collation);
    const bool had_one = old != nullptr && !old->collation.for_dialect(kDialect).empty();
    return had_one ? text + " COLLATE BINARY" : text;
  }

  const TableChange& change_;
  const Setting& setting_;
  const std::string table_;
  const NewRows rows_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> guards(const TableChange& change, const std::vector<Value>& values,
                         const Setting& setting) {
  Guards guards(change, values, setting);
  for (const Value& value : values) guards.value(value);
  for (const Column& column : change.after->columns) {
    if (column.generated) guards.generated(column);
  }
  for (const auto& [name, check] : change.after->checks) guards.check(check);
  for (const auto& [name, key] : change.after->keys) {
    const bool is_new =
        key.primary ? has_other_parts(key, *change.before) : is_in(change.added_keys, &key);
    guards.unique({Kind::key, key.table, key.name}, key.parts, "", is_new);
  }
  for (const auto& [name, key] : change.after->foreign_keys) guards.foreign_key(key);
  return guards.take();
}

std::vector<Step> guards(const Index& index, bool is_new, const TableChange& change,
                         const std::vector<Value>& values, const Setting& setting) {
  Guards guards(change, values, setting);
  guards.unique({Kind::index, index.table, index.name}, index.parts,
                index.where.for_dialect(kDialect), is_new);
  return guards.take();
}

}  // namespace schemake::generator::sqlite
