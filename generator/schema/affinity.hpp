#ifndef SCHEMAKE_SCHEMA_AFFINITY_HPP
#define SCHEMAKE_SCHEMA_AFFINITY_HPP

#include <string_view>

namespace schemake::generator {

// What SQLite does with values that come into a column.
enum class Affinity { integer, real, numeric, text, blob };

// The affinity that SQLite derives from a declared type, by section 3.1 of
// https://sqlite.org/datatype3.html. In a STRICT table ANY is another matter.
Affinity affinity(std::string_view declared_type);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_AFFINITY_HPP
