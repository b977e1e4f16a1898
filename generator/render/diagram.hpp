#ifndef SCHEMAKE_RENDER_DIAGRAM_HPP
#define SCHEMAKE_RENDER_DIAGRAM_HPP

#include <string>

#include "schema/schema.hpp"

namespace schemake::generator {

// The entity diagram of a schema: its tables by name, each with its columns in their order, and an
// edge for each foreign key, from many to one; to none or one where a column of it is nullable.
// Views and virtual tables are left out, and so is an edge to a table that is not there. UK marks
// a column that is unique by itself. Any name is shown, with control characters escaped; equal
// schemas with columns in the same order give equal text, which ends in a newline. No errors.

// An erDiagram. Entities are t1, t2, ... with the name as label; where a word of a column has to be
// reduced to [A-Za-z0-9_], its comment has the true one.
std::string diagram_mermaid(const Schema& schema);

// A digraph of record nodes, named after the tables.
std::string diagram_dot(const Schema& schema);

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_DIAGRAM_HPP
