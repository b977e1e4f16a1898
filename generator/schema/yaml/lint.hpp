#ifndef SCHEMAKE_SCHEMA_YAML_LINT_HPP
#define SCHEMAKE_SCHEMA_YAML_LINT_HPP

#include "schema/yaml/reading.hpp"

namespace schemake::generator {

// `lint:` of the main file or of one table: a level for each rule named, with the reason where it
// is off. A null `node` says nothing.
LintSettings read_lint(Reading& reading, const YamlNode* node);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_LINT_HPP
