#include "dialect/sqlite/seeds.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/seed_values.hpp"
#include "dialect/sqlite/storage.hpp"

namespace schemake::generator::sqlite {
namespace {

constexpr std::size_t kRowsInAStatement = 100;

Step seed_step(Phase phase, const Row& row, std::string sql) {
  Step step;
  step.phase = phase;
  step.object = row.table;
  step.sql = std::move(sql);
  step.source = {Kind::row, row.table, row.name};
  return step;
}

// Rows that are put in by one statement, if there are not too many.
struct InsertShape {
  std::vector<std::string> columns;
  std::vector<const ForeignKey*> doubtful;  // what they refer to may not be there
  friend bool operator<(const InsertShape& a, const InsertShape& b) {
    return std::tie(a.columns, a.doubtful) < std::tie(b.columns, b.doubtful);
  }
};

InsertShape insert_shape(const Row& row, const TableSchema& table,
                         const std::vector<const ForeignKey*>& doubtful) {
  InsertShape shape;
  shape.doubtful = doubtful;
  std::set<std::string> named;
  for (const auto& [column, value] : row.values) named.insert(column);
  for (const ForeignKey* key : doubtful) named.insert(key->columns.begin(), key->columns.end());
  for (const Column& column : table.columns) {
    if (named.contains(column.name)) shape.columns.push_back(column.name);
  }
  return shape;
}

// The name of a column of the rows to come. SQLite gives none in such a place that is called like
// TRUE or FALSE (sqlite3ColumnsFromExprList).
std::string in_seed(const std::string& column) {
  const bool constant = sql::same_name(column, "true") || sql::same_name(column, "false");
  return quoted_name(constant ? column + " schemake" : column);
}

// `value_of`: what refers to the parent, by the name of its column.
template <typename ValueOf>
std::string parent_is_there(const ForeignKey& key, const ValueOf& value_of) {
  std::vector<std::string> conditions;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    conditions.push_back("p." + quoted_name(key.parent_columns[i]) + " = " +
                         value_of(key.columns[i]));
  }
  return "EXISTS (SELECT 1 FROM " + in_main(key.parent) + " AS p WHERE " + sql::all_of(conditions) +
         ")";
}

// "ON CONFLICT" is read as part of a SELECT without WHERE, never of VALUES.
std::string insert(const std::string& table, const InsertShape& shape, const std::string& lines) {
  std::vector<std::string> names, seed_names;
  for (const std::string& column : shape.columns) {
    names.push_back(quoted_name(column));
    seed_names.push_back(in_seed(column));
  }
  const std::string into = "INSERT INTO " + in_main(table) + " (" + join(names, ", ") + ")\n";
  if (shape.doubtful.empty()) return into + "VALUES\n" + lines + "\nON CONFLICT DO NOTHING;";
  std::vector<std::string> conditions;
  for (const ForeignKey* key : shape.doubtful) {
    conditions.push_back(
        parent_is_there(*key, [](const std::string& column) { return "seed." + in_seed(column); }));
  }
  return "WITH seed (" + join(seed_names, ", ") + ") AS (\nVALUES\n" + lines + "\n)\n" + into +
         "SELECT * FROM seed\nWHERE " + join(conditions, "\n  AND ") + "\nON CONFLICT DO NOTHING;";
}

// Rows of the same columns in as few statements as read well.
void add_inserts(Phase phase, const SeedChange& change, SeedParents& parents, const Turn& turn,
                 std::vector<Step>& steps) {
  const TableSchema& table = *change.after;
  std::map<InsertShape, std::vector<const Row*>> groups;
  for (const Row* row : change.added) {
    const SeedParents::Doubt& doubt = parents.of(*row);
    if (doubt.turn == turn) groups[insert_shape(*row, table, doubt.keys)].push_back(row);
  }
  for (const auto& [shape, rows] : groups) {
    for (std::size_t begin = 0; begin < rows.size(); begin += kRowsInAStatement) {
      const std::size_t end = std::min(begin + kRowsInAStatement, rows.size());
      std::vector<std::string> lines;
      for (std::size_t i = begin; i < end; ++i) {
        std::vector<std::string> values;
        for (const std::string& column : shape.columns) {
          values.push_back(given_value(*rows[i], *table.column(column)));
        }
        lines.push_back("  (" + join(values, ", ") + ")");
      }
      steps.push_back(
          seed_step(phase, *rows[begin], insert(table.table.name, shape, join(lines, ",\n"))));
    }
  }
}

// Whether the table's change gives the default to the rows that had NULL.
bool fills_in_default(const Column& before, const Column& after, const std::vector<Value>& values) {
  if (before.default_value || !after.default_value) return false;
  const std::string filled =
      "COALESCE(" + quoted_name(after.name) + ", " + default_text(*after.default_value) + ")";
  return std::any_of(values.begin(), values.end(), [&](const Value& value) {
    return value.column->name == after.name && value.expression == filled;
  });
}

// The columns whose default is another one, and not because the table's change fills it in.
std::set<std::string> other_defaults(const TableSchema& before, const TableSchema& after,
                                     const std::vector<Value>& values) {
  std::set<std::string> names;
  for (const Column& column : after.columns) {
    const Column* const old = before.column(column.name);
    if (old == nullptr || old->generated || column.generated) continue;
    if (old->default_value == column.default_value || is_key_column(after, column.name)) continue;
    if (!fills_in_default(*old, column, values)) names.insert(column.name);
  }
  return names;
}

// Whether the row is given another value there, or none any more; what it does not say is the
// default.
bool changes_value(const SeedChange& change, const SeedChange::Pair& pair,
                   const std::string& column) {
  const auto old = pair.before->values.find(column), now = pair.after->values.find(column);
  const bool had = old != pair.before->values.end(), has = now != pair.after->values.end();
  if (had || has) return !had || !has || !(old->second == now->second);
  return change.other_defaults.contains(column);
}

// Of a changed row that comes to refer to one which may not be there: that it is.
void add_parents(const SeedChange& change, const SeedChange::Pair& pair,
                 const std::vector<const ForeignKey*>& doubtful,
                 std::vector<std::string>& conditions) {
  for (const ForeignKey* key : doubtful) {
    const bool changes =
        std::any_of(key->columns.begin(), key->columns.end(),
                    [&](const std::string& column) { return changes_value(change, pair, column); });
    if (!changes) continue;
    conditions.push_back(parent_is_there(*key, [&](const std::string& column) {
      return given_value(*pair.after, *change.after->column(column));
    }));
  }
}

// True of a row whose values that change are those that it was given. One of which nobody can tell
// what it was passes where the others of the row are untouched; false where there are none, or
// where nobody can tell what became of it.
bool add_old_values(const SeedChange& change, const SeedChange::Pair& pair,
                    std::vector<std::string>& conditions) {
  const Row& row = *pair.before;
  const std::size_t none = conditions.size();
  std::vector<std::string> others;
  bool is_told = true;
  for (const Column& column : change.after->columns) {
    const Column* const before = change.before->column(column.name);
    if (column.generated || before == nullptr || before->generated) continue;
    if (is_key_column(*change.after, column.name)) continue;
    const bool changes = changes_value(change, pair, column.name);
    const bool known = !known_value(row, *before, *change.before).empty();
    const std::string value = converted_value(row, *change.before, column, change.values);
    if (changes && known && value.empty()) return false;
    is_told = is_told && (known || !changes);
    if (!value.empty()) (changes ? conditions : others).push_back(is_value(column, value));
  }
  if (is_told) return true;
  conditions.insert(conditions.end(), others.begin(), others.end());
  return conditions.size() > none;
}

void add_update(Phase phase, const SeedChange& change, const SeedChange::Pair& pair,
                const std::vector<const ForeignKey*>& doubtful, std::vector<Step>& steps) {
  std::vector<std::string> assignments;
  std::vector<std::string> conditions = {key_condition(*pair.after, *change.after)};
  for (const Column& column : change.after->columns) {
    if (column.generated || is_key_column(*change.after, column.name)) continue;
    if (!changes_value(change, pair, column.name)) continue;
    assignments.push_back(quoted_name(column.name) + " = " + given_value(*pair.after, column));
  }
  if (assignments.empty()) return;  // of columns that are gone
  if (!add_old_values(change, pair, conditions)) return;
  add_parents(change, pair, doubtful, conditions);
  steps.push_back(seed_step(phase, *pair.after,
                            "UPDATE OR IGNORE " + in_main(change.after->table.name) + "\nSET " +
                                join(assignments, ",\n    ") + "\nWHERE " +
                                sql::all_of(conditions) + ";"));
}

std::string delete_where(const TableSchema& table, const std::vector<std::string>& conditions) {
  std::string text;
  for (const std::string& condition : conditions) {
    text += (text.empty() ? "" : "\n   OR ") +
            (conditions.size() > 1 ? "(" + condition + ")" : condition);
  }
  return "DELETE FROM " + in_main(table.table.name) + "\nWHERE " + text + ";";
}

void add_deletes(Phase phase, const TableSchema& table, const std::vector<const Row*>& rows,
                 std::vector<Step>& steps) {
  for (std::size_t begin = 0; begin < rows.size(); begin += kRowsInAStatement) {
    const std::size_t end = std::min(begin + kRowsInAStatement, rows.size());
    std::vector<std::string> conditions;
    for (std::size_t i = begin; i < end; ++i) {
      conditions.push_back(untouched(*rows[i], table));
    }
    steps.push_back(seed_step(phase, *rows[begin], delete_where(table, conditions)));
  }
}

// The key's values where the child's columns hold them; empty where they are not known.
std::string refers_to(const Row& row, const ForeignKey& key, const TableSchema& parent) {
  std::vector<std::string> conditions;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const Column* column = parent.column(key.parent_columns[i]);
    const std::string value = column == nullptr ? "" : known_value(row, *column, parent);
    if (value.empty() || value == "NULL") return {};
    conditions.push_back("c." + quoted_name(key.columns[i]) + " = " + value);
  }
  return sql::all_of(conditions);
}

