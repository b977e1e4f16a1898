#ifndef SCHEMAKE_SCHEMA_YAML_LITERALS_HPP
#define SCHEMAKE_SCHEMA_YAML_LITERALS_HPP

#include <optional>
#include <string>

#include "schema/yaml/reading.hpp"

namespace schemake::generator {

// A scalar as a value of `type`: the column's type says what it is, not its look. `no` in a text
// column is the text "no", 0 in a boolean column an error. Of a raw type the look decides: a plain
// number is a number, plain true and false are booleans, all else is text. Reports what is no value
// of the type.
std::optional<Literal> read_literal(Reading& reading, const Type& type, const YamlNode& node);

// As SQL of any dialect: 1.5, 'it''s', TRUE, x'00ff'.
std::string literal_sql(const Literal& literal);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_LITERALS_HPP
