#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

namespace schemake::test {
namespace {

using edge_v1::Kind;
using testing::ElementsAre;
using testing::HasSubstr;

Options accept(std::vector<std::string> names) {
  Options options;
  options.accept_loss = std::move(names);
  return options;
}

// The names that lead back from where the database stands, nearest base first.
std::vector<std::string> applied(Connection& connection, const Catalog& catalog) {
  std::vector<std::string> names;
  for (const Revision& revision : status(connection, catalog).applied)
    names.push_back(revision.name);
  return names;
}

TEST(Downgrade, UndoesOneRevisionAfterAFreshCreate) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  EXPECT_THAT(applied(connection, catalog.get()),
              ElementsAre("0001_start", "0002_add_email", "0003_named", "0004_loan"));
  EXPECT_THAT(names(downgrade(connection, catalog.get(), "-1")), ElementsAre("-0004_loan"));
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
  EXPECT_THAT(names(downgrade(connection, catalog.get(), "base")),
              ElementsAre("-0003_named", "-0002_add_email", "-0001_start"));
  EXPECT_EQ(db.query("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' "
                     "AND name NOT LIKE 'schemake_%'"),
            "");
  EXPECT_EQ(db.query("SELECT count(*) FROM schemake_step"), "0");
  upgrade(connection, catalog.get());
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

// It shows what the index of another table holds, which is gone before it.
TEST(Downgrade, ToBaseDropsAVocabularyAfterItsTable) {
  for (const std::string fts : {"fts4", "fts5"}) {
    const std::string words = fts == "fts4" ? "fts4aux(note)" : "fts5vocab('note', 'row')";
    const std::string create = "CREATE VIRTUAL TABLE note USING " + fts + "(body);" +
                               "CREATE VIRTUAL TABLE note_words USING " + words;
    TestCatalog catalog;
    catalog.revision("base", id('1'), "0001_start", {run(Phase::expand, "note", create.c_str())},
                     {run(Phase::contract, "note", "DROP TABLE main.\"note\""),
                      run(Phase::contract, "note_words", "DROP TABLE main.\"note_words\"")});
    Database db;
    sqlite::Connection connection(db);
    upgrade(connection, catalog.get());
    EXPECT_THAT(names(downgrade(connection, catalog.get(), "base")), ElementsAre("-0001_start"));
    EXPECT_EQ(db.query("SELECT name FROM sqlite_schema WHERE name LIKE 'note%'"), "");
  }
}

// What another table holds is not lost with an index over it, which is made anew from there.
TEST(Downgrade, ChangesAnIndexOverOtherRowsWithoutALoss) {
  for (const std::string fts : {"fts4", "fts5"}) {
    const std::string index = "CREATE VIRTUAL TABLE found USING " + fts + "(title, content='book'";
    const std::string fill = "; INSERT INTO found(found) VALUES ('rebuild');";
    const std::string plain = index + ")" + fill, prefixed = index + ", prefix='2')" + fill;
    const std::string start = "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT);" + plain;
    constexpr const char* kDrop = "DROP TABLE main.\"found\";";
    TestCatalog catalog;
    catalog.revision("base", id('1'), "0001_start", {run(Phase::expand, "book", start.c_str())},
                     {run(Phase::contract, "found", kDrop),
                      run(Phase::contract, "book", "DROP TABLE main.\"book\";")});
    catalog.revision(
        id('1'), id('2'), "0002_prefix",
        {run(Phase::expand, "found", kDrop), run(Phase::expand, "found", prefixed.c_str())},
        {run(Phase::expand, "found", kDrop), run(Phase::expand, "found", plain.c_str())});
    const TemporaryFolder folder;
    Database db(folder.file("library.db"));
    sqlite::Connection connection(db);
    upgrade_to(connection, catalog.get(), "1");
    db.execute("INSERT INTO book VALUES (1, 'Emma')" + fill);
    Options options;
    options.backup = Backup::before_loss;
    EXPECT_EQ(upgrade(connection, catalog.get(), options).backup, "") << fts;
    EXPECT_THAT(names(downgrade(connection, catalog.get(), "1")), ElementsAre("-0002_prefix"));
    EXPECT_EQ(db.query("SELECT rowid FROM found WHERE found MATCH 'emma'"), "1");
  }
}

// An index without the texts is all that there is of them.
TEST(Downgrade, DroppingAnIndexOfWhatIsStoredNowhereIsALoss) {
  for (const char* content : {"content=''", "content=\"\"", "tokenize='ascii'", "content"}) {
    const std::string create =
        "CREATE VIRTUAL TABLE found USING fts5(title, " + std::string(content) + ")";
    TestCatalog catalog;
    add_library(catalog, 1);
    catalog.revision(id('1'), id('2'), "0002_found", {run(Phase::expand, "found", create.c_str())},
                     {run(Phase::contract, "found", "DROP TABLE main.\"found\"")});
    Database db;
    sqlite::Connection connection(db);
    upgrade(connection, catalog.get());
    db.execute("INSERT INTO found(rowid, title) VALUES (1, 'Emma')");
    const Error error =
        expect_error(Code::loss, [&] { downgrade(connection, catalog.get(), "1"); });
    EXPECT_THAT(error.what(), HasSubstr("would lose the values of found")) << content;
  }
}

// A table of a later revision is not somebody else's: the next upgrade would stumble over it.
TEST(Downgrade, VerifySeesATableThatOnlyALaterRevisionMakes) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "3");
  db.execute("CREATE TABLE loan (a); CREATE TABLE of_another (a)");
  const std::vector<Difference> found = verify(connection, catalog.get());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found.front().what, ::testing::HasSubstr("table loan: not expected"));
}

