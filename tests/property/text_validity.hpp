#ifndef SCHEMAKE_TESTS_PROPERTY_TEXT_VALIDITY_HPP
#define SCHEMAKE_TESTS_PROPERTY_TEXT_VALIDITY_HPP

#include "schema/schema.hpp"

namespace schemake::generator {

// Whether the text of a random view or trigger (random_parts.hpp: all its names are quoted) names
// only what stands.
bool is_valid(const Schema& schema, const View& view);
bool is_valid(const Schema& schema, const Trigger& trigger);
// Whether an index over the text of a table has that table, with rowids and all of its columns, of
// which none is called as the index.
bool is_valid(const Schema& schema, const VirtualTable& table);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_TEXT_VALIDITY_HPP
