#ifndef SCHEMAKE_SCHEMA_YAML_TABLES_HPP
#define SCHEMAKE_SCHEMA_YAML_TABLES_HPP

#include "schema/yaml/reading.hpp"

namespace schemake::generator {

// `tables:`, each with its columns, constraints and indexes.
void read_tables(Reading& reading, const YamlNode* node);

// `virtual_tables:`
void read_virtual_tables(Reading& reading, const YamlNode* node);

// `views:`, after the tables.
void read_views(Reading& reading, const YamlNode* node);

// `triggers:`, after the tables and views of every file.
void read_triggers(Reading& reading, const YamlNode* node);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_TABLES_HPP
