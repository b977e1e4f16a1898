#ifndef SCHEMAKE_SQLITE_SPELLED_OUT_HPP
#define SCHEMAKE_SQLITE_SPELLED_OUT_HPP

#include <sqlite3.h>

#include <string>
#include <vector>

namespace schemake::sqlite {

// Writes each "text" of the main database that is a string, because nothing has that name, as
// 'text' into the schema: a column that comes to be called so would change what the object says.
// All of it is read and written in a transaction; no row is touched. Returns the names of the
// objects that stay as they are, where the connection may not write the schema or SQLite would
// not read it again.
std::vector<std::string> spell_out_strings(sqlite3* db);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_SPELLED_OUT_HPP
