#include "sqlite/settings.hpp"

#include <schemake/error.hpp>

#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

struct Setting {
  const char* pragma;
  std::int64_t wanted;
};

// https://sqlite.org/pragma.html. Each can be read back, and so restored. case_sensitive_like
// cannot, and is left as it is.
constexpr Setting kSettings[] = {
    {"foreign_keys", 0},               // DROP TABLE in a rebuild would empty the child tables
    {"legacy_alter_table", 0},         // RENAME would leave views and triggers behind
    {"ignore_check_constraints", 0},   // rows that break a CHECK would get in
    {"recursive_triggers", 0},         // the proof ran with the default
    {"reverse_unordered_selects", 0},  // for testing; would reorder what a data step inserts
    {"writable_schema", 0},            // hides errors in the schema, and lets a step damage it
};

std::string read_sql(const char* pragma) { return std::string("PRAGMA ") + pragma; }
std::string write_sql(const char* pragma, std::int64_t value) {
  return std::string("PRAGMA ") + pragma + " = " + std::to_string(value);
}

}  // namespace

Settings::Settings(sqlite3* db) : db_(db) {
  try {
    for (const Setting& setting : kSettings) set(setting.pragma, setting.wanted);
  } catch (...) {
    restore();
    throw;
  }
}

Settings::~Settings() { restore(); }

void Settings::set(const char* pragma, std::int64_t wanted) {
  const std::int64_t was = query_number(db_, read_sql(pragma));
  if (was == wanted) return;
  saved_.reserve(saved_.size() + 1);
  execute(db_, write_sql(pragma, wanted));
  saved_.emplace_back(pragma, was);
  if (query_number(db_, read_sql(pragma)) == wanted) return;
  throw Error(Code::busy_connection, std::string("PRAGMA ") + pragma +
                                         " cannot be changed on this connection: finish its "
                                         "transaction and its open statements, then try again");
}

void Settings::restore() noexcept {
  for (auto setting = saved_.rbegin(); setting != saved_.rend(); ++setting) {
    try {
      execute(db_, write_sql(setting->first, setting->second));
    } catch (...) {
      // A PRAGMA that sets a flag fails for lack of memory alone; there is nobody to tell.
      continue;
    }
  }
  saved_.clear();
}

ConfigFlag::ConfigFlag(sqlite3* db, int flag, bool wanted) : db_(db), flag_(flag) {
  sqlite3_db_config(db_, flag_, -1, &was_);
  sqlite3_db_config(db_, flag_, wanted ? 1 : 0, nullptr);
}

}  // namespace schemake::sqlite
