#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

namespace schemake::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Upgrade, FreshDatabaseWalksOneEdge) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  const Report report = upgrade(connection, catalog.get());
  EXPECT_EQ(report.from, "base");
  EXPECT_EQ(report.to, id('4'));
  EXPECT_THAT(names(report), ElementsAre("0004_loan"));
  EXPECT_TRUE(upgrade(connection, catalog.get()).walked.empty());
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST(Upgrade, WalksRevisionByRevisionAndKeepsEveryRow) {
  Database db;
  sqlite::Connection connection(db);
  TestCatalog old;
  add_library(old, 1);
  upgrade(connection, old.get());
  db.execute("PRAGMA foreign_keys = ON");
  db.execute(
      "INSERT INTO author VALUES (7, 'Ada'), (9, 'Bo'); DELETE FROM author WHERE id = 9;"
      "INSERT INTO book VALUES (1, 7, 'On Engines')");
  TestCatalog catalog;
  add_library(catalog, 4);
  EXPECT_THAT(names(upgrade(connection, catalog.get())),
              ElementsAre("0002_add_email", "0003_named", "0004_loan"));
  EXPECT_EQ(db.query("SELECT * FROM author"), "7|Ada|NULL");
  EXPECT_EQ(db.query("SELECT * FROM book"), "1|7|On Engines");
  EXPECT_EQ(db.query("SELECT seq FROM sqlite_sequence"), "9");
  EXPECT_EQ(db.query("PRAGMA foreign_keys"), "1");
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST(Upgrade, AtHeadNothingIsWrittenNorLocked) {
  TemporaryFolder folder;
  TestCatalog catalog;
  add_library(catalog, 4);
  {
    sqlite::Connection connection(folder.file("a.db"));
    upgrade(connection, catalog.get());
  }
  Database writer(folder.file("a.db"));
  writer.execute("BEGIN IMMEDIATE; INSERT INTO author (name) VALUES ('Ada')");
  sqlite::Connection connection(folder.file("a.db"));
  Options options;
  options.lock_timeout = std::chrono::milliseconds(0);
  EXPECT_TRUE(upgrade(connection, catalog.get(), options).walked.empty());
  writer.execute("COMMIT");
}

// The history's table is looked up, then read.
TEST(Upgrade, AtHeadTheHistoryIsReadOnce) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  std::vector<std::string> statements;
  const auto note = [](unsigned, void* into, void* statement, void*) {
    static_cast<std::vector<std::string>*>(into)->emplace_back(
        sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
    return 0;
  };
  sqlite3_trace_v2(db, SQLITE_TRACE_STMT, note, &statements);
  const Report report = upgrade(connection, catalog.get());
  sqlite3_trace_v2(db, 0, nullptr, nullptr);
  EXPECT_EQ(report.from, id('4'));
  EXPECT_EQ(report.to, id('4'));
  EXPECT_EQ(statements.size(), 2U) << testing::PrintToString(statements);
}

TEST(Upgrade, LaunchPolicies) {
  TestCatalog catalog;
  add_library(catalog, 3);
  Database db;
  sqlite::Connection connection(db);
  const std::string before = everything(db);
  Options options;
  options.launch = Launch::check;
  const Error error =
      expect_error(Code::pending, [&] { upgrade(connection, catalog.get(), options); });
  EXPECT_THAT(error.what(), HasSubstr("0001_start, 0002_add_email, 0003_named"));
  options.launch = Launch::ignore;
  EXPECT_TRUE(upgrade(connection, catalog.get(), options).walked.empty());
  EXPECT_EQ(everything(db), before);
  upgrade(connection, catalog.get());
  options.launch = Launch::check;
  EXPECT_TRUE(upgrade(connection, catalog.get(), options).walked.empty());
}

TEST(Upgrade, ToATarget) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  EXPECT_THAT(names(upgrade_to(connection, catalog.get(), "+1")), ElementsAre("0001_start"));
  EXPECT_THAT(names(upgrade_to(connection, catalog.get(), "add_email")),
              ElementsAre("0002_add_email"));
  EXPECT_THAT(names(upgrade_to(connection, catalog.get(), "2")), ElementsAre());
  EXPECT_THAT(names(upgrade_to(connection, catalog.get(), "+2")),
              ElementsAre("0003_named", "0004_loan"));
  expect_error(Code::unknown_target, [&] { upgrade_to(connection, catalog.get(), "+1"); });
  expect_error(Code::no_path, [&] { upgrade_to(connection, catalog.get(), "0001_start"); });
}

