#ifndef SCHEMAKE_SQLITE_CANONICAL_SQL_HPP
#define SCHEMAKE_SQLITE_CANONICAL_SQL_HPP

#include <string>
#include <string_view>
#include <vector>

#include "sqlite/table_sql.hpp"

// One spelling for all texts of a clause that SQLite takes for the same.

namespace schemake::sqlite {

// In lower case, quoted where it must be.
std::string canonical_name(std::string_view name);
std::string canonical_names(const std::vector<std::string>& names);  // "a, b"
// varchar ( 10 ) -> VARCHAR(10).
std::string canonical_type(std::string_view type);
// By its tokens, without brackets around all of it.
std::string canonical_expression(std::string_view expression);
// Empty for NULL, which is no default; a bare word is the string that SQLite takes it for.
std::string canonical_default(std::string_view value);
// Empty for BINARY.
std::string canonical_collation(std::string_view collation);

// In lower case; empty for what SQLite does where nothing is said, which is ABORT.
std::string spell(Conflict conflict);
std::string spell(ReferenceAction action);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_CANONICAL_SQL_HPP
