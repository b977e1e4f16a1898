#ifndef SCHEMAKE_INTROSPECT_EXPRESSIBLE_HPP
#define SCHEMAKE_INTROSPECT_EXPRESSIBLE_HPP

#include <string>
#include <string_view>

#include "schema/schema.hpp"

// What the reader of schema files refuses, in words that follow "because"; empty where it takes it.

namespace schemake::generator {

std::string problem_with_name(Kind kind, std::string_view name);
// SQL or text, in which line ends and tabs may stand.
std::string problem_with_text(std::string_view text);
// A column's declared type, on one line.
std::string problem_with_type(std::string_view type);
// SQL that is one expression or query, or (`statements`) the body of a trigger.
std::string problem_with_sql(std::string_view sql, bool statements = false);

}  // namespace schemake::generator

#endif  // SCHEMAKE_INTROSPECT_EXPRESSIBLE_HPP
