#ifndef SCHEMAKE_DIALECT_FALLBACK_HPP
#define SCHEMAKE_DIALECT_FALLBACK_HPP

#include <string>
#include <vector>

#include "dialect/plan.hpp"

namespace schemake::generator {

// A step of Verb::retext and the one behind it are two ways to the same end, and which of them a
// database goes depends on its text. These are the plans of one way alone, for who tests both.

bool has_fallbacks(const Plan& plan);
// Each retext must do: in place of its fallback stands a guard that refuses, with kTextMissed.
Plan without_fallbacks(Plan plan);
// Each fallback runs.
Plan fallbacks_alone(Plan plan);

extern const std::string kTextMissed;

}  // namespace schemake::generator

#endif  // SCHEMAKE_DIALECT_FALLBACK_HPP
