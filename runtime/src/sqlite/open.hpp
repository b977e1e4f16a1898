#ifndef SCHEMAKE_SQLITE_OPEN_HPP
#define SCHEMAKE_SQLITE_OPEN_HPP

#include <sqlite3.h>

#include <string>

namespace schemake::sqlite {

// Opens a database file, made with mode 0600 where there is none, with the settings that suit a
// file that may come from anywhere: SQLITE_DBCONFIG_DEFENSIVE on, trusted_schema off. Throws Error.
sqlite3* open(const std::string& path);

// Fails with Code::engine where the linked SQLite is older than all that Schemake can work with.
void check_library();

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_OPEN_HPP
