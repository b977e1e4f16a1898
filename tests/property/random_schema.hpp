#ifndef SCHEMAKE_TESTS_PROPERTY_RANDOM_SCHEMA_HPP
#define SCHEMAKE_TESTS_PROPERTY_RANDOM_SCHEMA_HPP

#include <cstddef>
#include <cstdint>

#include "schema/desired.hpp"

namespace schemake::generator {

// A schema that SQLite takes, of up to `tables` tables with all that a Schema can hold: names with
// capitals, blanks, quotes, SQL words and letters beyond ASCII; expressions that compile and that
// hold for nearly all rows; triggers that do nothing. The same seed gives the same schema.
Schema random_schema(std::uint64_t seed, std::size_t tables = 4);

// What somebody may have made of a schema: valid again, with the hints that tell its renames, with
// backfills, and with constraints that stand under other names but are said to be unnamed.
struct Evolution {
  Schema after;
  Hints hints;
};
Evolution random_evolution(const Schema& before, std::uint64_t seed, std::size_t edits = 6);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_RANDOM_SCHEMA_HPP
