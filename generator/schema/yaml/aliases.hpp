#ifndef SCHEMAKE_SCHEMA_YAML_ALIASES_HPP
#define SCHEMAKE_SCHEMA_YAML_ALIASES_HPP

#include <map>
#include <string>

#include "schema/schema.hpp"

namespace schemake::generator {

// A name for each raw type of a schema, made from its text: VARCHAR(20) -> varchar_20, no type ->
// untyped. None is that of a portable type or of an enum.
std::map<DialectText, std::string> raw_type_aliases(const Schema& schema);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_ALIASES_HPP
