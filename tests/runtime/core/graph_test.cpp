#include "core/graph.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/test_catalog.hpp"

namespace schemake {
namespace {

using edge_v1::Kind;
using edge_v1::none;
using test::id;
using test::TestCatalog;
using testing::ElementsAre;

void add(TestCatalog& catalog, Kind kind, const std::string& from, const std::string& to,
         const char* name) {
  catalog.edge(kind, from, to, name, {none("")}, {none("")});
}

std::vector<std::string> names(const std::optional<std::vector<const Edge*>>& path) {
  std::vector<std::string> result;
  if (!path) return {"no path"};
  for (const Edge* edge : *path) result.emplace_back(edge->name);
  return result;
}

TEST(Graph, TakesTheFewestEdges) {
  TestCatalog catalog;
  add(catalog, Kind::revision, "base", id('1'), "1");
  add(catalog, Kind::revision, id('1'), id('2'), "2");
  add(catalog, Kind::revision, id('2'), id('3'), "3");
  add(catalog, Kind::squash, id('1'), id('3'), "squash");
  add(catalog, Kind::head, "base", id('3'), "head");
  const Graph graph(catalog.get(), "sqlite");
  EXPECT_THAT(names(graph.path("base", id('3'))), ElementsAre("head"));
  EXPECT_THAT(names(graph.path("base", id('2'))), ElementsAre("1", "2"));
  EXPECT_THAT(names(graph.path(id('1'), id('3'))), ElementsAre("squash"));
  EXPECT_THAT(names(graph.path(id('2'), id('3'))), ElementsAre("3"));
  EXPECT_THAT(names(graph.path(id('3'), id('3'))), ElementsAre());
  EXPECT_THAT(names(graph.path(id('3'), id('2'))), ElementsAre("no path"));
  EXPECT_THAT(names(graph.path(id('9'), id('3'))), ElementsAre("no path"));
}

TEST(Graph, ChoosesAmongEqualWaysWhateverTheOrderOfTheEdges) {
  const std::vector<std::pair<const char*, const char*>> ways = {{"a", "left"}, {"b", "right"}};
  for (const bool reversed : {false, true}) {
    TestCatalog catalog;
    for (int i = 0; i < 2; ++i) {
      const auto& [digit, name] = ways[static_cast<std::size_t>(reversed ? 1 - i : i)];
      add(catalog, Kind::revision, id('1'), id(*digit), name);
      add(catalog, Kind::revision, id(*digit), id('2'), name);
    }
    EXPECT_THAT(names(Graph(catalog.get(), "sqlite").path(id('1'), id('2'))),
                ElementsAre("left", "left"));
  }
}

TEST(Graph, EdgesOfAnotherDialectAreNotThere) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "1", {none("")}, {none("")}).dialect = "postgresql";
  const Graph graph(catalog.get(), "sqlite");
  EXPECT_FALSE(graph.knows(id('1')));
  EXPECT_TRUE(graph.knows("base"));
}

TEST(Graph, ASchemaOfTheFieldIsReachedFromNowhere) {
  TestCatalog catalog;
  add(catalog, Kind::revision, "base", id('1'), "1");
  add(catalog, Kind::adopt, "base", id('f'), "field");
  add(catalog, Kind::adopt, id('f'), id('1'), "1");
  const Graph graph(catalog.get(), "sqlite");
  EXPECT_THAT(names(graph.path("base", id('1'))), ElementsAre("1"));
  EXPECT_THAT(names(graph.path("base", id('f'))), ElementsAre("no path"));
  EXPECT_THAT(graph.states(), ElementsAre(id('1')));
  ASSERT_EQ(graph.variants().size(), 1U);
  EXPECT_THAT(names(graph.path(id('f'), id('1'))), ElementsAre("1"));
  EXPECT_TRUE(graph.revision(id('f')).known);
  EXPECT_EQ(graph.revision(id('f')).name, "field");
  EXPECT_EQ(graph.recorded(id('f')), nullptr);
}

TEST(Graph, TheRecordedEdgeIsTheFirstParents) {
  TestCatalog catalog;
  add(catalog, Kind::revision, "base", id('b'), "b");
  add(catalog, Kind::revision, "base", id('a'), "a");
  add(catalog, Kind::merge, id('a'), id('c'), "from a");
  add(catalog, Kind::revision, id('b'), id('c'), "from b");
  add(catalog, Kind::bridge, id('d'), id('c'), "bridge");
  add(catalog, Kind::head, "base", id('c'), "head");
  const Graph graph(catalog.get(), "sqlite");
  EXPECT_STREQ(graph.recorded(id('c'))->name, "from b");
  EXPECT_STREQ(graph.between(id('a'), id('c'))->name, "from a");
  EXPECT_EQ(graph.recorded(id('d')), nullptr);
  EXPECT_EQ(graph.recorded("base"), nullptr);
}

}  // namespace
}  // namespace schemake
