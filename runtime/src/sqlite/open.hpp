#ifndef SCHEMAKE_SQLITE_OPEN_HPP
#define SCHEMAKE_SQLITE_OPEN_HPP

#include <sqlite3.h>

#include <string>

namespace schemake::sqlite {

// Opens a database file, made with mode 0600 where there is none, with the settings that suit a
// file that may come from anywhere: SQLITE_DBCONFIG_DEFENSIVE on, the schema distrusted. Throws
// Error.
sqlite3* open(const std::string& path);

// Switches trusted_schema off for a connection that is Schemake's own, on which nobody registers
// functions. It stays on where the linked SQLite takes its own JSON functions for unsafe, as 3.40
// does: a schema whose checks, generated columns or indexes call them could not be opened at all.
void distrust_schema(sqlite3* db);

// Fails with Code::engine where the linked SQLite is older than all that Schemake can work with.
void check_library();

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_OPEN_HPP
