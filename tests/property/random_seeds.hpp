#ifndef SCHEMAKE_TESTS_PROPERTY_RANDOM_SEEDS_HPP
#define SCHEMAKE_TESTS_PROPERTY_RANDOM_SEEDS_HPP

#include <optional>
#include <vector>

#include "operation/operation.hpp"
#include "property/random.hpp"

// The rows that random schemas bring (`rows:`).

namespace schemake::generator {

// A row for a table with a primary key whose values can be written out; nothing where there is
// none, or where the row stands there already.
std::optional<Row> random_row(Random& random, const Schema& schema, const TableSchema& table);
// The same row, with another value in a column that is none of the key.
Row changed_row(Random& random, const Schema& schema, const TableSchema& table, const Row& row);

bool brings_rows(const Schema& schema);
// Whether an engine has, behind creating the schema, just the rows that it brings.
bool takes_its_rows(const Schema& schema);
void take_rows_out(Schema& schema);
// Whether an edge goes through where the rows that the schemas bring are the only ones.
bool goes_through(const Schema& before, const Schema& after,
                  const std::vector<Operation>& operations);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_RANDOM_SEEDS_HPP