TEST(Downgrade, ToARevisionByNameNumberOrId) {
  TestCatalog catalog;
  add_library(catalog, 4);
  for (const char* target : {"0002_add_email", "2", "add_email", "2222", "-2"}) {
    Database db;
    sqlite::Connection connection(db);
    upgrade(connection, catalog.get());
    EXPECT_THAT(names(downgrade(connection, catalog.get(), target)),
                ElementsAre("-0004_loan", "-0003_named"));
    EXPECT_TRUE(downgrade(connection, catalog.get(), "2").walked.empty());
  }
}

TEST(Downgrade, RefusesATargetThatWasNotWalked) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "2");
  expect_error(Code::no_path, [&] { downgrade(connection, catalog.get(), "3"); });
  const Error far =
      expect_error(Code::unknown_target, [&] { downgrade(connection, catalog.get(), "-3"); });
  EXPECT_STREQ(far.what(), "there is no -3: 2 revisions are there to be taken back; use base");
  expect_error(Code::unknown_target, [&] { downgrade(connection, catalog.get(), "nothing"); });
  expect_error(Code::usage, [&] { downgrade(connection, catalog.get(), "-0"); });
  downgrade(connection, catalog.get(), "base");
  const Error none =
      expect_error(Code::unknown_target, [&] { downgrade(connection, catalog.get(), "-1"); });
  EXPECT_STREQ(none.what(), "there is no -1: no revision is there to be taken back");
  upgrade_to(connection, catalog.get(), "3");
  const Error ahead =
      expect_error(Code::unknown_target, [&] { upgrade_to(connection, catalog.get(), "+2"); });
  EXPECT_STREQ(ahead.what(), "there is no +2: 1 revision is pending; use head");
}

TEST(Downgrade, ValuesAreLostByNameAlone) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  db.execute("INSERT INTO author (name, email) VALUES ('Ada', 'ada@engine')");
  const std::string before = everything(db);
  const Error error = expect_error(Code::loss, [&] { downgrade(connection, catalog.get(), "1"); });
  EXPECT_THAT(error.what(), HasSubstr("author.email"));
  EXPECT_THAT(error.what(), Not(HasSubstr("loan")));  // holds no row
  EXPECT_EQ(everything(db), before);
  expect_error(Code::loss,
               [&] { downgrade(connection, catalog.get(), "1", accept({"author.name"})); });
  EXPECT_THAT(names(downgrade(connection, catalog.get(), "1", accept({"author.email"}))),
              ElementsAre("-0004_loan", "-0003_named", "-0002_add_email"));
  EXPECT_EQ(db.query("SELECT * FROM author"), "1|Ada");
}

