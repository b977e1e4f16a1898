#ifndef SCHEMAKE_PROVE_FRESH_STATE_HPP
#define SCHEMAKE_PROVE_FRESH_STATE_HPP

#include <memory>
#include <optional>
#include <schemake/fingerprint.hpp>

#include "dialect/plan.hpp"
#include "prove/memory_database.hpp"
#include "prove/prove.hpp"

namespace schemake::generator {

// A state as SQLite creates it from nothing.
struct FreshState {
  Plan plan;  // from nothing to it
  Fingerprint fingerprint;
};

// Creates `schema` and compiles what SQLite does not look at before it is used: views, triggers,
// foreign keys, defaults. What fails there is a mistake in the schema, named by its object.
std::optional<Failure> create_fresh(const Schema& schema, const Requires& requirements,
                                    FreshState* state);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_FRESH_STATE_HPP
