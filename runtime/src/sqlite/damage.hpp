#ifndef SCHEMAKE_SQLITE_DAMAGE_HPP
#define SCHEMAKE_SQLITE_DAMAGE_HPP

#include <sqlite3.h>

#include <string>

namespace schemake::sqlite {

// The first thing that `pragma`, an integrity_check or quick_check of main, finds wrong, in
// SQLite's words; empty where it finds nothing. SQLite 3.40.0 to 3.41.0 take the values of a table
// WITHOUT ROWID for NULL whose primary key is not in front: what they say of NULL counts where a
// query sees one too. Throws as Statement does.
std::string damage(sqlite3* db, const std::string& pragma);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_DAMAGE_HPP
