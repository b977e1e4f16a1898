#ifndef SCHEMAKE_SQLITE_WRITABLE_SCHEMA_HPP
#define SCHEMAKE_SQLITE_WRITABLE_SCHEMA_HPP

#include <sqlite3.h>

#include <vector>

#include "sqlite/schema_object.hpp"

namespace schemake::sqlite {

// Writes the texts of objects of the main database, tables among them, into sqlite_schema
// (https://sqlite.org/pragma.html#pragma_writable_schema): nothing else of them may change by that.
// SQLite reads the schema again at the next statement, and may find then that it cannot. False, and
// nothing is changed, where this connection may not write it (SQLITE_DBCONFIG_DEFENSIVE).
bool write_schema(sqlite3* db, const std::vector<SchemaObject>& objects);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_WRITABLE_SCHEMA_HPP
