#include "sqlite/settings.hpp"

#include <schemake/error.hpp>

#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

struct Flag {
  int flag;
  bool wanted;
};
struct Pragma {
  const char* name;
  bool wanted;
};

// https://sqlite.org/pragma.html. Each can be read back, and so restored. case_sensitive_like
// cannot, and is left as it is. A flag is restored without any memory.
constexpr Flag kFlags[] = {
    // DROP TABLE in a rebuild would empty the child tables
    {SQLITE_DBCONFIG_ENABLE_FKEY, false},
    // RENAME would leave views and triggers behind
    {SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, false},
    // hides errors in the schema, and lets a step damage it
    {SQLITE_DBCONFIG_WRITABLE_SCHEMA, false},
};
constexpr Pragma kPragmas[] = {
    {"ignore_check_constraints", false},   // rows that break a CHECK would get in
    {"recursive_triggers", false},         // the proof ran with the default
    {"reverse_unordered_selects", false},  // for testing; would reorder what a data step inserts
};

std::string read_sql(const char* pragma) { return std::string("PRAGMA ") + pragma; }
std::string write_sql(const char* pragma, bool value) {
  return std::string("PRAGMA ") + pragma + (value ? " = 1" : " = 0");
}

}  // namespace

Settings::Settings(sqlite3* db) : db_(db) {
  try {
    for (const Flag& flag : kFlags) set_flag(flag.flag, flag.wanted);
    for (const Pragma& pragma : kPragmas) set_pragma(pragma.name, pragma.wanted);
  } catch (...) {
    restore();
    throw;
  }
}

Settings::~Settings() { restore(); }

void Settings::set_flag(int flag, bool wanted) {
  int was = 0, now = 0;
  sqlite3_db_config(db_, flag, -1, &was);
  saved_.push_back({flag, was != 0, {}});
  const int result = sqlite3_db_config(db_, flag, wanted ? 1 : 0, &now);
  if (result == SQLITE_OK && (now != 0) == wanted) return;
  throw Error(Code::engine,
              "the linked SQLite does not let a setting be changed that a migration needs "
              "(SQLITE_DBCONFIG number " +
                  std::to_string(flag) + "): link one that is built with its usual options");
}

void Settings::set_pragma(const char* pragma, bool wanted) {
  const bool was = query_number(db_, read_sql(pragma)) != 0;
  if (was == wanted) return;
  saved_.push_back({0, was, write_sql(pragma, was)});
  execute(db_, write_sql(pragma, wanted));
}

void Settings::restore() noexcept {
  for (auto setting = saved_.rbegin(); setting != saved_.rend(); ++setting) {
    if (setting->flag != 0) {
      sqlite3_db_config(db_, setting->flag, setting->was ? 1 : 0, nullptr);
    } else {
      // Fails for lack of memory alone; there is nobody to tell.
      sqlite3_exec(db_, setting->sql.c_str(), nullptr, nullptr, nullptr);
    }
  }
  saved_.clear();
}

ConfigFlag::ConfigFlag(sqlite3* db, int flag, bool wanted) : db_(db), flag_(flag) {
  sqlite3_db_config(db_, flag_, -1, &was_);
  sqlite3_db_config(db_, flag_, wanted ? 1 : 0, nullptr);
}

}  // namespace schemake::sqlite
