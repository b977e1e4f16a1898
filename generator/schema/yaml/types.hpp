#ifndef SCHEMAKE_SCHEMA_YAML_TYPES_HPP
#define SCHEMAKE_SCHEMA_YAML_TYPES_HPP

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schema/yaml/reading.hpp"

namespace schemake::generator {

// `enums:` and `types:`, which stand before whatever uses them: first the enums of every file, then
// the aliases of every file. An alias names a portable type, an enum or raw types, but no other
// alias.
void read_enums(Reading& reading, const YamlNode* node);
std::map<std::string, Type> read_aliases(Reading& reading, const YamlNode* node);

// Whether `word`, in lower case, is that of a portable type, which no alias may take.
bool is_portable_type(std::string_view word);

// A type as written for a column: "decimal(10,2)", an enum, an alias, with a trailing '?' where it
// may be NULL, or a mapping of dialects to raw types.
struct WrittenType {
  Type type;
  bool nullable = false;
};
std::optional<WrittenType> read_type(Reading& reading, const YamlNode& node);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_TYPES_HPP
