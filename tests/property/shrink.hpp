#ifndef SCHEMAKE_TESTS_PROPERTY_SHRINK_HPP
#define SCHEMAKE_TESTS_PROPERTY_SHRINK_HPP

#include <functional>

#include "property/pair.hpp"

namespace schemake::generator {

// The smallest pair found that still `fails`: objects are taken out of both schemas or of one,
// columns made equal, hints forgotten, one after the other for as long as any of it leaves a
// failure. `fails` says no to a pair that fails in another way, one that cannot be created at all
// for instance.
Pair shrink(Pair pair, const std::function<bool(const Pair&)>& fails);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_SHRINK_HPP
