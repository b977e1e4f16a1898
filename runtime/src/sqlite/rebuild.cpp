#include "sqlite/rebuild.hpp"

#include <algorithm>
#include <schemake/error.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/sql_text.hpp"
#include "sqlite/aside.hpp"
#include "sqlite/raw_copy.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/step.hpp"

namespace schemake::sqlite {
namespace {

using edge_v1::Step;

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) result.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string main_table(const std::string& table) { return "main." + sql::quote_name(table); }

// Generated columns are among them, hidden columns of virtual tables are not.
std::vector<std::string> real_columns(sqlite3* db, const std::string& table) {
  std::vector<std::string> columns;
  Statement rows(db, "PRAGMA main.table_xinfo(" + sql::quote_name(table) + ")");
  while (rows.step()) {
    if (rows.number(6) != 1) columns.push_back(rows.text(1));
  }
  return columns;
}

std::string missing_from(const std::vector<std::string>& columns,
                         const std::vector<std::string>& others) {
  std::string names;
  for (const std::string& column : columns) {
    const bool found = std::any_of(others.begin(), others.end(), [&](const std::string& other) {
      return sql::same_name(other, column);
    });
    if (!found) names += (names.empty() ? "" : ", ") + column;
  }
  return names;
}

void check_columns(sqlite3* db, const Step& step) {
  const std::vector<std::string> real = real_columns(db, step.object);
  const std::string table = step.object;
  if (real.empty()) {
    throw Error(Code::drifted, "table " + table +
                                   " is to be rebuilt and is not there: bring it back, or "
                                   "restore the database from a backup");
  }
  const std::vector<std::string> expected = lines(step.was);
  if (const std::string extra = missing_from(real, expected); !extra.empty()) {
    throw Error(Code::drifted, "table " + table +
                                   " is to be rebuilt and has columns that its history "
                                   "does not name: " +
                                   extra +
                                   ". Declare them in the schema, or drop them from the table");
  }
  if (const std::string missing = missing_from(expected, real); !missing.empty()) {
    throw Error(Code::drifted, "table " + table +
                                   " is to be rebuilt and lacks columns: " + missing +
                                   ". Add them again, or restore the database from a backup");
  }
}

// What DROP TABLE takes along and a rebuilt table must have as before.
struct Kept {
  std::int64_t rows = 0;
  bool has_sequence = false;
  std::int64_t sequence = 0;
};

bool has_table(sqlite3* db, std::string_view name) {
  Statement query(db,
                  "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' "
                  "AND name = ?1 COLLATE NOCASE");
  return query.bind(1, name).step();
}

Kept read_kept(sqlite3* db, const std::string& table) {
  Kept kept;
  kept.rows = query_number(db, "SELECT count(*) FROM " + main_table(table));
  if (has_table(db, "sqlite_sequence")) {
    Statement row(db, "SELECT seq FROM main.sqlite_sequence WHERE name = ?1 COLLATE NOCASE");
    kept.has_sequence = row.bind(1, table).step();
    if (kept.has_sequence) kept.sequence = row.number(0);
  }
  return kept;
}

bool is_analyzed(sqlite3* db, const std::string& table) {
  if (!has_table(db, "sqlite_stat1")) return false;
  Statement row(db, "SELECT 1 FROM main.sqlite_stat1 WHERE tbl = ?1 COLLATE NOCASE");
  return row.bind(1, table).step();
}

bool is_autoincrement(sqlite3* db, const std::string& table) {
  Statement row(db,
                "SELECT sql FROM main.sqlite_schema WHERE type = 'table' "
                "AND name = ?1 COLLATE NOCASE");
  if (!row.bind(1, table).step()) return false;
  const std::string text = row.text(0);
  const std::vector<sql::Token> tokens = sql::tokenize(text);
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const sql::Token& token) { return token.is("AUTOINCREMENT"); });
}

// An identity that was given out once is never given out again, even if its row is gone.
void restore_sequence(sqlite3* db, const std::string& table, std::int64_t sequence) {
  if (!is_autoincrement(db, table)) return;
  Statement update(db,
                   "UPDATE main.sqlite_sequence SET seq = max(seq, ?2) "
                   "WHERE name = ?1 COLLATE NOCASE");
  update.bind(1, table).bind(2, sequence).run();
  if (sqlite3_changes(db) > 0) return;
  Statement insert(db,
                   "INSERT INTO main.sqlite_sequence (name, seq) "
                   "SELECT name, ?2 FROM main.sqlite_schema "
                   "WHERE type = 'table' AND name = ?1 COLLATE NOCASE");
  insert.bind(1, table).bind(2, sequence).run();
}

void check_kept(sqlite3* db, const std::string& table, const Kept& kept) {
  const std::int64_t rows = query_number(db, "SELECT count(*) FROM " + main_table(table));
  if (rows != kept.rows) {
    throw Error(Code::loss, "the rebuild of table " + table + " kept " + std::to_string(rows) +
                                " of " + std::to_string(kept.rows) +
                                " rows: look for rows that break its new constraints");
  }
  if (kept.has_sequence) restore_sequence(db, table, kept.sequence);
}

}  // namespace

void check_drift(sqlite3* db, const edge_v1::Step* steps, unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    const Step& step = steps[i];
    if (step.verb != edge_v1::Verb::rebuild || !has_table(db, step.object)) continue;
    const bool changed_before = std::any_of(steps, steps + i, [&](const Step& earlier) {
      return earlier.verb != edge_v1::Verb::guard && sql::mentions(earlier.sql, step.object);
    });
    if (!changed_before) check_columns(db, step);
  }
}

void rebuild(sqlite3* db, const Step* steps, unsigned count,
             const std::function<void(unsigned)>& before) {
  std::vector<std::string> tables, analyzed;
  std::vector<std::string_view> scripts;
  for (unsigned i = 0; i < count; ++i) {
    check_columns(db, steps[i]);
    tables.emplace_back(steps[i].object);
    scripts.emplace_back(steps[i].sql);
    if (is_analyzed(db, tables.back())) analyzed.push_back(tables.back());
  }
  require_transaction(db);
  before(0);  // while all indexes are there
  Aside aside(db, tables);
  for (unsigned i = 0; i < count; ++i) {
    if (i > 0) before(i);
    const Kept kept = read_kept(db, tables[i]);
    run_script(db, scripts[i],
               [db](std::string_view statement) { return raw_copy(db, statement); });
    check_kept(db, tables[i], kept);
  }
  aside.put_back(scripts);
  for (const std::string& table : analyzed) execute(db, "ANALYZE " + main_table(table));
  require_transaction(db);
}

}  // namespace schemake::sqlite
