#ifndef SCHEMAKE_TESTS_PROPERTY_PAIR_HPP
#define SCHEMAKE_TESTS_PROPERTY_PAIR_HPP

#include <cstdint>
#include <set>
#include <string>

#include "schema/desired.hpp"

namespace schemake::generator {

// A schema, what somebody made of it, and the seed of the rows that stand in between.
struct Pair {
  Schema before, after;
  Hints hints;
  std::set<std::string> accepted;  // losses; "*" is all
  std::uint64_t seed = 0;
};

// Mostly an evolution of a random schema, now and then two that have nothing to do with each other.
// The same seed gives the same pair.
Pair random_pair(std::uint64_t seed);

// Both schemas as SQLite's DDL, what was said beside them, the operations as a record has them and
// the plan.
std::string spell(const Pair& pair);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_PAIR_HPP
