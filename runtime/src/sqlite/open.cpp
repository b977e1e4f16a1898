#include "sqlite/open.hpp"

#include <schemake/error.hpp>

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <unistd.h>
#endif

namespace schemake::sqlite {
namespace {

// The oldest SQLite whose ALTER TABLE DROP COLUMN is sound.
constexpr int kOldest = 3035005;

// SQLite itself would make the file readable by all. O_EXCL: only a file that nobody has open is
// closed here, since closing any other would drop this process' locks on it.
void make_private(const std::string& path) {
#if defined(__unix__) || defined(__APPLE__)
  if (path.empty() || path == ":memory:") return;
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);  // Where it fails, sqlite3_open_v2 says why.
#else
  static_cast<void>(path);
#endif
}

}  // namespace

void check_library() {
  if (sqlite3_libversion_number() >= kOldest) return;
  throw Error(Code::engine, std::string("SQLite ") + sqlite3_libversion() +
                                " is linked, and Schemake needs 3.35.5 or newer: link a newer one");
}

sqlite3* open(const std::string& path) {
  check_library();
  make_private(path);
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
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return db;
}

}  // namespace schemake::sqlite
