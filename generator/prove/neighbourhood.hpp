#ifndef SCHEMAKE_PROVE_NEIGHBOURHOOD_HPP
#define SCHEMAKE_PROVE_NEIGHBOURHOOD_HPP

#include <vector>

#include "dialect/plan.hpp"
#include "operation/operation.hpp"

namespace schemake::generator {

// The part of two states that an edge between them can touch: what its operations name, what
// depends on that (child tables, views over views, triggers), and what any of these needs in order
// to exist and hold rows (parents, what a view or trigger reads). So a proof costs what the change
// does, not what the schema does.
struct Neighbourhood {
  Schema before, after;
};

// `operations` lead from `before` to `after`. What a step of the plan is about is in it in any
// case.
Neighbourhood neighbourhood(const Schema& before, const Schema& after,
                            const std::vector<Operation>& operations, const Plan& plan);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_NEIGHBOURHOOD_HPP