TEST(Downgrade, BaseIsNeverReachedWhileATableHoldsRows) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  db.execute("INSERT INTO author (name) VALUES ('Ada')");
  const std::string before = everything(db);
  for (const std::vector<std::string>& names : {std::vector<std::string>{}, {"*"}, {"author"}}) {
    const Error error = expect_error(
        Code::loss, [&] { downgrade(connection, catalog.get(), "base", accept(names)); });
    EXPECT_THAT(error.what(), HasSubstr("rows in author: these are never thrown away"));
    EXPECT_EQ(everything(db), before);
  }
  downgrade(connection, catalog.get(), "1", accept({"*"}));
  Options test = accept({"*"});
  test.rows_may_go = true;
  EXPECT_EQ(downgrade(connection, catalog.get(), "base", test).walked.size(), 1U);
  upgrade(connection, catalog.get());
  db.execute("INSERT INTO author (name) VALUES ('Ada'); DELETE FROM author");
  EXPECT_EQ(downgrade(connection, catalog.get(), "base").walked.size(), 4U);
}

TEST(Downgrade, RowsOfTheSchemaItselfAreTakenBackWithIt) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_kind",
                   {run(Phase::expand, "kind", "CREATE TABLE kind (id INTEGER PRIMARY KEY)"),
                    run(Phase::data, "kind", "INSERT INTO kind VALUES (1), (2)")},
                   {run(Phase::data, "kind", "DELETE FROM kind WHERE id IN (1, 2)"),
                    run(Phase::contract, "kind", "DROP TABLE kind")});
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  EXPECT_EQ(downgrade(connection, catalog.get(), "base").walked.size(), 1U);
}

TEST(Downgrade, ATableCoversItsColumns) {
  TestCatalog catalog;
  add_library(catalog, 2);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  db.execute("INSERT INTO author (name) VALUES ('Ada')");
  downgrade(connection, catalog.get(), "1", accept({"author"}));
}

TEST(Downgrade, WhatCannotBeTakenBackIsSaidBeforeAnythingIsUndone) {
  TestCatalog catalog;
  add_library(catalog, 3);
  catalog.revision(id('3'), id('5'), "0005_merge_names", {none("")}, {none("")}).irreversible =
      "the names were put together";
  catalog.revision(id('5'), id('6'), "0006_more", {run(Phase::expand, "m", "CREATE TABLE m (x)")},
                   {run(Phase::contract, "m", "DROP TABLE m")});
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  const std::string before = everything(db);
  const Error error =
      expect_error(Code::irreversible, [&] { downgrade(connection, catalog.get(), "base"); });
  EXPECT_THAT(error.what(), HasSubstr("the names were put together"));
  EXPECT_EQ(error.revision(), "0005_merge_names");
  EXPECT_EQ(everything(db), before);
  EXPECT_EQ(db.query("SELECT verb, reason FROM schemake_step WHERE name = '0005_merge_names'"),
            "irreversible|the names were put together");
}

TEST(History, IsAppendedToAndNeverChanged) {
  TestCatalog catalog;
  add_library(catalog, 2);
  catalog.release("1.0", id('2'));
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  downgrade(connection, catalog.get(), "-1");
  upgrade(connection, catalog.get());
  const std::vector<HistoryRow> rows = status(connection, catalog.get()).history;
  ASSERT_EQ(rows.size(), 4U);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].order, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(rows[i].action, i == 2 ? "downgrade" : "upgrade");
    EXPECT_EQ(rows[i].name, i == 0 ? "0001_start" : "0002_add_email");
    EXPECT_EQ(rows[i].release, "1.0");
    EXPECT_THAT(rows[i].applied_at, testing::MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]*Z"));
  }
  EXPECT_EQ(rows[2].from, id('2'));
  EXPECT_EQ(rows[2].to, id('1'));
}

