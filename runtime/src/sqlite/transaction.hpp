#ifndef SCHEMAKE_SQLITE_TRANSACTION_HPP
#define SCHEMAKE_SQLITE_TRANSACTION_HPP

#include <sqlite3.h>

#include <chrono>

namespace schemake::sqlite {

// Refuses what cannot be migrated: a connection inside a transaction or with TEMP tables that hide
// real ones, a database that is read-only or, unless `allow_unsafe_journal`, whose journal would
// not survive a crash.
void check_writable(sqlite3* db, bool allow_unsafe_journal);

// A transaction that holds the write lock, rolled back where it is not committed.
class Transaction {
 public:
  // Both try again while another connection is in the way.
  Transaction(sqlite3* db, std::chrono::milliseconds lock_timeout);
  void commit(std::chrono::milliseconds lock_timeout);

  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Nothing where the transaction has ended. False where it is still open, for lack of memory.
  bool rollback() noexcept;

 private:
  void release_reserve() noexcept;

  sqlite3* db_;
  void* reserve_;  // memory of SQLite's, so that there is some for the rollback
};

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_TRANSACTION_HPP
