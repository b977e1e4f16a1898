#include "sqlite/transaction.hpp"

#include <schemake/error.hpp>
#include <string>

#include "core/sql_text.hpp"
#include "sqlite/patience.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

// Enough to compile ROLLBACK and to hold the pages that it reads.
constexpr int kReserve = 256 * 1024;

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

Transaction::Transaction(sqlite3* db, std::chrono::milliseconds lock_timeout)
    : db_(db), reserve_(sqlite3_malloc(kReserve)) {
  if (reserve_ == nullptr) fail(nullptr, SQLITE_NOMEM);
  try {
    retry_while_locked(lock_timeout, [&] { execute(db_, "BEGIN IMMEDIATE"); });
  } catch (...) {
    rollback();
    throw;
  }
}

Transaction::~Transaction() { rollback(); }

void Transaction::commit(std::chrono::milliseconds lock_timeout) {
  // Readers delay a COMMIT in the rollback journal modes; the transaction stays open meanwhile. A
  // lock in the index of a WAL makes SQLite roll back: then there is nothing left to commit.
  Patience patience(lock_timeout);
  for (;;) {
    try {
      execute(db_, "COMMIT");
      return;
    } catch (const Error& error) {
      const bool is_open = sqlite3_get_autocommit(db_) == 0;
      if (error.code() != Code::locked || !is_open || !patience.wait()) throw;
    }
  }
}

bool Transaction::rollback() noexcept {
  // The reserve is for where there is no memory: this may be where it begins to lack.
  bool open = sqlite3_get_autocommit(db_) == 0;
  for (int attempt = 0; open && attempt < 2; ++attempt) {
    if (attempt > 0) release_reserve();
    sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
    open = sqlite3_get_autocommit(db_) == 0;
  }
  release_reserve();
  return !open;
}

void Transaction::release_reserve() noexcept {
  sqlite3_free(reserve_);
  reserve_ = nullptr;
}

}  // namespace schemake::sqlite
