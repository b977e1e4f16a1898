#ifndef SCHEMAKE_SCHEMA_YAML_COLUMNS_HPP
#define SCHEMAKE_SCHEMA_YAML_COLUMNS_HPP

#include <optional>

#include "schema/yaml/constraints.hpp"

namespace schemake::generator {

// `columns:` of a table: a type alone, or a mapping. Keys, references and checks that stand at a
// column become constraints of the table.
void read_columns(Reading& reading, const YamlNode& node, TableDraft& table);

// A value of a column of `type`: a literal, or {sql: ...}. `what` as in "a default".
std::optional<Default> read_column_value(Reading& reading, const Type& type, const YamlNode& node,
                                         const char* what);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_COLUMNS_HPP
