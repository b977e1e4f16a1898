#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/library.hpp"
#include "runtime/process.hpp"

namespace schemake::test {
namespace {

using edge_v1::Kind;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// The library as a program without Schemake would have made it: other spelling, constraints without
// names, columns in another order.
constexpr const char* kByHand2 = R"(
create table author (email text, id integer primary key autoincrement, name text not null);
create table book (id integer primary key, title text not null,
                   author integer not null references author on delete cascade);
create index author_by_name on author (name);
insert into author (name, email) values ('Ada', 'a@b');
insert into book values (1, 'Notes', 1))";

// The schema of a version 1 that was in the field before: the author's name was called so.
constexpr const char* kField = R"(
CREATE TABLE writer (id INTEGER PRIMARY KEY AUTOINCREMENT, called TEXT NOT NULL);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT))";

// The four revisions, and the schema of the field with the edge that leads from it to the second.
void add_variant(TestCatalog& catalog) {
  add_library(catalog, 4);
  catalog.edge(Kind::adopt, "base", id('f'), "field_1", {run(Phase::expand, "writer", kField)},
               {none("for comparison alone")});
  catalog.edge(
      Kind::adopt, id('f'), id('2'), "0002_add_email",
      {run(Phase::expand, "author", R"(ALTER TABLE "writer" RENAME TO "author")"),
       run(Phase::expand, "author", R"(ALTER TABLE "author" RENAME "called" TO "name")"),
       run(Phase::expand, "author", R"(ALTER TABLE "author" ADD COLUMN "email" TEXT)"),
       run(Phase::expand, "author", R"(CREATE INDEX "author_by_name" ON "author" ("name"))"),
       run(Phase::expand, "book", R"(
CREATE TABLE "book" (
  "id" INTEGER PRIMARY KEY,
  "author" INTEGER NOT NULL REFERENCES "author" ("id") ON DELETE CASCADE,
  "title" TEXT NOT NULL
))"),
       run(Phase::contract, "setting", R"(DROP TABLE "setting")")},
      {none("")});
  catalog.set_head(id('4'));
}

struct Adopted : testing::Test {
  Database db;
  sqlite::Connection connection{db};
  TestCatalog catalog;
};

TEST_F(Adopted, AtTheRevisionThatItIsLikeThenToHead) {
  add_library(catalog, 4);
  db.execute(kByHand2);
  const Report report = adopt(connection, catalog.get());
  ASSERT_EQ(report.walked.size(), 3U);
  EXPECT_THAT(names(report), ElementsAre("0002_add_email", "0003_named", "0004_loan"));
  EXPECT_TRUE(report.walked[0].adopted);
  EXPECT_FALSE(report.walked[1].adopted);
  EXPECT_EQ(report.from, "base");
  EXPECT_EQ(report.to, id('4'));
  EXPECT_EQ(db.query("SELECT action, from_state, to_state, name FROM schemake_history LIMIT 1"),
            "adopt|base|" + id('2') + "|0002_add_email");
  EXPECT_EQ(db.query("SELECT name, email FROM author"), "Ada|a@b");
  EXPECT_EQ(db.query("SELECT title, author FROM book"), "Notes|1");
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
  EXPECT_TRUE(upgrade(connection, catalog.get()).walked.empty());
}

// SQLite takes "text" for a string while nothing has that name
// (https://sqlite.org/quirks.html#dblquote): a column that comes to have it must not change what
// the schema says.
constexpr const char* kQuoted[] = {
    R"(CREATE TABLE note (id INTEGER PRIMARY KEY, a TEXT CHECK (a <> "bad"), "b" TEXT,
                         g TEXT AS (a || "sfx")))",
    R"(CREATE INDEX note_lit ON note ("b", a, "lit" DESC) WHERE a = "lit")",
    R"(CREATE UNIQUE INDEX note_text ON note (a || "lit", "b" DESC))",
    R"(CREATE VIEW "lits" AS SELECT id, "b" FROM note WHERE a = "lit")",
    R"(CREATE TRIGGER note_new AFTER INSERT ON note WHEN new.a = "mark"
       BEGIN UPDATE note SET "b" = "lit" WHERE id = new.id; END)"};

// The same, as the catalog has it.
constexpr const char* kMeant = R"(
CREATE TABLE note (id INTEGER PRIMARY KEY, a TEXT CHECK (a <> 'bad'), b TEXT,
                   g TEXT AS (a || 'sfx'));
