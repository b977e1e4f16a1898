#ifndef SCHEMAKE_SQLITE_WATCH_HPP
#define SCHEMAKE_SQLITE_WATCH_HPP

#include <sqlite3.h>

#include <cstdint>
#include <functional>

namespace schemake::sqlite {

// Looks into the statements of a connection while they run. It takes the connection's progress
// handler and update hook, which cannot be read and so not put back: for our own connections alone.
class Watch {
 public:
  // `cancelled` is asked now and then; true interrupts the statement.
  Watch(sqlite3* db, std::function<bool()> cancelled);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Rows changed since the connection was opened, those of the running statement as well, which
  // SQLite itself counts at its end.
  std::uint64_t changes();

 private:
  sqlite3* db_;
  std::function<bool()> cancelled_;
  std::uint64_t seen_ = 0;   // by the hook
  std::uint64_t total_ = 0;  // SQLite's count when changes() was called last
  std::uint64_t seen_at_total_ = 0;
};

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_WATCH_HPP
