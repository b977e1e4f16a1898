#ifndef SCHEMAKE_SQLITE_DOUBLE_QUOTED_HPP
#define SCHEMAKE_SQLITE_DOUBLE_QUOTED_HPP

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

#include "sqlite/schema_object.hpp"

namespace schemake::sqlite {

// An expression over the columns of one table (a check, a generated column, what an index holds)
// in which each "text" that can only be a string, because no column has that name, is written as
// 'text': SQLite takes it for one, https://sqlite.org/quirks.html#dblquote.
std::string with_strings(std::string_view expression, const std::vector<std::string>& columns);

// The same for a part of an index. A 'text' that is all of it, under brackets or a collation,
// SQLite takes for a column's name; with a sign, which changes nothing, it is a text: (+'text').
std::string part_with_strings(std::string_view expression, const std::vector<std::string>& columns);

// The same for `text`, a part of a view or trigger of the main database. A "text" is a string
// there where SQLite cannot compile the object without it being one, and neither the object nor a
// table or view that it names has anything of that name.
std::string with_strings(sqlite3* db, const SchemaObject& object, std::string_view text);

// Makes the indexes of the main database anew that hold a text in double quotes, with 'text' for
// it: `all` of them, or those of which one is a part of its own. While there is one of these SQLite
// renames and drops no column of any table, and where a table gains a column of that name the index
// would be taken for one over that.
enum class Quoted { part_alone, all };
void write_out_strings(sqlite3* db, Quoted which);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_DOUBLE_QUOTED_HPP
