#ifndef SCHEMAKE_TESTS_DIALECT_WALKED_SCHEMA_HPP
#define SCHEMAKE_TESTS_DIALECT_WALKED_SCHEMA_HPP

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dialect/engine.hpp"
#include "dialect/plans.hpp"

namespace schemake::generator {

// A database that is made at one schema and led to another; each step gives what refused it, or "".
class WalkedSchema : public ::testing::Test {
 protected:
  std::string start(const Schema& schema) { return engine_.walk(plan({}, schema).upgrade); }
  std::string up(const Schema& before, const Schema& after, const Hints& hints = {}) {
    const Plan edge = plan(before, after, hints);
    trace_ = listing(edge);
    down_ = edge.downgrade;
    return engine_.walk(edge.upgrade);
  }

  Engine engine_;
  std::vector<Step> down_;  // of the last edge
  std::string trace_;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_DIALECT_WALKED_SCHEMA_HPP
