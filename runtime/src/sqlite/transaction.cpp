#include "sqlite/transaction.hpp"

#include <schemake/error.hpp>
#include <string>

#include "core/sql_text.hpp"
#include "sqlite/patience.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

bool is_file(sqlite3* db) {
  const char* name = sqlite3_db_filename(db, "main");
  return name != nullptr && *name != '\0';
}

// Measured: after a crash under these, a file may be damaged beyond repair.
void check_journal(sqlite3* db) {
  const std::string mode = sql::lower(query_text(db, "PRAGMA main.journal_mode"));
  const bool synchronous = query_number(db, "PRAGMA main.synchronous") != 0;
  if (mode != "memory" && mode != "off" && synchronous) return;
  const std::string what = synchronous ? "journal_mode " + mode : "synchronous OFF";
  throw Error(Code::unsafe,
              "under PRAGMA " + what +
                  " a crash while migrating would damage the database: set journal_mode to "
                  "DELETE or WAL and synchronous to NORMAL or FULL, or allow it in Options");
}

// Whatever SQL says about such a table without "main." would be about the other one, and SQLite's
// own ALTER TABLE stumbles over its indexes.
void check_hidden(sqlite3* db) {
  Statement hidden(db,
                   "SELECT t.name FROM temp.sqlite_schema AS t JOIN main.sqlite_schema AS m "
                   "ON m.name = t.name COLLATE NOCASE WHERE t.type IN ('table', 'view') "
                   "AND m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  if (!hidden.step()) return;
  throw Error(Code::busy_connection,
              "the connection has a TEMP table or view " + hidden.text(0) +
                  ", which hides the database's own: drop it before migrating");
}

}  // namespace

void check_writable(sqlite3* db, bool allow_unsafe_journal) {
  if (sqlite3_get_autocommit(db) == 0) {
    throw Error(
        Code::busy_connection,
        "the connection is inside a transaction: commit it or roll it back before migrating");
  }
  if (sqlite3_db_readonly(db, "main") == 1) {
    throw Error(Code::read_only,
                "the database is to be migrated and is read-only: check the permissions "
                "of the file and its folder, and how it was opened");
  }
  if (is_file(db) && !allow_unsafe_journal) check_journal(db);
  check_hidden(db);
}

void begin(sqlite3* db, std::chrono::milliseconds lock_timeout) {
  retry_while_locked(lock_timeout, [&] { execute(db, "BEGIN IMMEDIATE"); });
}

void commit(sqlite3* db, std::chrono::milliseconds lock_timeout) {
  // Readers delay a COMMIT in the rollback journal modes; the transaction stays open meanwhile.
  retry_while_locked(lock_timeout, [&] { execute(db, "COMMIT"); });
}

void rollback(sqlite3* db) noexcept {
  if (sqlite3_get_autocommit(db) != 0) return;
  // Where it fails SQLite has rolled back by itself, or does so when the connection closes.
  sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace schemake::sqlite
