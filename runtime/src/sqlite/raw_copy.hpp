#ifndef SCHEMAKE_SQLITE_RAW_COPY_HPP
#define SCHEMAKE_SQLITE_RAW_COPY_HPP

#include <sqlite3.h>

#include <string>
#include <string_view>

namespace schemake::sqlite {

// A statement that does what `statement` does by SQLite's raw route, `INSERT INTO new SELECT * FROM
// old`, which moves records and index entries as they are. Empty where `statement` is no copy of
// every column of a table into the column of the same name of another one, or the two do not have
// the same columns in the same order: two databases at one state may differ in it. Whether the
// route can be taken (https://sqlite.org/src/file/src/insert.c, xferOptimization) SQLite decides,
// and copies row by row otherwise.
std::string raw_copy(sqlite3* db, std::string_view statement);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_RAW_COPY_HPP
