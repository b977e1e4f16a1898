#include "prove/compiled_edge.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace schemake::generator {
namespace {

Plan plan_of(const std::string& up, const std::string& down) {
  Plan plan;
  plan.dialect = "sqlite";
  plan.engine = 3035005;
  plan.upgrade = {Step{Phase::expand, Verb::run, "t", up, "", "", {}}};
  plan.downgrade = {Step{Phase::contract, Verb::run, "t", down, "", "", {}}};
  return plan;
}

TEST(CompiledEdge, HoldsTheWholePlan) {
  const CompiledEdge compiled(edge_v1::Kind::revision, "base", "a", "0001_start",
                              plan_of("x", "y"));
  const edge_v1::Edge& edge = compiled.edge();
  EXPECT_STREQ(edge.dialect, "sqlite");
  EXPECT_STREQ(edge.from, "base");
  EXPECT_STREQ(edge.to, "a");
  EXPECT_STREQ(edge.name, "0001_start");
  EXPECT_EQ(edge.engine, 3035005U);
  ASSERT_EQ(edge.upgrade.count, 1U);
  EXPECT_STREQ(edge.upgrade.first->sql, "x");
  ASSERT_EQ(edge.downgrade.count, 1U);
  EXPECT_STREQ(edge.downgrade.first->sql, "y");
  EXPECT_STREQ(edge.irreversible, "");
}

TEST(CompiledEdge, DoesNotCallFunctions) {
  Plan plan = plan_of("x", "y");
  plan.upgrade[0].verb = Verb::call;
  const CompiledEdge compiled(edge_v1::Kind::revision, "base", "a", "n", std::move(plan));
  EXPECT_EQ(compiled.edge().upgrade.first->verb, Verb::none);
}

TEST(CompiledCatalog, EndsWhereItsLastEdgeLeads) {
  std::vector<CompiledEdge> edges;
  edges.emplace_back(edge_v1::Kind::revision, "base", "a", "1", plan_of("1", "1"));
  edges.emplace_back(edge_v1::Kind::revision, "a", "b", "2", plan_of("2", "2"));
  const CompiledCatalog compiled("library", std::move(edges));
  const Catalog& catalog = compiled.catalog();
  EXPECT_STREQ(catalog.name, "library");
  EXPECT_STREQ(catalog.head, "b");
  ASSERT_EQ(catalog.source_count, 1U);
  ASSERT_EQ(catalog.sources[0]->count, 2U);
  EXPECT_STREQ(catalog.sources[0]->first[1].upgrade.first->sql, "2");
}

TEST(CompiledCatalog, StandsAtBaseWithoutEdges) {
  const CompiledCatalog compiled("library", {});
  EXPECT_STREQ(compiled.catalog().head, "base");
}

}  // namespace
}  // namespace schemake::generator
