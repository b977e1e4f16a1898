#ifndef SCHEMAKE_TESTS_CHILD_CHILD_HPP
#define SCHEMAKE_TESTS_CHILD_CHILD_HPP

#include <string>
#include <vector>

namespace schemake::testing {

struct ChildResult {
  int code = 0;      // as a shell says it: 128 + the signal where one ended it
  std::string said;  // standard output and standard error, as they came
};

// Runs a program of PATH, without a shell, to its end. `folder`: where it runs; empty: here.
ChildResult run_child(const std::vector<std::string>& words, const std::string& folder = {});

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_CHILD_CHILD_HPP
