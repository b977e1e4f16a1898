#include "operation/in_order.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace schemake::generator {
namespace {

struct OrderCase {
  std::string items;
  std::vector<std::string> waits;  // "ab": a waits for b
  std::string order;
};

class InOrder : public testing::TestWithParam<OrderCase> {};

TEST_P(InOrder, IsTheFirstThatWaitsForNoneLeft) {
  const OrderCase& wanted = GetParam();
  const std::set<std::string> waits(wanted.waits.begin(), wanted.waits.end());
  const std::vector<char> order = in_order(
      std::vector<char>(wanted.items.begin(), wanted.items.end()), [&](char item, char other) {
        return waits.count({item, other}) != 0;
      });
  EXPECT_EQ(std::string(order.begin(), order.end()), wanted.order);
}

INSTANTIATE_TEST_SUITE_P(Orders, InOrder,
                         testing::Values(OrderCase{"", {}, ""}, OrderCase{"cab", {}, "cab"},
                                         OrderCase{"abc", {"ab", "bc"}, "cba"},
                                         OrderCase{"abcd", {"ac"}, "bcad"},
                                         OrderCase{"abcd", {"ad", "bd"}, "cdab"},
                                         OrderCase{"abc", {"aa"}, "abc"},
                                         OrderCase{"abc", {"ab", "ba"}, "cab"},
                                         OrderCase{"abcd", {"ab", "bc", "ca", "da"}, "acbd"},
                                         OrderCase{"abcd", {"ab", "bc", "ca", "ad"}, "dacb"}));

}  // namespace
}  // namespace schemake::generator
