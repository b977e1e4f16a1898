#include "sqlite/open.hpp"

#include <schemake/error.hpp>

#include "sqlite/private_file.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

// The oldest SQLite whose ALTER TABLE DROP COLUMN is sound.
constexpr int kOldest = 3035005;

// SQLite's own functions say of themselves whether a schema that is not trusted may call them.
bool takes_json_for_unsafe(sqlite3* db) {
  Statement functions(db, "PRAGMA function_list");  // name, builtin, type, encoding, narg, flags
  while (functions.step()) {
    if (functions.text(0) != "json_valid" || functions.number(1) == 0) continue;
    return (functions.number(5) & SQLITE_INNOCUOUS) == 0;
  }
  return false;
}

}  // namespace

void distrust_schema(sqlite3* db) {
  static const bool json_is_unsafe = takes_json_for_unsafe(db);  // one library, one answer
  if (!json_is_unsafe) sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

void check_library() {
  if (sqlite3_libversion_number() >= kOldest) return;
  throw Error(Code::engine, std::string("SQLite ") + sqlite3_libversion() +
                                " is linked, and Schemake needs 3.35.5 or newer: link a newer one");
}

sqlite3* open(const std::string& path) {
  check_library();
  // SQLite itself would make the file readable by all. Only a new file, which nobody has open, is
  // touched: closing any other would drop this process' locks on it. sqlite3_open_v2 says why where
  // it fails.
  if (!path.empty() && path != ":memory:") create_private(path);
  sqlite3* db = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
  const int result = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  if (result != SQLITE_OK) {
    const std::string message = db == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(db);
    sqlite3_close(db);
    throw Error(Code::disk, "cannot open " + path + " (SQLite says: " + message +
                                "): check that its folder exists and may be written");
  }
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  distrust_schema(db);
  return db;
}

}  // namespace schemake::sqlite
