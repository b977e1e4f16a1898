#include "prove/sample_rows.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <random>
#include <schemake/error.hpp>
#include <utility>
#include <variant>

#include "core/sql_text.hpp"
#include "prove/tables.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

using sqlite::Statement;
using sqlite::TableSql;
using Row = std::map<std::string, std::string>;  // column in lower case -> SQL literal

constexpr unsigned kTries = 60;    // for a row
constexpr unsigned kParents = 50;  // rows of a parent to choose from

// Runs what may fail on its values; false where it does. Throws where the database itself fails.
template <class Body>
bool succeeds(Body body) {
  try {
    return body();
  } catch (const Error& error) {
    // An AUTOINCREMENT that has given out the highest number calls its table full.
    if (error.code() != Code::statement && error.code() != Code::disk) throw;
    return false;
  }
}

// Suspends triggers and foreign keys.
class Suspension {
 public:
  explicit Suspension(sqlite3* db)
      : db_(db), foreign_keys_(sqlite::query_number(db, "PRAGMA foreign_keys")) {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_TRIGGER, -1, &triggers_);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite::execute(db_, "PRAGMA foreign_keys=OFF");
  }
  // Neither can fail on an open connection outside of a transaction.
  ~Suspension() {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_TRIGGER, triggers_, nullptr);
    sqlite3_exec(db_, foreign_keys_ != 0 ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF",
                 nullptr, nullptr, nullptr);
  }
  Suspension(const Suspension&) = delete;
  Suspension& operator=(const Suspension&) = delete;

 private:
  sqlite3* db_;
  std::int64_t foreign_keys_;
  int triggers_ = 1;
};

// Fills one table.
class TableSampler {
 public:
  TableSampler(sqlite3* db, const TableSql& table, const Tables& tables, SampleKind kind)
      : db_(db), table_(table), tables_(tables), kind_(kind) {
    for (const sqlite::ColumnSql& column : table_.columns) {
      if (!column.generated) candidates_[sql::lower(column.name)] = candidates(column);
    }
  }

  // Returns how many rows there are.
  unsigned fill(unsigned rows) {
    unsigned filled = 0;
    for (unsigned row = 0; row < rows; ++row) {
      for (unsigned attempt = 0; attempt < kTries; ++attempt) {
        if (!insert(choose(row, attempt))) continue;
        ++filled;
        break;
      }
    }
    return filled;
  }

 private:
  bool mentions_other_columns(const std::string& check, const sqlite::ColumnSql& column) const {
    return std::any_of(table_.columns.begin(), table_.columns.end(), [&](const auto& other) {
      return &other != &column && sql::mentions(check, other.name);
    });
  }

  // Whether a NULL in it is a number that SQLite chooses, which it cannot once the largest is
  // taken.
  bool is_rowid(const sqlite::ColumnSql& column) const {
    return sql::same_name(column.type, "INTEGER") &&
           std::any_of(table_.keys.begin(), table_.keys.end(), [&](const sqlite::KeySql& key) {
             return key.primary && key.parts.size() == 1 &&
                    sql::same_name(key.parts.front().column, column.name);
           });
  }

  // Whether the check is about the column, itself or through what is generated from it.
  bool is_about(const std::string& check, const sqlite::ColumnSql& column) const {
    return sql::mentions(check, column.name) ||
           std::any_of(table_.columns.begin(), table_.columns.end(), [&](const auto& other) {
             return other.generated && sql::mentions(check, other.name) &&
                    sql::mentions(other.generated->expression, column.name);
           });
  }

