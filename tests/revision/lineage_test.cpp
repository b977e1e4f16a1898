#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "revision/life.hpp"

namespace schemake::generator {
namespace {

using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

using Operations = std::vector<Operation>;

ObjectName column(const std::string& table, const std::string& name) {
  return {Kind::column, table, name};
}
ObjectName table(const std::string& name) { return {Kind::table, "", name}; }

Operation rename_table(const std::string& from, const std::string& to) {
  return Rename{Kind::table, "", from, to};
}
Operation rename_column(const std::string& table, const std::string& from, const std::string& to) {
  return Rename{Kind::column, table, from, to};
}
Column value(const std::string& table, const std::string& name) {
  Column out;
  out.table = table;
  out.name = name;
  return out;
}
Operation add(const std::string& table, const std::string& name) {
  return Change<Column>{{}, value(table, name), {}};
}
Operation drop(const std::string& table, const std::string& name) {
  return Change<Column>{value(table, name), {}, {}};
}

std::map<ObjectName, std::string> lineage(const Operations& from, const Operations& to) {
  Hints hints;
  add_lineage(hints, from, to);
  return hints.renamed_from;
}

TEST(Lineage, TwoNamesOfOneColumnAreOneColumn) {
  EXPECT_THAT(
      lineage({rename_column("a", "nickname", "nick")}, {rename_column("a", "nickname", "alias")}),
      UnorderedElementsAre(Pair(column("a", "alias"), "nick")));
}

TEST(Lineage, ARenameThatWasTakenBackLeadsBack) {
  EXPECT_THAT(lineage({rename_table("writer", "author")}, {}),
              UnorderedElementsAre(Pair(table("writer"), "author")));
}

TEST(Lineage, AChainOfRenamesIsOneRename) {
  EXPECT_THAT(lineage({}, {rename_column("a", "x", "y"), rename_column("a", "y", "z")}),
              UnorderedElementsAre(Pair(column("a", "z"), "x")));
  EXPECT_THAT(lineage({rename_column("a", "x", "y")},
                      {rename_column("a", "x", "z"), rename_column("a", "z", "y")}),
              IsEmpty());
}

TEST(Lineage, AColumnFollowsItsTable) {
  EXPECT_THAT(lineage({rename_table("a", "b"), rename_column("b", "x", "y")},
                      {rename_column("a", "x", "z"), rename_table("a", "c")}),
              UnorderedElementsAre(Pair(table("c"), "b"), Pair(column("c", "z"), "y")));
}

TEST(Lineage, ASwapIsTwoRenames) {
  const Operations swap{rename_column("a", "x", "t"), rename_column("a", "y", "x"),
                        rename_column("a", "t", "y")};
  EXPECT_THAT(lineage({}, swap),
              UnorderedElementsAre(Pair(column("a", "x"), "y"), Pair(column("a", "y"), "x")));
}

// The schema file still says what the former self has done, and calls the table by its new name.
TEST(Lineage, PrevailsOverAHintThatIsSpent) {
  const Operations swap{rename_column("a", "x", "t"), rename_column("a", "y", "x"),
                        rename_column("a", "t", "y")};
  Operations renamed = swap;
  renamed.insert(renamed.begin(), rename_table("a", "b"));
  for (std::size_t i = 1; i < renamed.size(); ++i) std::get<Rename>(renamed[i]).table = "b";
  Hints hints;
  hints.renamed_from = {{table("b"), "a"}, {column("b", "x"), "y"}, {column("b", "y"), "x"}};
  add_lineage(hints, swap, renamed);
  EXPECT_THAT(hints.renamed_from, UnorderedElementsAre(Pair(table("b"), "a")));

  hints.renamed_from = {{column("a", "z"), "x"}};
  add_lineage(hints, {drop("a", "x"), add("a", "x")}, {rename_column("a", "x", "z")});
  EXPECT_THAT(hints.renamed_from, IsEmpty());
}

TEST(Lineage, WhatOneOfThemDroppedIsNotOne) {
  EXPECT_THAT(lineage({drop("a", "x"), add("a", "y")}, {rename_column("a", "x", "z")}), IsEmpty());
  EXPECT_THAT(lineage({rename_column("a", "x", "z")}, {drop("a", "x"), add("a", "y")}), IsEmpty());
}

TEST(Lineage, ANewColumnUnderAnOldNameIsAnotherOne) {
  EXPECT_THAT(lineage({rename_column("a", "x", "y"), add("a", "x")}, {}),
              UnorderedElementsAre(Pair(column("a", "x"), "y")));
}

TEST(Lineage, ANewTableUnderAnOldNameHasNoneOfItsColumns) {
  Table fresh;
  fresh.name = "a";
  const Operations from{rename_table("a", "b"), Change<Table>{{}, fresh}, add("a", "x"),
                        rename_column("a", "x", "y")};
  EXPECT_THAT(lineage(from, {}), UnorderedElementsAre(Pair(table("a"), "b")));
}

}  // namespace
}  // namespace schemake::generator
