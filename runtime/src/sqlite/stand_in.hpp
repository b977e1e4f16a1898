#ifndef SCHEMAKE_SQLITE_STAND_IN_HPP
#define SCHEMAKE_SQLITE_STAND_IN_HPP

#include <schemake/catalog.hpp>

struct sqlite3;

namespace schemake::sqlite {

// Registers, on a private database, something in place of what only the application has, so that a
// schema can be tried there. A function returns its first argument; a collation compares bytes; a
// tokenizer is FTS5's unicode61, whatever its arguments; a table of a module has the columns that
// its arguments name, those with a '=' left out, and holds no row. Throws schemake::Error.
void stand_in(sqlite3* db, const Required& required);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_STAND_IN_HPP
