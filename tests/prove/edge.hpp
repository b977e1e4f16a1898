#ifndef SCHEMAKE_TESTS_PROVE_EDGE_HPP
#define SCHEMAKE_TESTS_PROVE_EDGE_HPP

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dialect/dialect.hpp"
#include "operation/diff.hpp"
#include "prove/prove.hpp"

namespace schemake::generator {

// An edge with its plan, which a test may spoil.
struct Edge {
  Schema before, after;
  std::vector<Operation> operations;
  Plan plan;
  Requires requirements;

  Edge(Schema from, Schema to, const Hints& hints = {}) : before(std::move(from)) {
    Difference found = difference(before, to, hints);
    operations = std::move(found.operations);
    after = std::move(found.settled);
    plan = find_dialect("sqlite")->plan(before, after, operations, {});
  }
  std::optional<Failure> failure(std::vector<std::string>* notes = nullptr) const {
    return prove({&before, &after, &operations, &plan, requirements}, notes);
  }
};

inline std::string words(const std::optional<Failure>& failure) {
  if (!failure) return "";
  return (failure->ours ? "ours: " : "theirs: ") + spell(failure->object) + ": " + failure->what +
         " [" + failure->statement + "]";
}

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROVE_EDGE_HPP
