#ifndef SCHEMAKE_SCHEMA_VALIDATION_HPP
#define SCHEMAKE_SCHEMA_VALIDATION_HPP

#include <map>

#include "schema/desired.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// The rules between objects, for a schema whose objects have each been read without an error of
// their own: what a foreign key refers to, what a primary key, an identity, a STRICT or a WITHOUT
// ROWID table asks of its columns. Fills in the columns that a reference left out. `references`:
// where foreign keys name their targets.
void validate(Desired& desired, const std::map<ObjectName, Position>& references,
              Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_VALIDATION_HPP
