#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

namespace schemake::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

Options policy(Ahead ahead) {
  Options options;
  options.ahead = ahead;
  return options;
}

// A database that a program with `newer` revisions made afresh, in front of one with `older`.
struct Situation {
  Situation(int newer_count, int older_count) {
    add_library(newer, newer_count);
    newer.release("2.0", id(static_cast<char>('0' + newer_count)));
    add_library(older, older_count);
    upgrade(connection, newer.get());
  }
  Database db;
  sqlite::Connection connection{db};
  TestCatalog newer, older;
};

TEST(AheadPolicy, RefuseNamesTheStatesAndTheRelease) {
  Situation s(4, 2);
  const std::string before = everything(s.db);
  const Error error = expect_error(Code::ahead, [&] { upgrade(s.connection, s.older.get()); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("0003_named (33333333)"),
                                  HasSubstr("0004_loan (44444444)"), HasSubstr("release 2.0")));
  EXPECT_EQ(everything(s.db), before);
  const Status now = status(s.connection, s.older.get());
  EXPECT_TRUE(now.ahead);
  EXPECT_EQ(now.current.name, "0004_loan");
  EXPECT_FALSE(now.current.known);
  EXPECT_EQ(now.current.release, "2.0");
}

TEST(AheadPolicy, RunOnWhereNothingBeyondBreaks) {
  Situation s(4, 3);
  const std::string before = everything(s.db);
  EXPECT_TRUE(upgrade(s.connection, s.older.get(), policy(Ahead::run_on)).walked.empty());
  EXPECT_EQ(everything(s.db), before);
}

TEST(AheadPolicy, RunOnIsRefusedWhereSomethingBreaks) {
  Situation s(4, 2);  // 0003_named breaks
  expect_error(Code::ahead, [&] { upgrade(s.connection, s.older.get(), policy(Ahead::run_on)); });
}

TEST(AheadPolicy, RunOnIsRefusedWhereThisProgramHasMore) {
  Situation s(4, 3);
  s.older.revision(id('3'), id('a'), "0004_mine", {run(Phase::expand, "m", "CREATE TABLE m (x)")},
                   {run(Phase::contract, "m", "DROP TABLE m")});
  expect_error(Code::ahead, [&] { upgrade(s.connection, s.older.get(), policy(Ahead::run_on)); });
}

TEST(AheadPolicy, TakeBackUndoesByTheStoredSteps) {
  Situation s(4, 2);
  s.db.execute("INSERT INTO author (name, email) VALUES ('Ada', 'a@b')");
  EXPECT_THAT(names(upgrade(s.connection, s.older.get(), policy(Ahead::take_back))),
              ElementsAre("-0004_loan", "-0003_named"));
  EXPECT_EQ(s.db.query("SELECT * FROM author"), "1|Ada|a@b");
  EXPECT_TRUE(verify(s.connection, s.older.get()).empty());
  EXPECT_TRUE(upgrade(s.connection, s.older.get()).walked.empty());
  upgrade(s.connection, s.newer.get());
  EXPECT_TRUE(verify(s.connection, s.newer.get()).empty());
}

TEST(AheadPolicy, TakeBackGoesOnToAnotherBranch) {
  Situation s(4, 3);
  s.older.revision(id('3'), id('a'), "0004_mine", {run(Phase::expand, "m", "CREATE TABLE m (x)")},
                   {run(Phase::contract, "m", "DROP TABLE m")});
  EXPECT_THAT(names(upgrade(s.connection, s.older.get(), policy(Ahead::take_back))),
              ElementsAre("-0004_loan", "0004_mine"));
  EXPECT_TRUE(verify(s.connection, s.older.get()).empty());
}

