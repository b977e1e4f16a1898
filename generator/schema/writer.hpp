#ifndef SCHEMAKE_SCHEMA_WRITER_HPP
#define SCHEMAKE_SCHEMA_WRITER_HPP

#include <string>

#include "schema/desired.hpp"

namespace schemake::generator {

// A schema as a file that read_schema() reads back as the same catalog, dialects, schema
// and requirements. Of the hints Hints::unnamed alone is looked at: what it holds is written
// without its name where the template gives that name again. Short forms stand where they say it
// all; raw types become aliases.
std::string write_schema(const Desired& desired);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_WRITER_HPP