TEST(Upgrade, ARelativeTargetMeansTheSameInEveryTransaction) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  Options options;
  options.transaction_per_edge = true;
  EXPECT_THAT(names(upgrade_to(connection, catalog.get(), "+2", options)),
              ElementsAre("0001_start", "0002_add_email"));
  EXPECT_EQ(status(connection, catalog.get()).current.name, "0002_add_email");
}

// A catalog whose fourth step fails; the steps before it are of every verb.
void add_failing(TestCatalog& catalog, unsigned good_steps) {
  add_library(catalog, 2);
  std::vector<edge_v1::Step> steps = {
      run(Phase::expand, "note", "CREATE TABLE note (text TEXT)"),
      guard(Phase::expand, "note", "never", "SELECT 1 FROM note"),
      rebuild(Phase::contract, "author", "id\nname\nemail", kRebuildUp),
      run(Phase::data, "note", "INSERT INTO note VALUES ('x')"),
  };
  steps.insert(steps.begin() + good_steps,
               run(Phase::data, "note", "INSERT INTO nowhere VALUES (1)"));
  catalog.revision(id('2'), id('3'), "0003_bad", steps, {none("")});
}

TEST(Upgrade, AFailureAtAnyStepLeavesAllAsItWas) {
  for (unsigned good_steps = 0; good_steps <= 4; ++good_steps) {
    Database db;
    sqlite::Connection connection(db);
    TestCatalog old;
    add_library(old, 1);
    upgrade(connection, old.get());
    db.execute("INSERT INTO author (name) VALUES ('Ada')");
    const std::string before = everything(db);
    TestCatalog catalog;
    add_failing(catalog, good_steps);
    const Error error = expect_error(Code::statement, [&] { upgrade(connection, catalog.get()); });
    EXPECT_EQ(error.revision(), "0003_bad");
    EXPECT_EQ(error.statement(), "INSERT INTO nowhere VALUES (1)");
    EXPECT_THAT(error.what(), HasSubstr("no such table: nowhere"));
    EXPECT_EQ(everything(db), before) << good_steps;
    EXPECT_EQ(sqlite3_get_autocommit(db), 1);
  }
}

TEST(Upgrade, WithATransactionPerEdgeWhatWasWalkedStays) {
  Database db;
  sqlite::Connection connection(db);
  TestCatalog catalog;
  add_failing(catalog, 2);
  Options options;
  options.transaction_per_edge = true;
  expect_error(Code::statement, [&] { upgrade(connection, catalog.get(), options); });
  EXPECT_EQ(status(connection, catalog.get()).current.name, "0002_add_email");
  EXPECT_EQ(db.query("SELECT count(*) FROM sqlite_schema WHERE name = 'note'"), "0");
}

// A sync of the disk each is what a migration mostly waits for.
TEST(Upgrade, IsOneTransactionForHoweverManyRevisions) {
  for (const bool for_each : {false, true}) {
    TestCatalog catalog;
    add_library(catalog, 4);
    Database db;
    sqlite::Connection connection(db);
    upgrade_to(connection, catalog.get(), "1");
    int commits = 0;
    sqlite3_commit_hook(
        db, [](void* count) { return ++*static_cast<int*>(count), 0; }, &commits);
    Options options;
    options.transaction_per_edge = for_each;
    EXPECT_EQ(upgrade(connection, catalog.get(), options).walked.size(), 3U);
    EXPECT_EQ(commits, for_each ? 3 : 1);
  }
}