TEST(AheadPolicy, TakeBackLosesNoValueUnasked) {
  Situation s(4, 2);
  s.db.execute("PRAGMA foreign_keys = OFF; INSERT INTO loan VALUES (1, 'Bo')");
  const std::string before = everything(s.db);
  Options options = policy(Ahead::take_back);
  const Error error =
      expect_error(Code::loss, [&] { upgrade(s.connection, s.older.get(), options); });
  EXPECT_THAT(error.what(), HasSubstr("loan"));
  EXPECT_EQ(everything(s.db), before);
  options.accept_loss = {"loan"};
  upgrade(s.connection, s.older.get(), options);
}

TEST(AheadPolicy, TakeBackNeverReachesBaseWhileATableHoldsRows) {
  TestCatalog newer, other;
  add_library(newer, 2);
  other.revision("base", id('a'), "0001_other", {run(Phase::expand, "o", "CREATE TABLE o (x)")},
                 {run(Phase::contract, "o", "DROP TABLE o")});
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, newer.get());
  db.execute("INSERT INTO author (name) VALUES ('Ada')");
  const std::string before = everything(db);
  expect_error(Code::loss, [&] { upgrade(connection, other.get(), policy(Ahead::take_back)); });
  EXPECT_EQ(everything(db), before);
  db.execute("DELETE FROM author");
  EXPECT_THAT(names(upgrade(connection, other.get(), policy(Ahead::take_back))),
              ElementsAre("-0002_add_email", "-0001_start", "0001_other"));
}

TEST(AheadPolicy, WithoutStoredStepsThereIsNoWayBack) {
  Situation s(3, 2);
  s.db.execute("DROP TABLE schemake_step");
  expect_error(Code::ahead,
               [&] { upgrade(s.connection, s.older.get(), policy(Ahead::take_back)); });
}

TEST(AheadPolicy, DowngradeOfUnknownRevisionsWantsTakeBack) {
  Situation s(4, 2);
  expect_error(Code::ahead, [&] { downgrade(s.connection, s.older.get(), "1"); });
  Options options = policy(Ahead::take_back);
  EXPECT_THAT(names(downgrade(s.connection, s.older.get(), "-1", options)),
              ElementsAre("-0004_loan"));
  EXPECT_THAT(names(downgrade(s.connection, s.older.get(), "1", options)),
              ElementsAre("-0003_named", "-0002_add_email"));
}

void do_nothing(Data&) {}

TEST(StoredSteps, AFunctionCannotBeTakenBackByAnotherProgram) {
  TestCatalog newer, older;
  add_library(newer, 2);
  add_library(older, 1);
  newer.revision(id('2'), id('3'), "0003_fill",
                 {edge_v1::call(Phase::data, "fill_names", do_nothing)},
                 {edge_v1::call(Phase::data, "empty_names", do_nothing)});
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, newer.get());
  const std::string before = everything(db);
  const Error error = expect_error(
      Code::irreversible, [&] { upgrade(connection, older.get(), policy(Ahead::take_back)); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("0003_fill"), HasSubstr("empty_names")));
  EXPECT_EQ(everything(db), before);
  EXPECT_THAT(names(downgrade(connection, newer.get(), "-1")), ElementsAre("-0003_fill"));
}

TEST(StoredSteps, AnUnknownVerbIsRefusedBeforehand) {
  Situation s(4, 2);
  s.db.execute("UPDATE schemake_step SET verb = 'teleport' WHERE name = '0003_named'");
  const std::string before = everything(s.db);
  const Error error = expect_error(
      Code::format, [&] { upgrade(s.connection, s.older.get(), policy(Ahead::take_back)); });
  EXPECT_THAT(error.what(), HasSubstr("teleport"));
  EXPECT_EQ(everything(s.db), before);
}

