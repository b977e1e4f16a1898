#ifndef SCHEMAKE_TESTS_FUZZ_PROPERTY_HPP
#define SCHEMAKE_TESTS_FUZZ_PROPERTY_HPP

#include <cstdio>
#include <cstdlib>
#include <string>

namespace schemake::testing {

// Ends the program, which is how a fuzz target reports: `what` must hold for any input.
inline void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what.c_str());
  std::abort();
}

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_FUZZ_PROPERTY_HPP
