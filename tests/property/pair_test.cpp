#include <gtest/gtest.h>

#include "property/edge_check.hpp"
#include "property/report.hpp"

namespace schemake::generator {
namespace {

// What the whole pipeline promises of any two schemas, on a real SQLite with rows: 2,000 pairs, in
// parts that run side by side. `./dev prove` checks any number of others.
class Pairs : public ::testing::TestWithParam<std::uint64_t> {};

constexpr std::uint64_t kPairs = 100;

TEST_P(Pairs, LeadThereAndBack) {
  Tally tally;
  for (std::uint64_t seed = GetParam() * kPairs; seed < (GetParam() + 1) * kPairs; ++seed) {
    const Pair pair = random_pair(seed);
    if (const auto finding = check(pair, &tally)) FAIL() << report(pair, *finding);
  }
  // A harness that refuses everything proves nothing.
  EXPECT_EQ(tally.pairs, kPairs);
  EXPECT_GT(tally.values, 20 * kPairs);
  EXPECT_LT(tally.refused, 2 * kPairs);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Pairs, ::testing::Range<std::uint64_t>(0, 20));

}  // namespace
}  // namespace schemake::generator
