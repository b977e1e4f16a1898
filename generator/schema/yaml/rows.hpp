#ifndef SCHEMAKE_SCHEMA_YAML_ROWS_HPP
#define SCHEMAKE_SCHEMA_YAML_ROWS_HPP

#include "schema/yaml/constraints.hpp"

namespace schemake::generator {

// `rows:` of a table, whose columns and constraints are settled.
void read_rows(Reading& reading, const YamlNode* node, TableDraft& table);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_ROWS_HPP
