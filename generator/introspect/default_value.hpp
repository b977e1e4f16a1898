#ifndef SCHEMAKE_INTROSPECT_DEFAULT_VALUE_HPP
#define SCHEMAKE_INTROSPECT_DEFAULT_VALUE_HPP

#include <optional>
#include <string>

#include "schema/schema.hpp"

namespace schemake::generator {

// A DEFAULT as a schema says it for a column of `type`: a literal where that makes SQLite write the
// same default again, else an expression. Nothing for NULL.
std::optional<Default> default_value(const std::string& written, const Type& type);

}  // namespace schemake::generator

#endif  // SCHEMAKE_INTROSPECT_DEFAULT_VALUE_HPP