// The database walked it as a draft; the id is that of the revision which it was sealed as.
TEST(History, ADraftThatWasSealedSinceIsCalledByItsName) {
  const auto add_second = [](TestCatalog& catalog, const char* name, bool draft) {
    add_library(catalog, 1);
    catalog
        .revision(id('1'), id('2'), name,
                  {run(Phase::expand, "author", "ALTER TABLE main.author ADD COLUMN nick TEXT")},
                  {run(Phase::contract, "author", "ALTER TABLE main.author DROP COLUMN nick")})
        .draft = draft;
  };
  TestCatalog working, sealed;
  add_second(working, "draft", true);
  working.walk_drafts();
  add_second(sealed, "0002_add_nick", false);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, working.get());
  EXPECT_EQ(status(connection, working.get()).history.back().name, "draft");
  const Status now = status(connection, sealed.get());
  EXPECT_EQ(now.history.back().name, "0002_add_nick");
  EXPECT_FALSE(now.history.back().draft);
  EXPECT_EQ(now.applied.back().name, "0002_add_nick");
  const Report report = downgrade(connection, sealed.get(), "-1");
  EXPECT_THAT(names(report), ElementsAre("-0002_add_nick"));
}

TEST(History, AnUndoWithNothingToDoIsWrittenOut) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_data", {run(Phase::expand, "a", "CREATE TABLE a (x)")},
                   {none("the table is kept")});
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  EXPECT_EQ(db.query("SELECT verb, reason FROM schemake_step"), "none|the table is kept");
}

TEST(Chain, ABridgeReplacesTheUndoOfItsFrom) {
  TestCatalog first, second;
  add_library(first, 1);
  first
      .revision(id('1'), id('d'), "draft",
                {run(Phase::expand, "author", "ALTER TABLE main.author ADD COLUMN nick TEXT")},
                {run(Phase::contract, "author", "ALTER TABLE main.author DROP COLUMN nick")})
      .draft = true;
  first.walk_drafts();
  add_library(second, 1);
  second
      .edge(Kind::bridge, id('d'), id('e'), "draft",
            {run(Phase::expand, "author", "ALTER TABLE main.author RENAME COLUMN nick TO alias")},
            {run(Phase::expand, "author", "ALTER TABLE main.author RENAME COLUMN alias TO nick")})
      .draft = true;
  second
      .revision(id('1'), id('e'), "draft",
                {run(Phase::expand, "author", "ALTER TABLE main.author ADD COLUMN alias TEXT")},
                {run(Phase::contract, "author", "ALTER TABLE main.author DROP COLUMN alias")})
      .draft = true;
  second.walk_drafts();
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, first.get());
  db.execute("INSERT INTO author (name, nick) VALUES ('Ada', 'A')");
  EXPECT_THAT(names(upgrade(connection, second.get())), ElementsAre("draft"));
  EXPECT_EQ(db.query("SELECT name, alias FROM author"), "Ada|A");
  EXPECT_EQ(db.query("SELECT count(*) FROM schemake_step WHERE revision = '" + id('d') + "'"), "0");
  EXPECT_THAT(names(downgrade(connection, second.get(), "-1", accept({"author.alias"}))),
              ElementsAre("-draft"));
  EXPECT_TRUE(verify(connection, second.get()).empty());
}

TEST(Chain, AMergeLeadsBackToTheParentThatWasWalked) {
  TestCatalog catalog;
  const auto table = [](const char* create) { return run(Phase::expand, "t", create); };
  catalog.revision("base", id('1'), "0001_start", {table("CREATE TABLE s (x)")},
                   {table("DROP TABLE s")});
  catalog.revision(id('1'), id('a'), "0002_a", {table("CREATE TABLE a (x)")},
                   {table("DROP TABLE a")});
  catalog.revision(id('1'), id('b'), "0002_b", {table("CREATE TABLE b (x)")},
                   {table("DROP TABLE b")});
  catalog.edge(Kind::merge, id('b'), id('c'), "0003_merge", {table("CREATE TABLE a (x)")},
               {table("DROP TABLE a")});
  catalog.revision(id('a'), id('c'), "0003_merge", {table("CREATE TABLE b (x)")},
                   {table("DROP TABLE b")});
  for (const char parent : {'a', 'b'}) {
    Database db;
    sqlite::Connection connection(db);
    upgrade_to(connection, catalog.get(), std::string("0002_") + parent);
    upgrade(connection, catalog.get());
    EXPECT_TRUE(verify(connection, catalog.get()).empty());
    EXPECT_EQ(downgrade(connection, catalog.get(), "-1").to, id(parent));
    EXPECT_TRUE(verify(connection, catalog.get()).empty());
  }
}