std::string same_columns(const ForeignKey& key) {
  std::vector<std::string> conditions;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    conditions.push_back("p." + quoted_name(key.parent_columns[i]) + " = c." +
                         quoted_name(key.columns[i]));
  }
  return sql::all_of(conditions);
}

// Rows are known by their values in the columns of the key.
bool has_same_key(const TableSchema& a, const TableSchema& b) {
  const Key* const key = a.primary_key();
  const Key* const other = b.primary_key();
  return key != nullptr && other != nullptr &&
         std::equal(key->parts.begin(), key->parts.end(), other->parts.begin(), other->parts.end(),
                    [](const auto& x, const auto& y) { return x.column == y.column; });
}

bool gets_other_default(const SeedChange& change, const Row& row) {
  return std::any_of(change.other_defaults.begin(), change.other_defaults.end(),
                     [&](const std::string& column) { return !row.values.contains(column); });
}

}  // namespace

SeedChange seed_change(const TableSchema* before, const TableSchema& after,
                       std::vector<Value> values) {
  SeedChange change;
  change.before = before;
  change.after = &after;
  change.values = std::move(values);
  change.removes_early = before != nullptr && !keeps_its_values(*before, after, change.values);
  const bool same_key = before != nullptr && has_same_key(*before, after);
  if (same_key) change.other_defaults = other_defaults(*before, after, change.values);
  for (const auto& [name, row] : after.rows) {
    const auto* old = same_key && before->rows.contains(name) ? &before->rows.at(name) : nullptr;
    if (old == nullptr) {
      change.added.push_back(&row);
    } else if (!(*old == row) || gets_other_default(change, row)) {
      change.changed.push_back({old, &row});
    }
  }
  if (before == nullptr) return change;
  for (const auto& [name, row] : before->rows) {
    if (!same_key || !after.rows.contains(name)) change.removed.push_back(&row);
  }
  return change;
}

