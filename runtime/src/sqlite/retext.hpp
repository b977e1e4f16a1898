#ifndef SCHEMAKE_SQLITE_RETEXT_HPP
#define SCHEMAKE_SQLITE_RETEXT_HPP

#include <sqlite3.h>

#include <schemake/edge_v1.hpp>

namespace schemake::sqlite {

// Relaxes a table by its text in sqlite_schema alone, as https://sqlite.org/lang_altertable.html
// allows it: a NOT NULL, CHECK or FOREIGN KEY goes, a DEFAULT comes, goes or changes. No row is
// written, and none is read unless a default changes that rows may be using (see may_lack()).
// False, and nothing is changed, where that cannot be: relaxed_text() says when; a row is older
// than a column whose default changes; the connection may not write the schema
// (SQLITE_DBCONFIG_DEFENSIVE); the engine reads the new text otherwise.
bool retext(sqlite3* db, const edge_v1::Step& step);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_RETEXT_HPP
