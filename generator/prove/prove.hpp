#ifndef SCHEMAKE_PROVE_PROVE_HPP
#define SCHEMAKE_PROVE_PROVE_HPP

#include <optional>
#include <string>
#include <vector>

#include "dialect/dialect.hpp"
#include "dialect/plan.hpp"
#include "schema/desired.hpp"

namespace schemake::generator {

// What a proof found. `ours`: the to-state could be created fresh and yet the edge failed, a bug of
// Schemake; otherwise the user's mistake, shown at the YAML line of `object`.
struct Failure {
  bool ours = false;
  ObjectName object;
  std::string what;       // in words, with the engine's message
  std::string statement;  // may be empty
  std::string advice{};   // may be empty
  bool of_data = false;   // the mistake is in a data step, where `statement` stands
};

// One edge to prove.
struct Claim {
  const Schema* before;
  const Schema* after;
  const std::vector<Operation>* operations;  // lead from before to after
  const Plan* plan;
  Requires requirements;
};

// Runs the plan on a real in-memory engine by the runtime that runs it at the user's: `after`
// created fresh; `before` created with sample rows; upgrade: the fingerprint equals the fresh
// one's; downgrade: it equals that of `before`; values are kept wherever no loss is described. Then
// the same with rows that are out of the ordinary, and with rows that are put in at `after`. Where
// the edge's own guards refuse the sample rows of a table, it is proven with that table empty.
// Nothing when all holds. `notes` gets a line for each table that no sample row fits; it may be
// null.
std::optional<Failure> prove(const Claim& claim, std::vector<std::string>* notes = nullptr);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_PROVE_HPP
