#include "property/random_schema.hpp"

#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

TEST(RandomSchema, IsTheSameForTheSameSeed) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Schema schema = random_schema(seed);
    EXPECT_EQ(schema, random_schema(seed));
    const Evolution evolution = random_evolution(schema, seed);
    EXPECT_EQ(evolution.after, random_evolution(schema, seed).after);
  }
}

}  // namespace
}  // namespace schemake::generator
