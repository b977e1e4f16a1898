#ifndef SCHEMAKE_SQLITE_DOUBLE_QUOTED_HPP
#define SCHEMAKE_SQLITE_DOUBLE_QUOTED_HPP

#include <string>
#include <string_view>
#include <vector>

namespace schemake::sqlite {

// An expression over the columns of one table (a check, a generated column, what an index holds)
// in which each "text" that can only be a string, because no column has that name, is written as
// 'text': SQLite takes it for one, https://sqlite.org/quirks.html#dblquote.
std::string with_strings(std::string_view expression, const std::vector<std::string>& columns);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_DOUBLE_QUOTED_HPP
