#include "sqlite/journal.hpp"

#include "sqlite/statement.hpp"

namespace schemake::sqlite::journal {
namespace {

constexpr const char* kCreateHistory = R"sql(
CREATE TABLE IF NOT EXISTS main.schemake_history (
  catalog TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  action TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  name TEXT NOT NULL,
  phase TEXT NOT NULL,
  breaks INTEGER NOT NULL,
  draft INTEGER NOT NULL,
  release TEXT NOT NULL,
  applied_at TEXT NOT NULL,
  duration INTEGER NOT NULL,
  format INTEGER NOT NULL,
  PRIMARY KEY (catalog, ordinal)
) WITHOUT ROWID)sql";

constexpr const char* kCreateStep = R"sql(
CREATE TABLE IF NOT EXISTS main.schemake_step (
  catalog TEXT NOT NULL,
  revision TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  leads_to TEXT NOT NULL,
  name TEXT NOT NULL,
  breaks INTEGER NOT NULL,
  draft INTEGER NOT NULL,
  release TEXT NOT NULL,
  phase TEXT NOT NULL,
  verb TEXT NOT NULL,
  object TEXT NOT NULL,
  sql TEXT NOT NULL,
  was TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (catalog, revision, ordinal)
) WITHOUT ROWID)sql";

bool table_exists(sqlite3* db, std::string_view name) {
  Statement statement(db, "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1");
  return statement.bind(1, name).step();
}

void check_format(std::int64_t format) {
  if (format <= kFormat) return;
  throw Error(Code::format,
              "the history in this database has format " + std::to_string(format) +
                  ", and this program reads formats up to " + std::to_string(kFormat) +
                  ": a newer Schemake wrote it, so use a program that was built with that one");
}

// Whether there is a history, of a format that is known here.
bool has_history(sqlite3* db) {
  if (!table_exists(db, kHistoryTable)) return false;
  check_format(query_number(db, "SELECT max(format) FROM main.schemake_history"));
  return true;
}

HistoryRow history_row(const Statement& statement) {
  HistoryRow row;
  row.order = statement.number(0);
  row.action = statement.text(1);
  row.from = statement.text(2);
  row.to = statement.text(3);
  row.name = statement.text(4);
  row.breaks = statement.number(5) != 0;
  row.draft = statement.number(6) != 0;
  row.release = statement.text(7);
  row.applied_at = statement.text(8);
  row.duration = std::chrono::microseconds(statement.number(9));
  return row;
}

}  // namespace

std::string state(sqlite3* db, const std::string& catalog) {
  if (!table_exists(db, kHistoryTable)) return "base";
  Statement statement(db,
                      "SELECT max(format), (SELECT to_state FROM main.schemake_history WHERE "
                      "catalog = ?1 ORDER BY ordinal DESC LIMIT 1) FROM main.schemake_history");
  statement.bind(1, catalog).step();
  check_format(statement.number(0));
  const std::string state = statement.text(1);
  return state.empty() ? "base" : state;
}

Journal read(sqlite3* db, const std::string& catalog) {
  Journal journal;
  if (!has_history(db)) return journal;
  Statement rows(db,
                 "SELECT ordinal, action, from_state, to_state, name, breaks, draft, release, "
                 "applied_at, duration FROM main.schemake_history WHERE catalog = ?1 "
                 "ORDER BY ordinal");
  rows.bind(1, catalog);
  while (rows.step()) journal.rows.push_back(history_row(rows));
  if (!table_exists(db, kStepTable)) return journal;
  Statement undos(db,
                  "SELECT revision, leads_to, name, release, draft, breaks FROM main.schemake_step "
                  "WHERE catalog = ?1 AND ordinal = 0 ORDER BY revision");
  undos.bind(1, catalog);
  while (undos.step()) {
    Undo undo;
    undo.state = undos.text(0);
    undo.leads_to = undos.text(1);
    undo.name = undos.text(2);
    undo.release = undos.text(3);
    undo.draft = undos.number(4) != 0;
    undo.breaks = undos.number(5) != 0;
    journal.undos.push_back(std::move(undo));
  }
  return journal;
}

std::vector<StoredStep> undo_steps(sqlite3* db, const std::string& catalog,
                                   const std::string& state) {
  std::vector<StoredStep> steps;
  Statement statement(db,
                      "SELECT phase, verb, object, sql, was, reason FROM main.schemake_step "
                      "WHERE catalog = ?1 AND revision = ?2 ORDER BY ordinal");
  statement.bind(1, catalog).bind(2, state);
  while (statement.step()) {
    steps.push_back({statement.text(0), statement.text(1), statement.text(2), statement.text(3),
                     statement.text(4), statement.text(5)});
  }
  return steps;
}

void append(sqlite3* db, const std::string& catalog, const HistoryRow& row) {
  execute(db, kCreateHistory);
  Statement statement(
      db,
      "INSERT INTO main.schemake_history SELECT ?1, coalesce(max(ordinal), 0) + 1, ?2, "
      "?3, ?4, ?5, 'contract', ?6, ?7, ?8, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?9, "
      "?10 FROM main.schemake_history WHERE catalog = ?1");
  statement.bind(1, catalog)
      .bind(2, row.action)
      .bind(3, row.from)
      .bind(4, row.to)
      .bind(5, row.name);
  statement.bind(6, std::int64_t{row.breaks}).bind(7, std::int64_t{row.draft}).bind(8, row.release);
  statement.bind(9, std::int64_t{row.duration.count()}).bind(10, std::int64_t{kFormat});
  statement.run();
}

void remember(sqlite3* db, const std::string& catalog, const Undo& undo) {
  execute(db, kCreateStep);
  std::int64_t ordinal = 0;
  for (const StoredStep& step : undo.steps) {
    Statement statement(db,
                        "INSERT INTO main.schemake_step VALUES "
                        "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
    statement.bind(1, catalog).bind(2, undo.state).bind(3, ordinal++).bind(4, undo.leads_to);
    statement.bind(5, undo.name)
        .bind(6, std::int64_t{undo.breaks})
        .bind(7, std::int64_t{undo.draft});
    statement.bind(8, undo.release).bind(9, step.phase).bind(10, step.verb).bind(11, step.object);
    statement.bind(12, step.sql).bind(13, step.was).bind(14, step.reason);
    statement.run();
  }
}

void forget(sqlite3* db, const std::string& catalog, const std::string& state) {
  if (!table_exists(db, kStepTable)) return;
  Statement statement(db, "DELETE FROM main.schemake_step WHERE catalog = ?1 AND revision = ?2");
  statement.bind(1, catalog).bind(2, state).run();
}

}  // namespace schemake::sqlite::journal
