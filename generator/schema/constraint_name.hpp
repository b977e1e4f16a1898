#ifndef SCHEMAKE_SCHEMA_CONSTRAINT_NAME_HPP
#define SCHEMAKE_SCHEMA_CONSTRAINT_NAME_HPP

#include <set>
#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace schemake::generator {

// The name of a constraint that was given none, after PostgreSQL's habit:
//
//   unique key    {table}_{columns}_key       book_author_isbn_key
//   foreign key   {table}_{columns}_fkey      book_author_fkey
//   check         {table}_{column}_check      book_pages_check; {table}_check for one of the table
//
// A number is appended, from 1, where the name is in `taken` (lower case), to which the result is
// added. Over 63 bytes, PostgreSQL's limit: the first 54 at most, '_' and eight digits of the whole
// name's SHA-256.
std::string constraint_name(Kind kind, const std::string& table,
                            const std::vector<std::string>& columns, std::set<std::string>& taken);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_CONSTRAINT_NAME_HPP