  // What the checks over this column alone admit, or all where they admit nothing.
  std::vector<std::string> candidates(const sqlite::ColumnSql& column) const {
    std::vector<std::string_view> checks;
    std::vector<std::string> alone;
    for (const sqlite::CheckSql& check : table_.checks) {
      if (!is_about(check.expression, column)) continue;
      checks.emplace_back(check.expression);
      if (!mentions_other_columns(check.expression, column)) {
        alone.push_back("(" + check.expression + ") IS NOT 0");
      }
    }
    sqlite::ColumnSql filled = column;
    filled.not_null = column.not_null || is_rowid(column);
    const std::vector<std::string> values = sample_values(filled, checks, kind_);
    if (alone.empty()) return values;
    const std::string condition = sql::chain(alone, " AND ");
    std::vector<std::string> admitted;
    // All at once, as the checks may be many; one by one where they fail on one of the values.
    if (!succeeds([&] { return admit(column.name, values, condition, admitted); })) {
      admitted.clear();
      for (const std::string& value : values) {
        succeeds([&] { return admit(column.name, {value}, condition, admitted); });
      }
    }
    return admitted.empty() ? values : admitted;
  }

  // Adds those of the values for which the condition over the column holds. Throws where it fails.
  bool admit(const std::string& column, const std::vector<std::string>& values,
             const std::string& condition, std::vector<std::string>& admitted) const {
    std::string list;
    for (std::size_t i = 0; i < values.size(); ++i) {
      list += (i > 0 ? ", (" : "(") + std::to_string(i) + ", " + values[i] + ")";
    }
    // Else SQLite would look at the condition once a value already when it compiles the statement.
    Statement statement(db_, "WITH candidate(schemake_place, " + sql::quote_name(column) +
                                 ") AS MATERIALIZED (VALUES " + list +
                                 ") SELECT schemake_place FROM candidate WHERE " + condition +
                                 " ORDER BY schemake_place");
    while (statement.step()) {
      admitted.push_back(values[static_cast<std::size_t>(statement.number(0))]);
    }
    return true;
  }

  // The first attempt takes what fits best, a later one anything.
  unsigned pick(unsigned row, unsigned attempt, std::size_t count) {
    const unsigned number = attempt == 0 ? row : static_cast<unsigned>(random_());
    return number % static_cast<unsigned>(count);
  }

  Row choose(unsigned row, unsigned attempt) {
    Row values;
    unsigned place = 0;
    for (const auto& [column, list] : candidates_) {
      // So that, over the rows, each edge meets each other.
      const unsigned shift = kind_ == SampleKind::edge ? place++ : 0;
      values[column] = list[pick(row + shift, attempt, list.size())];
    }
    std::set<std::string> fixed;
    for (const sqlite::ForeignKeySql& key : table_.foreign_keys) {
      refer(key, row, attempt, values, fixed);
    }
    return values;
  }

