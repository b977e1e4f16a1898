#ifndef SCHEMAKE_SQLITE_SETTINGS_HPP
#define SCHEMAKE_SQLITE_SETTINGS_HPP

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace schemake::sqlite {

// The connection settings under which a migration means what it was proven to mean. Changed by the
// constructor, put back by the destructor. Made and destroyed outside of any transaction, since
// PRAGMA foreign_keys does nothing inside of one.
class Settings {
 public:
  explicit Settings(sqlite3* db);
  ~Settings();
  Settings(const Settings&) = delete;
  Settings& operator=(const Settings&) = delete;

 private:
  void set(const char* pragma, std::int64_t wanted);
  void restore() noexcept;

  sqlite3* db_;
  std::vector<std::pair<const char*, std::int64_t>> saved_;
};

// ATTACH is refused for as long as the object lives.
class NoAttach {
 public:
  explicit NoAttach(sqlite3* db) : db_(db), was_(sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0)) {}
  ~NoAttach() { sqlite3_limit(db_, SQLITE_LIMIT_ATTACHED, was_); }
  NoAttach(const NoAttach&) = delete;
  NoAttach& operator=(const NoAttach&) = delete;

 private:
  sqlite3* db_;
  int was_;
};

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_SETTINGS_HPP
