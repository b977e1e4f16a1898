#ifndef SCHEMAKE_TESTS_PROPERTY_REPORT_HPP
#define SCHEMAKE_TESTS_PROPERTY_REPORT_HPP

#include <string>

#include "property/edge_check.hpp"

namespace schemake::generator {

// Shrinks a pair that failed, and says all that is needed to see why: the seed, what is wrong, the
// smaller schemas and the plan.
std::string report(const Pair& pair, const Flaw& finding);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_REPORT_HPP
