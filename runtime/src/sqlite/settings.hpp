#ifndef SCHEMAKE_SQLITE_SETTINGS_HPP
#define SCHEMAKE_SQLITE_SETTINGS_HPP

#include <sqlite3.h>

#include <string>
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
  struct Saved {
    int flag;         // SQLITE_DBCONFIG_..., or 0
    bool was;         // the flag
    std::string sql;  // else the PRAGMA that puts it back
  };

  void set_flag(int flag, bool wanted);
  void set_pragma(const char* pragma, bool wanted);
  void restore() noexcept;

  sqlite3* db_;
  std::vector<Saved> saved_;
};

// Switches an SQLITE_DBCONFIG_ flag for as long as the object lives.
class ConfigFlag {
 public:
  ConfigFlag(sqlite3* db, int flag, bool wanted);
  ~ConfigFlag() { sqlite3_db_config(db_, flag_, was_, nullptr); }
  ConfigFlag(const ConfigFlag&) = delete;
  ConfigFlag& operator=(const ConfigFlag&) = delete;

 private:
  sqlite3* db_;
  int flag_;
  int was_ = 0;
};

// Takes "x" for a name and never for a string, as standard SQL does, for as long as the object
// lives: else a view over a column that is gone would quietly give its name as text.
class StrictQuotes {
 public:
  explicit StrictQuotes(sqlite3* db)
      : schema_(db, SQLITE_DBCONFIG_DQS_DDL, false), queries_(db, SQLITE_DBCONFIG_DQS_DML, false) {}

 private:
  ConfigFlag schema_, queries_;
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
