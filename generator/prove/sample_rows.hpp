#ifndef SCHEMAKE_PROVE_SAMPLE_ROWS_HPP
#define SCHEMAKE_PROVE_SAMPLE_ROWS_HPP

#include <set>
#include <string>
#include <vector>

#include "prove/sample_values.hpp"

struct sqlite3;

namespace schemake::generator {

struct SampleOptions {
  SampleKind kind = SampleKind::plain;
  unsigned rows = 3;                 // in each table, where its constraints admit that many
  std::set<std::string> left_empty;  // tables, by their names in lower case
};

// A table that holds no row, and why.
struct SampleNote {
  std::string table, what;
};

// Puts rows into every table of the main database, such that all its constraints hold: types, NOT
// NULL, UNIQUE, checks, foreign keys. Values are tried out; a table whose constraints nothing fits
// stays empty, and so do those that cannot do without a row of it. No trigger fires. The same
// schema gets the same rows everywhere. Throws schemake::Error where the database fails otherwise.
std::vector<SampleNote> insert_sample_rows(sqlite3* db, const SampleOptions& options);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_SAMPLE_ROWS_HPP