  // Sets the columns of a foreign key to those of a row of the parent, or to this row itself, or to
  // NULL.
  void refer(const sqlite::ForeignKeySql& key, unsigned row, unsigned attempt, Row& values,
             std::set<std::string>& fixed) {
    const std::vector<std::string> targets = referenced_columns(key, tables_);
    if (targets.size() != key.columns.size()) return;
    std::vector<std::string> columns;
    for (const std::string& column : key.columns) columns.push_back(sql::lower(column));

    const auto clashes = [&](const std::vector<std::string>& parent) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (fixed.count(columns[i]) > 0 && values[columns[i]] != parent[i]) return true;
      }
      return false;
    };
    std::vector<std::vector<std::string>> parents = rows_of(key.parent, targets);
    parents.erase(std::remove_if(parents.begin(), parents.end(), clashes), parents.end());

    const std::string free = nullable_column(columns, fixed);
    const bool wants_null = kind_ == SampleKind::edge && (row + attempt) % 3 == 2;
    if (!free.empty() && (wants_null || parents.empty())) {
      values[free] = "NULL";
    } else if (!parents.empty()) {
      const auto& parent = parents[pick(row, attempt, parents.size())];
      for (std::size_t i = 0; i < columns.size(); ++i) values[columns[i]] = parent[i];
    } else if (sql::same_name(key.parent, table_.name)) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        values[columns[i]] = values[sql::lower(targets[i])];
      }
    }
    fixed.insert(columns.begin(), columns.end());
  }

  std::string nullable_column(const std::vector<std::string>& columns,
                              const std::set<std::string>& fixed) const {
    for (const std::string& name : columns) {
      const sqlite::ColumnSql* const column = table_.column(name);
      const bool nullable = column != nullptr && !column->not_null && !is_rowid(*column);
      if (nullable && fixed.count(name) == 0) return name;
    }
    return {};
  }

  std::vector<std::vector<std::string>> rows_of(const std::string& table,
                                                const std::vector<std::string>& columns) const {
    std::string text = "SELECT ";
    for (const std::string& column : columns) {
      text += (text.size() > 7 ? ", quote(" : "quote(") + sql::quote_name(column) + ")";
    }
    text += " FROM main." + sql::quote_name(table) + " LIMIT " + std::to_string(kParents);
    std::vector<std::vector<std::string>> rows;
    succeeds([&] {
      Statement statement(db_, text);
      while (statement.step()) {
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < columns.size(); ++i) {
          row.push_back(statement.text(static_cast<int>(i)));
        }
      }
      return true;
    });
    return rows;
  }

  bool insert(const Row& values) {
    std::string columns;
    std::string literals;
    for (const auto& [column, literal] : values) {
      columns += (columns.empty() ? "" : ", ") + sql::quote_name(column);
      literals += (literals.empty() ? "" : ", ") + literal;
    }
    const std::string text = "INSERT INTO main." + sql::quote_name(table_.name) + " (" + columns +
                             ") VALUES (" + literals + ")";
    return succeeds([&] {
      sqlite::execute(db_, text);
      return sqlite3_changes(db_) == 1;  // ON CONFLICT IGNORE inserts nothing
    });
  }

  sqlite3* db_;
  const TableSql& table_;
  const Tables& tables_;
  SampleKind kind_;
  std::map<std::string, std::vector<std::string>> candidates_;
  std::mt19937 random_{1};  // whose numbers are the same everywhere
};

using Orphans = std::vector<std::pair<std::string, std::string>>;  // table, rowid

// Rows whose parent is missing. Where the parent's table is, or SQLite cannot look for the parent,
// no row is held to the key.
void find_orphans(sqlite3* db, const std::string& table, const Tables& tables, Orphans& found) {
  succeeds([&] {
    Statement check(db, "PRAGMA main.foreign_key_check(" + sql::quote_name(table) + ")");
    while (check.step()) {
      if (tables.count(sql::lower(check.text(2))) == 0) continue;
      found.emplace_back(check.text(0), check.text(1));
    }
    return true;
  });
}

// Deletes rows until no foreign key is broken: circles are filled one table after the other.
void delete_orphans(sqlite3* db, const Tables& tables) {
  for (;;) {
    Orphans orphans;
    for (const auto& entry : tables) find_orphans(db, entry.second.name, tables, orphans);
    if (orphans.empty()) return;
    for (const auto& [name, rowid] : orphans) {
      std::string text = "DELETE FROM main." + sql::quote_name(name);
      // Of a table WITHOUT ROWID it is not said which row.
      const std::string key = rowid_name(tables.at(sql::lower(name)));
      if (!key.empty()) text += " WHERE " + key + " = " + rowid;
      sqlite::execute(db, text);
    }
  }
}

}  // namespace

std::vector<SampleNote> insert_sample_rows(sqlite3* db, const SampleOptions& options) {
  const Tables tables = read_tables(db);
  const Suspension suspension(db);
  for (const std::string& name : parents_first(tables)) {
    if (options.left_empty.count(name) > 0) continue;
    TableSampler(db, tables.at(name), tables, options.kind).fill(options.rows);
  }
  delete_orphans(db, tables);
  std::vector<SampleNote> notes;
  for (const auto& [name, table] : tables) {
    if (options.left_empty.count(name) > 0) continue;
    const std::string text = "SELECT count(*) FROM main." + sql::quote_name(table.name);
    if (sqlite::query_number(db, text) > 0) continue;
    notes.push_back({table.name, "no row was found that its constraints admit"});
  }
  return notes;
}

}  // namespace schemake::generator