std::vector<Step> early_removal_steps(Phase phase, const SeedChange& change) {
  std::vector<Step> steps;
  if (change.removes_early) add_deletes(phase, *change.before, change.removed, steps);
  return steps;
}

std::vector<Step> seed_steps(Phase phase, const SeedChange& change, SeedParents& parents,
                             const Turn& turn) {
  std::vector<Step> steps;
  if (change.before != nullptr && turn == Turn{0, true} && !change.removes_early) {
    add_deletes(phase, *change.before, change.removed, steps);
  }
  for (const SeedChange::Pair& pair : change.changed) {
    const SeedParents::Doubt& doubt = parents.of(*pair.after);
    if (doubt.turn == turn) add_update(phase, change, pair, doubt.keys, steps);
  }
  return steps;
}

std::vector<Step> insert_steps(Phase phase, const SeedChange& change, SeedParents& parents,
                               const Turn& turn) {
  std::vector<Step> steps;
  add_inserts(phase, change, parents, turn, steps);
  return steps;
}

std::vector<Step> removal_guards(Phase phase, const SeedChange& change, const Schema& after) {
  std::vector<Step> steps;
  const std::string& parent = change.after->table.name;
  for (const Row* row : change.removed) {
    for (const auto& [name, table] : after.tables) {
      for (const auto& [key_name, key] : table.foreign_keys) {
        if (key.parent != parent || key.not_enforced) continue;
        const std::string condition = refers_to(*row, key, *change.before);
        if (condition.empty()) continue;
        Step step = seed_step(phase, *row,
                              "SELECT 1 FROM " + in_main(name) + " AS c WHERE " + condition +
                                  " AND NOT EXISTS (SELECT 1 FROM " + in_main(parent) +
                                  " AS p WHERE " + same_columns(key) + ") LIMIT 1");
        step.verb = Verb::guard;
        step.reason = "rows of " + name + " refer to the row " + row->name + " of " + parent +
                      ", which the schema no longer has: let them refer to another one first";
        steps.push_back(std::move(step));
      }
    }
  }
  return steps;
}

std::vector<Step> emptying_steps(Phase phase, const TableSchema& table) {
  std::vector<const Row*> rows;
  for (const auto& [name, row] : table.rows) rows.push_back(&row);
  std::vector<Step> steps;
  add_deletes(phase, table, rows, steps);
  return steps;
}

}  // namespace schemake::generator::sqlite
