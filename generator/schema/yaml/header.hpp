#ifndef SCHEMAKE_SCHEMA_YAML_HEADER_HPP
#define SCHEMAKE_SCHEMA_YAML_HEADER_HPP

#include <vector>

#include "schema/yaml/files.hpp"
#include "schema/yaml/reading.hpp"

namespace schemake::generator {

// The keys of a file, its format, and what only the first file says: the catalog, its dialects
// and the levels of lint's rules.
void read_header(Reading& reading, const std::vector<SchemaFile>& files);

// `requires:` of one file.
void read_requires(Reading& reading, const YamlNode* node);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_HEADER_HPP
