#ifndef SCHEMAKE_TESTS_INTROSPECT_FOUND_HPP
#define SCHEMAKE_TESTS_INTROSPECT_FOUND_HPP

#include <optional>
#include <string>
#include <vector>

#include "imported.hpp"
#include "prove/database.hpp"

namespace schemake::generator {

// An in-memory database of somebody's, which takes texts in double quotes for strings.
Imported import_of(const std::string& sql);

// What was lost or noted, a line each: "view broken: is left out: ...".
std::vector<std::string> lines(const std::vector<Remark>& remarks);

// As a file of the catalog "found".
std::string yaml_of(Imported imported);

// The lines of that file that belong to the table, without indentation, or those of another
// section.
std::string table_yaml(const std::string& sql, const std::string& table);

// The reader's result; a failure of the test where it refuses.
std::optional<Desired> read_back(const std::string& yaml);

// The SQL that creates a schema, a statement after the other.
std::string creating_sql(const Schema& schema);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_INTROSPECT_FOUND_HPP
