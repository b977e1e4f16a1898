#ifndef SCHEMAKE_SCHEMA_YAML_SQL_LINES_HPP
#define SCHEMAKE_SCHEMA_YAML_SQL_LINES_HPP

#include <string>
#include <string_view>
#include <vector>

namespace schemake::generator {

// Folded SQL broken into lines where a blank stands: before the words that begin a clause, and
// where a line grows too long. One line where it is short, or holds a line break that is not to be
// touched.
std::vector<std::string> query_lines(std::string_view sql);
// The statements of a trigger's body, each on lines of its own.
std::vector<std::string> statement_lines_of(std::string_view body);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_SQL_LINES_HPP
