#ifndef SCHEMAKE_CORE_COLUMN_READS_HPP
#define SCHEMAKE_CORE_COLUMN_READS_HPP

#include <set>
#include <string>
#include <string_view>

namespace schemake::sql {

// Whether an expression reads a column of that name, quoted or not, in any case. Unlike mentions()
// it leaves out what only looks like the name: a function (upper(name) is no column `upper`), a
// keyword where it is none (NULL, the END of a CASE, the LIKE between two operands), a collation, a
// type of CAST, and texts. Inside of a subselect, whose names may be those of other tables, it is
// no more exact than that.
bool reads_column(std::string_view expression, std::string_view name);

// All names of which reads_column() is true, in lower case: for who asks of many columns.
std::set<std::string> columns_read(std::string_view expression);

}  // namespace schemake::sql

#endif  // SCHEMAKE_CORE_COLUMN_READS_HPP
