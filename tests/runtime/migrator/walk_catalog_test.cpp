#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <schemake/migrator.hpp>

#include "runtime/library.hpp"

namespace schemake::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Outcome {
  int code;
  std::string out;
};

Outcome walk(TestCatalog& catalog) {
  testing::internal::CaptureStdout();
  const int code = walk_catalog_main(catalog.get());
  return {code, testing::internal::GetCapturedStdout()};
}

TEST(WalkCatalog, HoldsForARightOne) {
  TestCatalog catalog;
  add_library(catalog, 4);
  const Outcome outcome = walk(catalog);
  EXPECT_EQ(outcome.code, 0) << outcome.out;
  EXPECT_EQ(outcome.out, "");
}

TEST(WalkCatalog, AnEmptyOneHolds) {
  TestCatalog catalog;
  EXPECT_EQ(walk(catalog).code, 0);
}

TEST(WalkCatalog, NamesTheRevisionWhoseWayBackIsWrong) {
  TestCatalog catalog;
  add_library(catalog, 1);
  catalog.revision(id('1'), id('2'), "0002_nick",
                   {run(Phase::expand, "author", "ALTER TABLE main.author ADD COLUMN nick TEXT")},
                   {none("forgotten")});
  const Outcome outcome = walk(catalog);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("taking back 0002_nick is not the same schema"), HasSubstr("nick")));
}

TEST(WalkCatalog, FindsAHeadThatIsNotTheEndOfTheWalk) {
  TestCatalog catalog;
  add_library(catalog, 2);
  catalog.edge(edge_v1::Kind::head, "base", id('2'), "0002_add_email",
               {run(Phase::expand, "author", "CREATE TABLE author (id INTEGER PRIMARY KEY)")},
               {run(Phase::contract, "author", "DROP TABLE author")});
  const Outcome outcome = walk(catalog);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("book"));
}

TEST(WalkCatalog, AFailingStepIsShownWithItsStatement) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_start", {run(Phase::expand, "a", "CREATE TABEL a (b)")},
                   {run(Phase::contract, "a", "DROP TABLE a")});
  const Outcome outcome = walk(catalog);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("0001_start"), HasSubstr("CREATE TABEL")));
}

TEST(WalkCatalog, StopsWhereNothingLeadsBack) {
  TestCatalog catalog;
  add_library(catalog, 1);
  catalog.revision(id('1'), id('2'), "0002_merge", {none("nothing")}, {none("")}).irreversible =
      "names were put together";
  const Outcome outcome = walk(catalog);
  EXPECT_EQ(outcome.code, 0) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("names were put together"));
}

TEST(WalkCatalog, IsSkippedWhereADraftMayNotBeWalked) {
  TestCatalog catalog;
  add_library(catalog, 1);
  catalog
      .revision(id('1'), id('2'), "draft", {run(Phase::expand, "a", "CREATE TABLE a (b)")},
                {run(Phase::contract, "a", "DROP TABLE a")})
      .draft = true;
  EXPECT_EQ(walk(catalog).code, 77);
  catalog.walk_drafts();
  EXPECT_EQ(walk(catalog).code, 0);
}

}  // namespace
}  // namespace schemake::test
