#ifndef SCHEMAKE_TESTS_CRASH_SNAPSHOT_HPP
#define SCHEMAKE_TESTS_CRASH_SNAPSHOT_HPP

#include <string>

namespace schemake::test {

// All that a database says: its schema as text, every value of every row, the history without its
// times. A file that is missing reads as an empty database, and is not made. Fails the test where
// SQLite finds the database damaged, or a row that refers to a missing one.
std::string snapshot(const std::string& file);

// Copies a database that no process has open, with the journal that a killed one left.
void copy_database(const std::string& from, const std::string& to);

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_CRASH_SNAPSHOT_HPP