TEST(Chain, ASquashLeadsBackRevisionByRevisionWhereTheyAreKnown) {
  TestCatalog catalog;
  add_library(catalog, 3);
  catalog.edge(Kind::squash, id('1'), id('3'), "0003_named",
               {run(Phase::expand, "author", "ALTER TABLE main.author ADD COLUMN email TEXT"),
                rebuild(Phase::contract, "author", "id\nname\nemail", kRebuildUp)},
               {none("")});
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "1");
  EXPECT_EQ(upgrade(connection, catalog.get()).walked.size(), 1U);
  EXPECT_THAT(applied(connection, catalog.get()),
              ElementsAre("0001_start", "0002_add_email", "0003_named"));
  EXPECT_EQ(downgrade(connection, catalog.get(), "-1").to, id('2'));
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST(Stamp, WritesTheHistoryAloneAndWhatLeadsBack) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  db.execute(kHead);
  const std::string before =
      db.query("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'schemake_%'");
  const Report report = stamp(connection, catalog.get(), "head");
  EXPECT_EQ(report.from, "base");
  EXPECT_EQ(report.to, id('4'));
  EXPECT_EQ(db.query("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'schemake_%'"), before);
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
  EXPECT_TRUE(upgrade(connection, catalog.get()).walked.empty());
  EXPECT_THAT(names(downgrade(connection, catalog.get(), "-1")), ElementsAre("-0004_loan"));
  stamp(connection, catalog.get(), "base");
  EXPECT_EQ(status(connection, catalog.get()).current.id, "base");
  EXPECT_EQ(db.query("SELECT count(*) FROM schemake_step"), "0");
  expect_error(Code::unknown_target, [&] { stamp(connection, catalog.get(), "nothing"); });
}

TEST(Plan, SaysWhatWouldRun) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "2");
  const std::string before = everything(db);
  const std::vector<PlannedStep> up = plan(connection, catalog.get());
  ASSERT_EQ(up.size(), 3U);
  EXPECT_EQ(up[0].revision, "0003_named");
  EXPECT_EQ(up[0].verb, edge_v1::Verb::guard);
  EXPECT_EQ(up[1].sql, kRebuildUp);
  EXPECT_EQ(up[2].object, "loan");
  for (const char* target : {"-1", "1"}) {
    const std::vector<PlannedStep> down = plan(connection, catalog.get(), target);
    ASSERT_EQ(down.size(), 1U);
    EXPECT_THAT(down[0].sql, HasSubstr("DROP COLUMN"));
  }
  EXPECT_EQ(plan(connection, catalog.get(), "base").size(), 2U);
  EXPECT_EQ(plan(connection, catalog.get(), "+1").size(), 2U);
  EXPECT_EQ(everything(db), before);
}

TEST(Verify, NamesWhatDiffersAndLeavesOutWhatIsForeign) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  db.execute("CREATE TABLE mine (x); CREATE VIEW view_of_mine AS SELECT * FROM mine");
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
  db.execute("ALTER TABLE author ADD COLUMN nick TEXT; DROP INDEX author_by_name; DROP TABLE loan");
  std::string what;
  for (const Difference& difference : verify(connection, catalog.get()))
    what += difference.what + "\n";
  for (const char* name : {"nick", "author_by_name", "loan"}) EXPECT_THAT(what, HasSubstr(name));
  EXPECT_THAT(what, Not(HasSubstr("mine")));
}

TEST(Verify, OfAStateThatTheCatalogLacksIsRefused) {
  TestCatalog newer, older;
  add_library(newer, 3);
  add_library(older, 2);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, newer.get());
  expect_error(Code::ahead, [&] { verify(connection, older.get()); });
}

}  // namespace
}  // namespace schemake::test
