#ifndef SCHEMAKE_PROVE_WALK_HPP
#define SCHEMAKE_PROVE_WALK_HPP

#include <optional>
#include <schemake/catalog.hpp>
#include <schemake/error.hpp>
#include <schemake/sqlite.hpp>
#include <string>
#include <vector>

#include "dialect/plan.hpp"

namespace schemake::generator {

// Why a walk did not go through.
struct Refusal {
  Error error;
  const Step*
      step;  // the one that was running; null where the walk failed before or after all steps

  // The engine's or the guard's words, without the names of the walk.
  std::string what() const;
};

// Walks one edge by the runtime, whose steps are `steps`. Every loss is accepted.
std::optional<Refusal> walk_up(sqlite::Connection& connection, const Catalog& catalog,
                               const std::string& target, const std::vector<Step>& steps);
std::optional<Refusal> walk_down(sqlite::Connection& connection, const Catalog& catalog,
                                 const std::string& target, const std::vector<Step>& steps);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_WALK_HPP
