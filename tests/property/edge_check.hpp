#ifndef SCHEMAKE_TESTS_PROPERTY_EDGE_CHECK_HPP
#define SCHEMAKE_TESTS_PROPERTY_EDGE_CHECK_HPP

#include <optional>
#include <string>

#include "property/pair.hpp"
#include "prove/prove.hpp"

namespace schemake::generator {

// What is wrong with an edge. `kind` is a word for it, the same however the schemas are cut down.
struct Flaw {
  std::string kind, what;
};

// What was looked at, so that nobody takes refusals for proofs.
struct Tally {
  std::size_t pairs = 0;
  std::size_t refused = 0;  // ways that a guard, or a constraint over a computed value, refused
  std::size_t values = 0;   // compared
  std::size_t proofs = 0;   // by prove()
};

// The whole way of a pair on a real SQLite: difference, records, plan; a database at `before` full
// of random rows; upgrade by the runtime, what stands is what a fresh create of `after` gives, rows
// and values are kept; downgrade likewise; a second difference is empty. A refusal leaves
// everything as it was, and is tried again without rows. Nothing where all holds.
std::optional<Flaw> check(const Pair& pair, Tally* tally = nullptr);

// Whether a proof failed for rows that the schema brings: they take two revisions, or a guard stops
// at them, which a user is told. No mistake in the edge.
bool is_about_seeds(const Failure& failure);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_EDGE_CHECK_HPP
