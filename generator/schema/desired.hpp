#ifndef SCHEMAKE_SCHEMA_DESIRED_HPP
#define SCHEMAKE_SCHEMA_DESIRED_HPP

#include <map>
#include <set>
#include <string>
#include <vector>

#include "schema/lint_setting.hpp"
#include "schema/schema.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// What the YAML says beside the state: spent when an operation is recorded, no part of equality.
struct Hints {
  std::map<ObjectName, std::string> renamed_from;  // tables, columns, indexes, views: the old name
  std::map<ObjectName, DialectText> backfills;     // columns: an expression over the old row
  std::set<ObjectName> unnamed;                    // constraints whose name is the template's
};

// What the application registers on its connections.
struct Requires {
  std::vector<std::string> functions, collations, modules, tokenizers;
  friend bool operator==(const Requires&, const Requires&) = default;
};

// A schema as it is wanted: the reader's result.
struct Desired {
  std::string catalog;                // an identifier
  std::vector<std::string> dialects;  // at least one
  Schema schema;
  Hints hints;
  Requires requirements;
  LintSettings lint;
  std::map<std::string, LintSettings> table_lint;  // by table; over `lint`
  std::map<ObjectName, Position> positions;        // where each object stands in the YAML
  std::vector<std::string> files;  // this file and what it includes, as paths, in order
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_DESIRED_HPP