TEST(Upgrade, AGuardThatFindsARowRefuses) {
  Database db;
  sqlite::Connection connection(db);
  TestCatalog catalog;
  add_library(catalog, 3);
  upgrade_to(connection, catalog.get(), "2");
  db.execute("INSERT INTO author (name) VALUES ('')");
  const std::string before = everything(db);
  const Error error = expect_error(Code::guarded, [&] { upgrade(connection, catalog.get()); });
  EXPECT_THAT(error.what(), HasSubstr("an author has an empty name"));
  EXPECT_EQ(error.revision(), "0003_named");
  EXPECT_EQ(everything(db), before);
}

TEST(Upgrade, NoStepMayEndTheTransaction) {
  for (const char* sql :
       {"COMMIT", "ROLLBACK", "END", "BEGIN", "SAVEPOINT a", "RELEASE a", "VACUUM",
        "/* x */ commit", "ATTACH ':memory:' AS other", "DETACH other"}) {
    TestCatalog catalog;
    catalog.revision("base", id('1'), "0001_start",
                     {run(Phase::expand, "a", "CREATE TABLE a (x)"), run(Phase::expand, "a", sql)},
                     {none("")});
    Database db;
    sqlite::Connection connection(db);
    expect_error(Code::statement, [&] { upgrade(connection, catalog.get()); });
    EXPECT_EQ(everything(db), "") << sql;
  }
}

void end_transaction(Data& data) {
  sqlite3_exec(sqlite::handle(data), "COMMIT", nullptr, nullptr, nullptr);
}
void fill_note(Data& data) {
  sqlite3_exec(sqlite::handle(data), "INSERT INTO note VALUES ('from C++')", nullptr, nullptr,
               nullptr);
}
void throw_something(Data&) { throw std::runtime_error("no"); }

void add_call(TestCatalog& catalog, void (*function)(Data&)) {
  catalog.revision("base", id('1'), "0001_note",
                   {run(Phase::expand, "note", "CREATE TABLE note (text TEXT)"),
                    edge_v1::call(Phase::data, "note", function)},
                   {run(Phase::contract, "note", "DROP TABLE note")});
}

TEST(Upgrade, CallsFunctions) {
  TestCatalog catalog;
  add_call(catalog, fill_note);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  EXPECT_EQ(db.query("SELECT * FROM note"), "from C++");
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST(Upgrade, WhatAFunctionThrowsRollsBack) {
  TestCatalog catalog;
  add_call(catalog, throw_something);
  Database db;
  sqlite::Connection connection(db);
  EXPECT_THROW(upgrade(connection, catalog.get()), std::runtime_error);
  EXPECT_EQ(everything(db), "");
  EXPECT_EQ(sqlite3_get_autocommit(db), 1);
}

TEST(Upgrade, AFunctionThatEndsTheTransactionIsFound) {
  TestCatalog catalog;
  add_call(catalog, end_transaction);
  Database db;
  sqlite::Connection connection(db);
  expect_error(Code::disk, [&] { upgrade(connection, catalog.get()); });
  EXPECT_EQ(status(connection, catalog.get()).current.id, "base");
}

TEST(Upgrade, StepsOutsideOfATransactionRunBeforeTheirEdge) {
  TestCatalog catalog;
  add_library(catalog, 1);
  catalog.revision(id('1'), id('2'), "0002_wal",
                   {edge_v1::alone(Phase::expand, "", "PRAGMA journal_mode = WAL"),
                    run(Phase::expand, "note", "CREATE TABLE note (text TEXT)")},
                   {run(Phase::contract, "note", "DROP TABLE note")});
  TemporaryFolder folder;
  sqlite::Connection connection(folder.file("a.db"));
  EXPECT_THAT(names(upgrade(connection, catalog.get())), ElementsAre("0001_start", "0002_wal"));
  Database db(folder.file("a.db"));
  EXPECT_EQ(db.query("PRAGMA journal_mode"), "wal");
}

TEST(Upgrade, AStepOutsideOfATransactionMustLead) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_bad",
                   {run(Phase::expand, "note", "CREATE TABLE note (text TEXT)"),
                    edge_v1::alone(Phase::expand, "", "VACUUM")},
                   {none("")});
  Database db;
  sqlite::Connection connection(db);
  expect_error(Code::usage, [&] { upgrade(connection, catalog.get()); });
  EXPECT_EQ(everything(db), "");
}

