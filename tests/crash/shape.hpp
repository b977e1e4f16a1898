#ifndef SCHEMAKE_TESTS_CRASH_SHAPE_HPP
#define SCHEMAKE_TESTS_CRASH_SHAPE_HPP

#include <chrono>
#include <functional>
#include <ostream>
#include <schemake/sqlite.hpp>
#include <string>
#include <vector>

namespace schemake::test {

using Action = std::function<void(sqlite::Connection&)>;

// A kind of migration, for tests that break one off wherever it can be broken off.
struct Shape {
  std::string name;
  Action start;    // brings an empty database, with rows, to where the migration begins
  Action migrate;  // what a launch does; once it is done, a second time changes nothing
  // The same in pieces: after each the database is as it may be found when the whole was broken
  // off, and after the last as the whole leaves it.
  std::vector<Action> pieces;
  // Compares the schema with what the history says.
  std::function<std::vector<Difference>(sqlite::Connection&)> verify;
  bool spills = false;  // with so small a page cache that the file is written before the commit
};

std::ostream& operator<<(std::ostream& out, const Shape& shape);

// All of them. The catalogs that they walk live as long as the program.
const std::vector<Shape>& shapes();

// How long the migrations wait for a lock, from now on.
void wait_for_locks(std::chrono::milliseconds longest);

// Opens the file in a journal mode, as an application would that migrates when it starts, and calls
// `action`. A WAL or DELETE journal is migrated on a connection of Schemake's own, the others on a
// borrowed one.
void with_connection(const std::string& file, const Shape& shape, const std::string& journal,
                     const Action& action);

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_CRASH_SHAPE_HPP
