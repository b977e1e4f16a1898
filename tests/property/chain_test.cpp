#include <gtest/gtest.h>

#include "operation/diff.hpp"
#include "property/random.hpp"
#include "property/random_rows.hpp"
#include "property/random_schema.hpp"
#include "property/random_seeds.hpp"
#include "property/walked_database.hpp"

// Twenty revisions, each made of the one before by random edits, walked up and down at random.

namespace schemake::generator {
namespace {

constexpr unsigned kRevisions = 20;
constexpr unsigned kMoves = 15;

struct Chain {
  std::vector<Schema> states{Schema{}};
  std::vector<CompiledEdge> edges;

  explicit Chain(std::uint64_t seed) {
    for (unsigned i = 1; i <= kRevisions; ++i) {
      Evolution wanted = i == 1 ? Evolution{random_schema(seed), {}}
                                : random_evolution(states.back(), seed + i, 3);
      Difference difference = generator::difference(states.back(), wanted.after, wanted.hints);
      if (!goes_through(states.back(), difference.settled, difference.operations)) {
        difference = {{}, states.back()};
      }
      edges.emplace_back(edge_v1::Kind::revision, state_id(i - 1), state_id(i),
                         "r" + std::to_string(i),
                         plan_of(states.back(), difference.settled, difference.operations));
      states.push_back(std::move(difference.settled));
    }
    const Schema nothing;
    edges.emplace_back(edge_v1::Kind::head, "base", state_id(kRevisions), "head",
                       plan_of(nothing, states.back(), diff(nothing, states.back())));
  }
};

class Chains : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Chains, AreWalkedUpAndDown) {
  Random random(GetParam());
  Chain chain(GetParam());
  const CompiledCatalog catalog("chain", std::move(chain.edges));
  WalkedDatabase database(catalog);
  unsigned at = 0;
  for (unsigned move = 0; move < kMoves; ++move) {
    const unsigned to = move == 0 ? 1 : 1 + static_cast<unsigned>(random.below(kRevisions));
    SCOPED_TRACE(std::to_string(at) + " to " + std::to_string(to));
    ASSERT_NO_THROW(database.go(at, to));
    ASSERT_EQ(database.differs(fresh_fingerprint(chain.states[to])), "");
    at = to;
    if (random.chance(60)) insert_random_rows(database.get(), GetParam() + move);
  }
}

// A fresh database takes one edge, and goes back along the revisions all the same.
TEST_P(Chains, EndAlikeAlongTheirHeadEdge) {
  Chain chain(GetParam());
  const CompiledCatalog catalog("chain", std::move(chain.edges));
  WalkedDatabase database(catalog);
  ASSERT_NO_THROW(database.go(0, kRevisions));
  EXPECT_EQ(database.differs(fresh_fingerprint(chain.states[kRevisions])), "");
  for (unsigned at = kRevisions; at > 1; at -= at > 7 ? 6 : 1) {
    const unsigned to = at - (at > 7 ? 6 : 1);
    ASSERT_NO_THROW(database.go(at, to));
    ASSERT_EQ(database.differs(fresh_fingerprint(chain.states[to])), "") << at << " to " << to;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Chains, ::testing::Range<std::uint64_t>(0, 12));

}  // namespace
}  // namespace schemake::generator
