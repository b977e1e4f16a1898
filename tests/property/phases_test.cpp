#include "operation/phases.hpp"

#include <gtest/gtest.h>

#include "dialect/dialect.hpp"
#include "operation/apply.hpp"
#include "operation/diff.hpp"
#include "property/edge_check.hpp"
#include "property/pair.hpp"
#include "prove/prove.hpp"

namespace schemake::generator {
namespace {

// The halves that a data step stands between, of random pairs of schemas.
class Halves : public ::testing::TestWithParam<std::uint64_t> {};

constexpr std::uint64_t kPairs = 100;

void prove_half(const Schema& before, const Schema& after, const std::vector<Operation>& operations,
                const Pair& pair) {
  const Plan plan = find_dialect("sqlite")->plan(before, after, operations, {0, pair.accepted});
  const auto failure = prove(Claim{&before, &after, &operations, &plan, {}});
  if (failure && is_about_seeds(*failure)) return;
  EXPECT_FALSE(failure) << "seed " << pair.seed << ": " << failure->what << "\n"
                        << failure->statement << "\n"
                        << spell(pair);
}

TEST_P(Halves, LeadWhereTheWholeDoes) {
  std::uint64_t split = 0;
  for (std::uint64_t seed = GetParam() * kPairs; seed < (GetParam() + 1) * kPairs; ++seed) {
    const Pair pair = random_pair(seed);
    const Difference whole = difference(pair.before, pair.after, pair.hints);
    const auto phases = in_phases(pair.before, whole.operations);
    if (!phases) continue;
    ++split;
    Schema schema = pair.before;
    ASSERT_FALSE(generator::apply(schema, phases->expand)) << seed;
    EXPECT_EQ(schema, phases->between) << seed;
    ASSERT_FALSE(generator::apply(schema, phases->contract)) << seed;
    EXPECT_EQ(schema, whole.settled) << seed << "\n" << spell(pair);
    ASSERT_FALSE(generator::apply(schema, reverse(phases->contract))) << seed;
    ASSERT_FALSE(generator::apply(schema, reverse(phases->expand))) << seed;
    EXPECT_EQ(schema, pair.before) << seed;
    if (seed % 8 != 0) continue;
    prove_half(pair.before, phases->between, phases->expand, pair);
    prove_half(phases->between, whole.settled, phases->contract, pair);
  }
  EXPECT_GT(split, kPairs * 9 / 10);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Halves, ::testing::Range<std::uint64_t>(0, 4));

}  // namespace
}  // namespace schemake::generator
