#ifndef SCHEMAKE_SQLITE_TRANSACTION_HPP
#define SCHEMAKE_SQLITE_TRANSACTION_HPP

#include <sqlite3.h>

#include <chrono>

namespace schemake::sqlite {

// Refuses what cannot be migrated: a connection inside a transaction or with TEMP tables that hide
// real ones, a database that is read-only or, unless `allow_unsafe_journal`, whose journal would
// not survive a crash.
void check_writable(sqlite3* db, bool allow_unsafe_journal);

// BEGIN IMMEDIATE and COMMIT, tried again while another connection is in the way.
void begin(sqlite3* db, std::chrono::milliseconds lock_timeout);
void commit(sqlite3* db, std::chrono::milliseconds lock_timeout);

// Nothing where no transaction is open.
void rollback(sqlite3* db) noexcept;

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_TRANSACTION_HPP
