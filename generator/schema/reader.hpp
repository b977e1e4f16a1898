#ifndef SCHEMAKE_SCHEMA_READER_HPP
#define SCHEMAKE_SCHEMA_READER_HPP

#include <optional>
#include <string>

#include "schema/desired.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// Reads a schema file and its includes (docs/schema.md is the format), checks every rule that needs
// no database, and fills in what was left out: names of constraints by the template, the primary
// key as a reference's target. Collects all that is wrong; nothing is returned where there was an
// error.
std::optional<Desired> read_schema(const std::string& path, Sources& sources,
                                   Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_READER_HPP
