#ifndef SCHEMAKE_TESTS_PROPERTY_RANDOM_ROWS_HPP
#define SCHEMAKE_TESTS_PROPERTY_RANDOM_ROWS_HPP

#include <cstdint>

struct sqlite3;

namespace schemake::generator {

// Puts up to eight rows into most tables, such that all constraints hold, with whatever SQLite lets
// into them: NULL, the ends of the integers, numbers that no double holds, infinity, texts that
// look like numbers, NUL characters, invalid UTF-8, blobs, values of another kind than the
// column's. No trigger fires. The same seed gives the same rows. Throws schemake::Error.
void insert_random_rows(sqlite3* db, std::uint64_t seed);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_RANDOM_ROWS_HPP
