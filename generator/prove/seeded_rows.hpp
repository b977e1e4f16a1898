#ifndef SCHEMAKE_PROVE_SEEDED_ROWS_HPP
#define SCHEMAKE_PROVE_SEEDED_ROWS_HPP

#include <optional>
#include <set>
#include <string>

#include "schema/schema.hpp"

struct sqlite3;

namespace schemake::generator {

// coalesce("id" NOT IN (1, 2), 1): a condition that leaves out the rows of these keys; empty where
// `keys` is, or the table has no primary key. `keys` are names of rows.
std::string without_rows(const TableSchema& table, const std::set<std::string>& keys);

// The first row that a schema brings and the database lacks, or holds with another value; the table
// (with an empty name of a row) where it holds more. Tables that hold rows by declaration alone are
// looked at. Throws schemake::Error.
std::optional<ObjectName> wrong_row(sqlite3* db, const Schema& schema);

// A row that the schema brings and what it refers to that is not there.
struct BrokenReference {
  ObjectName row;
  std::string what;  // "the row refers to genre.id 9, which no row of genre has"
};

// The first, where the schema's rows are the only ones. Throws schemake::Error.
std::optional<BrokenReference> broken_reference(sqlite3* db, const Schema& schema);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_SEEDED_ROWS_HPP
