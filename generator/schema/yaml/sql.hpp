#ifndef SCHEMAKE_SCHEMA_YAML_SQL_HPP
#define SCHEMAKE_SCHEMA_YAML_SQL_HPP

#include <string>
#include <string_view>
#include <vector>

#include "schema/yaml/reading.hpp"

namespace schemake::generator {

// How SQL text is placed, and so what it must not be able to do.
enum class SqlUse {
  expression,  // between brackets
  query,       // one SELECT, VALUES or WITH
  statements,  // a trigger's body: SELECT, INSERT, UPDATE, DELETE, each ending in ';'
  arguments,   // of a virtual table's module
};

// White space outside of quotes as single blanks, none at either end.
std::string fold_sql(std::string_view text);

// SQL, the same for every dialect, or a mapping of dialects to SQL with a text for each dialect of
// the schema. Reports what could leave its place (brackets, ';', comments, open quotes) and what
// has no meaning there (parameters). Folded.
DialectText read_sql(Reading& reading, const YamlNode* node, SqlUse use);

// Plain text in the same two forms: a collation's name.
DialectText read_dialect_text(Reading& reading, const YamlNode* node, std::string_view what);

// A type's text for each dialect. That of SQLite may be empty: a column without a type.
DialectText read_raw_type(Reading& reading, const YamlNode& node);

// The name of a collation. On SQLite one of its own or one that `requires:` names, which is checked
// when all files are read.
DialectText read_collation(Reading& reading, const YamlNode* node);

// The dialects that texts may be written for, whether planned for or not.
const std::vector<std::string>& text_dialects();

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_SQL_HPP