TEST(Upgrade, ProgressIsReportedAndMayCancel) {
  for (const bool borrowed : {true, false}) {
    TemporaryFolder folder;
    Database db(folder.file("a.db"));
    const auto connection = borrowed ? std::make_unique<sqlite::Connection>(db)
                                     : std::make_unique<sqlite::Connection>(folder.file("a.db"));
    TestCatalog catalog;
    add_library(catalog, 3);
    std::vector<std::string> seen;
    Options options;
    options.progress = [&](const Progress& progress) {
      seen.push_back(std::to_string(progress.edge) + "/" + std::to_string(progress.edges) + " " +
                     progress.revision + " " + std::to_string(progress.step) + "/" +
                     std::to_string(progress.steps));
      return progress.revision != "0003_named" || progress.step < 2;
    };
    expect_error(Code::cancelled, [&] { upgrade(*connection, catalog.get(), options); });
    EXPECT_THAT(seen, ElementsAre("1/3 0001_start 1/1", "2/3 0002_add_email 1/1",
                                  "3/3 0003_named 1/2", "3/3 0003_named 2/2"));
    EXPECT_EQ(everything(db), "");
  }
}

TEST(Upgrade, ALongStatementOnOurOwnConnectionIsCancelled) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_long",
                   {run(Phase::data, "n",
                        "CREATE TABLE n AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 "
                        "FROM c) SELECT x FROM c LIMIT 2000000000")},
                   {none("")});
  TemporaryFolder folder;
  sqlite::Connection connection(folder.file("a.db"));
  int asked = 0;
  Options options;
  options.progress = [&](const Progress&) { return ++asked < 5; };
  expect_error(Code::cancelled, [&] { upgrade(connection, catalog.get(), options); });
  asked = 0;
  options.progress = [&](const Progress&) -> bool {
    if (++asked == 5) throw std::runtime_error("from the callback");
    return true;
  };
  EXPECT_THROW(upgrade(connection, catalog.get(), options), std::runtime_error);
  EXPECT_EQ(status(connection, catalog.get()).current.id, "base");
}

TEST(Upgrade, SeveralCatalogsShareADatabaseAndATransaction) {
  TestCatalog library, shop("shop"), bad("bad");
  add_library(library, 2);
  shop.revision("base", id('a'), "0001_shop",
                {run(Phase::expand, "till", "CREATE TABLE till (id)")},
                {run(Phase::contract, "till", "DROP TABLE till")});
  bad.revision("base", id('b'), "0001_bad", {run(Phase::expand, "x", "CREATE TABLE nonsense")},
               {none("")});
  Database db;
  sqlite::Connection connection(db);
  expect_error(Code::statement, [&] {
    upgrade(connection, {&library.get(), &shop.get(), &bad.get()});
  });
  EXPECT_EQ(everything(db), "");
  EXPECT_THAT(names(upgrade(connection, {&library.get(), &shop.get()})),
              ElementsAre("0001_start", "0002_add_email", "0001_shop"));
  EXPECT_EQ(status(connection, library.get()).current.name, "0002_add_email");
  EXPECT_EQ(status(connection, shop.get()).current.name, "0001_shop");
  downgrade(connection, shop.get(), "base");
  EXPECT_EQ(status(connection, library.get()).applied.size(), 2U);
  EXPECT_TRUE(verify(connection, library.get()).empty());
  expect_error(Code::usage, [&] { upgrade(connection, std::vector<const Catalog*>{}); });
}

TEST(Upgrade, LogsInWords) {
  TestCatalog catalog;
  add_library(catalog, 1);
  Database db;
  sqlite::Connection connection(db);
  std::vector<std::string> lines;
  Options options;
  options.log = [&](std::string_view line) { lines.emplace_back(line); };
  upgrade(connection, catalog.get(), options);
  EXPECT_THAT(lines, ElementsAre("applying 0001_start"));
}

TEST(Create, BringsAnEmptyDatabaseToAnyState) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  EXPECT_THAT(names(create(connection, catalog.get(), "2")),
              ElementsAre("0001_start", "0002_add_email"));
  expect_error(Code::usage, [&] { create(connection, catalog.get()); });
}

}  // namespace
}  // namespace schemake::test
