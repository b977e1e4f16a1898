#ifndef SCHEMAKE_SQLITE_RETEXT_HPP
#define SCHEMAKE_SQLITE_RETEXT_HPP

#include <sqlite3.h>

#include <schemake/edge_v1.hpp>

namespace schemake::sqlite {

// Replaces the text of a table in sqlite_schema, as https://sqlite.org/lang_altertable.html allows
// it for constraints and defaults. No row is read or written, so it takes no time on a large table.
// False, and nothing is changed, where the text is not exactly `step.was` or the connection may not
// write the schema (SQLITE_DBCONFIG_DEFENSIVE). Fails where the new text does not stand for the
// same columns.
bool retext(sqlite3* db, const edge_v1::Step& step);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_RETEXT_HPP