CREATE INDEX note_lit ON note (b, a, +'lit' DESC) WHERE a = 'lit';
CREATE UNIQUE INDEX note_text ON note (a || 'lit', b DESC);
CREATE VIEW lits AS SELECT id, b FROM note WHERE a = 'lit';
CREATE TRIGGER note_new AFTER INSERT ON note WHEN new.a = 'mark'
BEGIN UPDATE note SET b = 'lit' WHERE id = new.id; END)";

void add_quoted(TestCatalog& catalog) {
  catalog.revision("base", id('1'), "0001_start", {run(Phase::expand, "note", kMeant)}, {none("")});
}

TEST_F(Adopted, SaysStillWhatItSaidInDoubleQuotes) {
  add_quoted(catalog);
  catalog.revision(id('1'), id('2'), "0002_more",
                   {run(Phase::expand, "note", R"(ALTER TABLE note ADD COLUMN lit TEXT;
ALTER TABLE note ADD COLUMN bad TEXT;
ALTER TABLE note ADD COLUMN sfx TEXT;
ALTER TABLE note ADD COLUMN mark TEXT)")},
                   {none("")});
  for (const char* sql : kQuoted) db.execute(sql);
  db.execute("INSERT INTO note (a, b) VALUES ('lit', 'x'), ('y', 'z')");
  adopt(connection, catalog.get());
  EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(db.query("SELECT g FROM note"), "litsfx\nysfx");
  EXPECT_EQ(db.query("SELECT b FROM lits"), "x");
  db.execute("INSERT INTO note (a) VALUES ('mark')");
  EXPECT_EQ(db.query("SELECT b FROM note WHERE a = 'mark'"), "lit");
  EXPECT_EQ(sqlite3_exec(db, "INSERT INTO note (a) VALUES ('bad')", nullptr, nullptr, nullptr),
            SQLITE_CONSTRAINT);
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST(AdoptedByPath, SaysStillWhatItSaidInDoubleQuotes) {
  const TemporaryFolder folder;
  TestCatalog catalog;
  add_quoted(catalog);
  {
    Database db{folder.file("note.db")};
    for (const char* sql : kQuoted) db.execute(sql);
  }
  {
    sqlite::Connection connection{folder.file("note.db")};
    adopt(connection, catalog.get());
  }
  Database db{folder.file("note.db")};
  EXPECT_EQ(db.query("SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%\"lit\"%' OR "
                     "sql LIKE '%\"bad\"%' OR sql LIKE '%\"mark\"%' OR sql LIKE '%\"sfx\"%'"),
            "0");
}

TEST_F(Adopted, SaysWhereItMayNotWriteTheSchema) {
  add_quoted(catalog);
  for (const char* sql : kQuoted) db.execute(sql);
  const std::string before = db.query("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 's%'");
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  std::string said;
  Options options;
  options.log = [&](std::string_view line) { said += std::string(line) + '\n'; };
  adopt(connection, catalog.get(), options);
  EXPECT_THAT(said, HasSubstr("may not write the schema: a \"text\" in lits stays"));
  EXPECT_EQ(db.query("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 's%'"), before);
}

// Somebody may have removed what the schema brings; a later revision's rows come with it.
TEST_F(Adopted, TouchesNoRow) {
  catalog.edge(Kind::revision, "base", id('1'), "0001_start",
               {run(Phase::expand, "kind", "CREATE TABLE kind (id INTEGER PRIMARY KEY)"),
                run(Phase::expand, "kind", "INSERT INTO kind VALUES (1), (2)")},
               {run(Phase::contract, "kind", "DROP TABLE kind")});
  catalog.edge(Kind::revision, id('1'), id('2'), "0002_more",
               {run(Phase::expand, "kind", "INSERT INTO kind VALUES (3)")},
               {run(Phase::contract, "kind", "DELETE FROM kind WHERE id = 3")});
  catalog.set_head(id('2'));
  db.execute("CREATE TABLE kind (id INTEGER PRIMARY KEY); INSERT INTO kind VALUES (1), (9)");
  // Both revisions have this schema: the older one is taken.
  EXPECT_THAT(names(adopt(connection, catalog.get())), ElementsAre("0001_start", "0002_more"));
  EXPECT_EQ(db.query("SELECT group_concat(id) FROM kind"), "1,3,9");
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST_F(Adopted, ByThePolicyOfALaunch) {
  add_library(catalog, 4);
  db.execute(kByHand2);
  const Error refused = expect_error(Code::unmanaged, [&] { upgrade(connection, catalog.get()); });
  EXPECT_THAT(refused.what(), HasSubstr("Adopt it"));
  Options options;
  options.unmanaged = Unmanaged::adopt;
  options.launch = Launch::check;
  const std::string before = everything(db);
  const Error pending =
      expect_error(Code::pending, [&] { upgrade(connection, catalog.get(), options); });
  EXPECT_THAT(pending.what(), HasSubstr("the adoption at 0002_add_email, 0003_named"));
  EXPECT_EQ(everything(db), before);
  options.launch = Launch::apply;
  EXPECT_EQ(upgrade(connection, catalog.get(), options).walked.size(), 3U);
  EXPECT_TRUE(upgrade(connection, catalog.get(), options).walked.empty());
}

TEST_F(Adopted, ThePolicyMakesAnEmptyOrForeignDatabaseAfresh) {
  add_variant(catalog);
  db.execute("CREATE TABLE mine (x)");
  Options options;
  options.unmanaged = Unmanaged::adopt;
  const Report report = upgrade(connection, catalog.get(), options);
  ASSERT_EQ(report.walked.size(), 1U);
  EXPECT_FALSE(report.walked[0].adopted);
  EXPECT_EQ(db.query("SELECT count(*) FROM sqlite_schema WHERE name IN ('writer', 'setting')"),
            "0");
}

TEST_F(Adopted, AtHeadItIsOnlyStamped) {
  add_library(catalog, 4);
  db.execute(kHead);
  const std::string schema =
      db.query("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'schemake_%'");
  const Report report = adopt(connection, catalog.get());
  ASSERT_EQ(report.walked.size(), 1U);
  EXPECT_TRUE(report.walked[0].adopted);
  EXPECT_EQ(db.query("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'schemake_%'"), schema);
  EXPECT_EQ(status(connection, catalog.get()).applied.size(), 4U);
}

TEST_F(Adopted, ForeignObjectsAreNoObstacle) {
  add_library(catalog, 4);
  db.execute(kByHand2);
  db.execute(
      "CREATE TABLE mine (x); CREATE VIEW titles AS SELECT title FROM book;"
      "CREATE INDEX book_by_title ON book (title);"
      "CREATE TRIGGER noted AFTER INSERT ON book BEGIN INSERT INTO mine VALUES (new.id); END");
  EXPECT_EQ(adopt(connection, catalog.get()).walked.size(), 3U);
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
  EXPECT_EQ(db.query("SELECT count(*) FROM sqlite_schema WHERE name IN "
                     "('mine', 'titles', 'book_by_title', 'noted')"),
            "4");
}

TEST_F(Adopted, ASchemaOfTheFieldByItsOwnEdge) {
  add_variant(catalog);
  db.execute(kField);
  db.execute("INSERT INTO writer (called) VALUES ('Ada')");
  const Report report = adopt(connection, catalog.get());
  EXPECT_THAT(names(report), ElementsAre("field_1", "0002_add_email", "0003_named", "0004_loan"));
  EXPECT_EQ(db.query("SELECT action, to_state FROM schemake_history ORDER BY ordinal LIMIT 2"),
            "adopt|" + id('f') + "\nadopt|" + id('2'));
  EXPECT_EQ(db.query("SELECT name FROM author"), "Ada");
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
  const Status now = status(connection, catalog.get());
  EXPECT_EQ(now.applied.size(), 4U);
  EXPECT_EQ(now.history.front().name, "field_1");
}

TEST_F(Adopted, ASchemaOfTheFieldIsNeverMadeAfresh) {
  add_variant(catalog);
  EXPECT_THAT(names(upgrade(connection, catalog.get())), ElementsAre("0004_loan"));
  Database second;
  sqlite::Connection other(second);
  EXPECT_THAT(names(upgrade_to(other, catalog.get(), "2")),
              ElementsAre("0001_start", "0002_add_email"));
  expect_error(Code::unknown_target, [&] { upgrade_to(other, catalog.get(), "field_1"); });
}

TEST_F(Adopted, ASchemaOfTheFieldIsNotOverlookedWithoutThePolicy) {
  add_variant(catalog);
  db.execute(kField);  // none of its names is head's
  const Error error = expect_error(Code::unmanaged, [&] { upgrade(connection, catalog.get()); });
  EXPECT_THAT(error.what(), HasSubstr("writer"));
}

TEST_F(Adopted, WhatDiffersFromTheNearestIsNamed) {
  add_library(catalog, 4);
  db.execute(kByHand2);
  db.execute("ALTER TABLE author ADD COLUMN nick TEXT; DROP INDEX author_by_name");
  const std::string before = everything(db);
  const Error error = expect_error(Code::unmanaged, [&] { adopt(connection, catalog.get()); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("nearest is 0002_add_email (22222222)"),
                                  HasSubstr("column author.nick: not expected"),
                                  HasSubstr("index author_by_name: missing")));
  EXPECT_EQ(everything(db), before);
}

TEST_F(Adopted, ALaterTableOfTheCatalogsNameIsNotForeign) {
  add_library(catalog, 4);
  db.execute(kByHand2);
  db.execute("CREATE TABLE loan (something_else)");
  const std::string before = everything(db);
  const Error error = expect_error(Code::unmanaged, [&] { adopt(connection, catalog.get()); });
  EXPECT_THAT(error.what(), HasSubstr("loan"));
  EXPECT_EQ(everything(db), before);
}

TEST_F(Adopted, NothingToAdoptIsSaid) {
  add_library(catalog, 4);
  db.execute("CREATE TABLE mine (x)");
  const std::string before = everything(db);
  expect_error(Code::usage, [&] { adopt(connection, catalog.get()); });
  EXPECT_EQ(everything(db), before);
}

TEST_F(Adopted, ADatabaseWithAHistoryIsUpgraded) {
  TestCatalog old;
  add_library(old, 2);
  add_library(catalog, 4);
  upgrade(connection, old.get());
  EXPECT_THAT(names(adopt(connection, catalog.get())), ElementsAre("0003_named", "0004_loan"));
}

TEST_F(Adopted, AFailureLaterOnTakesTheStampBackToo) {
  add_library(catalog, 4);
  catalog.revision(id('4'), id('5'), "0005_bad", {run(Phase::data, "x", "SELECT nonsense")},
                   {none("")});
  db.execute(kByHand2);
  const std::string before = everything(db);
  expect_error(Code::statement, [&] { adopt(connection, catalog.get()); });
  EXPECT_EQ(everything(db), before);
}

TEST_F(Adopted, AmongStatesOfOneSchemaTheOldestIsTaken) {
  add_library(catalog, 2);
  catalog.revision(id('2'), id('3'), "0003_fill",
                   {run(Phase::data, "author", "UPDATE author SET email = 'none'")}, {none("")});
  db.execute(kByHand2);
  EXPECT_THAT(names(adopt(connection, catalog.get())), ElementsAre("0002_add_email", "0003_fill"));
  EXPECT_EQ(db.query("SELECT email FROM author"), "none");
}

TEST_F(Adopted, StatesOffTheWayToHeadAreCandidatesToo) {
  add_library(catalog, 1);
  catalog.revision(id('1'), id('a'), "0002_a", {run(Phase::expand, "a", "CREATE TABLE a (x)")},
                   {run(Phase::contract, "a", "DROP TABLE a")});
  catalog.revision(id('1'), id('b'), "0002_b", {run(Phase::expand, "b", "CREATE TABLE b (x)")},
                   {run(Phase::contract, "b", "DROP TABLE b")});
  catalog.revision(id('a'), id('c'), "0003_merge", {run(Phase::expand, "b", "CREATE TABLE b (x)")},
                   {run(Phase::contract, "b", "DROP TABLE b")});
  catalog.edge(Kind::merge, id('b'), id('c'), "0003_merge",
               {run(Phase::expand, "a", "CREATE TABLE a (x)")},
               {run(Phase::contract, "a", "DROP TABLE a")});
  db.execute(kStart);
  db.execute("CREATE TABLE b (x)");
  EXPECT_THAT(names(adopt(connection, catalog.get())), ElementsAre("0002_b", "0003_merge"));
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST_F(Adopted, TakingBackPassesItWithoutRowsAlone) {
  add_library(catalog, 4);
  db.execute(kByHand2);
  adopt(connection, catalog.get());
  Options options;
  options.accept_loss = {"*"};
  EXPECT_EQ(downgrade(connection, catalog.get(), "2", options).walked.size(), 2U);
  const std::string before = everything(db);
  for (const char* target : {"1", "base"}) {
    const Error error =
        expect_error(Code::loss, [&] { downgrade(connection, catalog.get(), target, options); });
    EXPECT_THAT(
        error.what(),
        HasSubstr("beyond where the database was adopted, and there are rows in author, book"));
    EXPECT_EQ(everything(db), before);
  }
  upgrade(connection, catalog.get());
  expect_error(Code::loss, [&] { downgrade(connection, catalog.get(), "1", options); });
  db.execute("DELETE FROM book; DELETE FROM author");
  downgrade(connection, catalog.get(), "1");
  // Passed once, it is a revision as any other.
  upgrade(connection, catalog.get());
  db.execute("INSERT INTO author (name) VALUES ('Ada')");
  downgrade(connection, catalog.get(), "1", options);
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST_F(Adopted, TakingBackPassesNoSchemaOfTheFieldEither) {
  add_variant(catalog);
  db.execute(kField);
  db.execute("INSERT INTO writer (called) VALUES ('Ada')");
  adopt(connection, catalog.get());
  EXPECT_EQ(downgrade(connection, catalog.get(), "2").walked.size(), 2U);
  Options options;
  options.accept_loss = {"*"};
  expect_error(Code::loss, [&] { downgrade(connection, catalog.get(), "-1", options); });
}

TEST_F(Adopted, WithATransactionPerEdge) {
  add_variant(catalog);
  db.execute(kField);
  Options options;
  options.transaction_per_edge = true;
  EXPECT_EQ(adopt(connection, catalog.get(), options).walked.size(), 4U);
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

// A thousand revisions of 50 tables: one that makes each, then 950 that add a column.
struct WideCatalog {
  static constexpr int kTables = 50, kRevisions = 1000;
  WideCatalog() {
    for (int i = 1; i <= kRevisions; ++i) {
      const std::string table = "t" + std::to_string(i % kTables);
      const std::string column = "c" + std::to_string(i);
      const std::string up = i <= kTables
                                 ? "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY)"
                                 : "ALTER TABLE " + table + " ADD COLUMN " + column + " TEXT";
      const std::string down =
          i <= kTables ? "DROP TABLE " + table : "ALTER TABLE " + table + " DROP COLUMN " + column;
      catalog.revision(i == 1 ? "base" : state(i - 1), state(i), keep(std::to_string(i)),
                       {run(Phase::expand, "t", keep(up))},
                       {run(Phase::contract, "t", keep(down))});
      steps.push_back(up);
    }
  }
  static std::string state(int number) {
    const std::string digits = std::to_string(number);
    return digits + std::string(64 - digits.size(), 'a');
  }
  const char* keep(const std::string& text) { return texts.emplace_back(text).c_str(); }
  std::deque<std::string> texts;
  std::vector<std::string> steps;
  TestCatalog catalog;
};

TEST_F(Adopted, AThousandRevisionsAreBuiltOnceOrTwice) {
  WideCatalog wide;
  for (std::size_t i = 0; i < 990; ++i) db.execute(wide.steps[i]);
  const Report report = adopt(connection, wide.catalog.get());
  EXPECT_EQ(report.walked.front().to, WideCatalog::state(990));
  EXPECT_EQ(report.walked.size(), 11U);
  db.execute("DROP TABLE schemake_history; DROP TABLE schemake_step; ALTER TABLE t7 ADD COLUMN x");
  const Error error = expect_error(Code::unmanaged, [&] { adopt(connection, wide.catalog.get()); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("nearest is 1000 ("), HasSubstr("column t7.x")));
}

TEST(AdoptedByMany, OneOfManyProcessesAdopts) {
  TemporaryFolder folder;
  const std::string path = folder.file("a.db");
  {
    Database db(path);
    db.execute(kField);
  }
  constexpr int kProcesses = 8;
  std::vector<Process> processes;
  for (int i = 0; i < kProcesses; ++i) {
    processes.emplace_back([&path] {
      TestCatalog catalog;
      add_variant(catalog);
      sqlite::Connection connection(path);
      adopt(connection, catalog.get());
      return 0;
    });
  }
  for (Process& process : processes) EXPECT_EQ(process.wait(), 0);
  Database db(path);
  EXPECT_EQ(db.query("SELECT count(*) FROM schemake_history"), "4");
}

}  // namespace
}  // namespace schemake::test