TEST(StoredSteps, ReachNoOtherFile) {
  TemporaryFolder folder;
  const std::string other = folder.file("other.db");
  for (const std::string& sql :
       {"ATTACH '" + other + "' AS other", "VACUUM INTO '" + other + "'"}) {
    Situation s(4, 3);
    sqlite3_stmt* update = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(s.db, "UPDATE schemake_step SET sql = ? WHERE name = '0004_loan'",
                                 -1, &update, nullptr),
              SQLITE_OK);
    sqlite3_bind_text(update, 1, sql.c_str(), -1, SQLITE_TRANSIENT);
    EXPECT_EQ(sqlite3_step(update), SQLITE_DONE);
    sqlite3_finalize(update);
    expect_error(Code::statement,
                 [&] { upgrade(s.connection, s.older.get(), policy(Ahead::take_back)); });
    EXPECT_FALSE(std::filesystem::exists(other));
    EXPECT_EQ(sqlite3_limit(s.db, SQLITE_LIMIT_ATTACHED, -1), 10);
  }
}

// A draft that was built on revision 1, and its successor in a build that has no bridge from it.
struct Drafts {
  Drafts() {
    for (TestCatalog* catalog : {&first, &second}) {
      add_library(*catalog, 1);
      catalog->walk_drafts();
    }
    add(first, 'd', "ALTER TABLE main.author ADD COLUMN nick TEXT",
        "ALTER TABLE main.author DROP COLUMN nick");
    add(second, 'e', "ALTER TABLE main.author ADD COLUMN alias TEXT",
        "ALTER TABLE main.author DROP COLUMN alias");
  }
  static void add(TestCatalog& catalog, char state, const char* up, const char* down) {
    catalog
        .revision(id('1'), id(state), "draft", {run(Phase::expand, "author", up)},
                  {run(Phase::contract, "author", down)})
        .draft = true;
  }
  TestCatalog first, second;
};

TEST(Drafts, AreTakenBackUnaskedWhereTheyMayBeWalked) {
  Drafts drafts;
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, drafts.first.get());
  db.execute("INSERT INTO author (name, nick) VALUES ('Ada', 'A')");
  std::vector<std::string> lines;
  Options options;
  options.log = [&](std::string_view line) { lines.emplace_back(line); };
  EXPECT_THAT(names(upgrade(connection, drafts.second.get(), options)),
              ElementsAre("-draft", "draft"));
  EXPECT_THAT(lines,
              ElementsAre("taking back draft", "taking back draft loses the values of author.nick",
                          "applying draft"));
  EXPECT_TRUE(verify(connection, drafts.second.get()).empty());
}

TEST(Drafts, AreRefusedByABuildThatMayNotWalkThem) {
  Drafts drafts;
  TestCatalog release;
  add_library(release, 1);
  Drafts::add(release, 'e', "ALTER TABLE main.author ADD COLUMN alias TEXT", "SELECT 1");
  Database db;
  sqlite::Connection connection(db);
  expect_error(Code::draft, [&] { upgrade(connection, release.get()); });
  expect_error(Code::draft, [&] { upgrade_to(connection, release.get(), "draft"); });
  EXPECT_EQ(everything(db), "");
  EXPECT_THAT(names(upgrade_to(connection, release.get(), "1")), ElementsAre("0001_start"));
  expect_error(Code::draft, [&] { stamp(connection, release.get(), "draft"); });
  upgrade(connection, drafts.second.get());
  expect_error(Code::draft, [&] { upgrade(connection, release.get()); });
}

TEST(Drafts, OfAnotherBuildAreAheadForARelease) {
  Drafts drafts;
  TestCatalog release;
  add_library(release, 1);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, drafts.first.get());
  expect_error(Code::ahead, [&] { upgrade(connection, release.get()); });
}

TEST(Retired, NamesTheReleaseThatStillWalks) {
  TestCatalog old, now;
  add_library(old, 1);
  now.revision(id('2'), id('3'), "0003_more", {none("")}, {none("")});
  now.retire(id('1'), "1.4");
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, old.get());
  const Error error = expect_error(Code::retired, [&] { upgrade(connection, now.get()); });
  EXPECT_THAT(error.what(), HasSubstr("release 1.4"));
  EXPECT_FALSE(status(connection, now.get()).ahead);
}

}  // namespace
}  // namespace schemake::test
