#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"

// Virtual tables that change keep their rows; an index over another table's rows agrees with them,
// whatever becomes of those.

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

void set_virtual(Schema& schema, const std::string& name, const std::string& module,
                 const std::string& arguments) {
  schema.virtual_tables[name] = {name, module, arguments};
}

Schema with_virtual(const std::string& name, const std::string& module,
                    const std::string& arguments) {
  Schema schema = library();
  set_virtual(schema, name, module, arguments);
  return schema;
}

std::vector<std::string> loss_words(const Schema& before, const Schema& after,
                                    const Hints& hints = {}) {
  std::vector<std::string> words;
  for (const Loss& loss : losses(before, diff(before, after, hints))) {
    words.push_back(spell(loss.object) + ": " + loss.what);
  }
  return words;
}

struct Virtual {
  const char* name;
  const char* module;
  const char* before;
  const char* after;
  const char* insert;
  const char* query;
  std::vector<std::string> rows;  // what it gives after the upgrade, and after the downgrade
  std::vector<std::string> rows_back;
};
void PrintTo(const Virtual& one, std::ostream* out) { *out << one.name; }

class VirtualTables : public ::testing::TestWithParam<Virtual> {};

TEST_P(VirtualTables, KeepTheirRowsUpAndDown) {
  const Virtual& one = GetParam();
  const Schema before = with_virtual("search", one.module, one.before);
  const Schema after = with_virtual("search", one.module, one.after);
  const Plan edge = plan(before, after);
  SCOPED_TRACE(listing(edge));
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(one.insert);
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(what_differs(fresh(after), engine.fingerprint()), ElementsAre());
  EXPECT_EQ(engine.rows(one.query), one.rows);
  ASSERT_EQ(engine.walk(edge.downgrade), "");
  EXPECT_THAT(what_differs(fresh(before), engine.fingerprint()), ElementsAre());
  EXPECT_EQ(engine.rows(one.query), one.rows_back);
}

INSTANTIATE_TEST_SUITE_P(
    Modules, VirtualTables,
    ::testing::Values(
        Virtual{"Fts5Column",
                "fts5",
                "title, body",
                "title, body, author",
                "INSERT INTO search(rowid, title, body) VALUES (7, 'a b', 'c'), (3, 'd', NULL)",
                "SELECT rowid, title, body FROM search WHERE search MATCH 'b OR d' ORDER BY 1",
                {"3|d|NULL", "7|a b|c"},
                {"3|d|NULL", "7|a b|c"}},
        Virtual{"Fts5DroppedColumn",
                "fts5",
                "title, body",
                "title",
                "INSERT INTO search(rowid, title, body) VALUES (7, 'a', 'c')",
                "SELECT rowid, * FROM search",
                {"7|a"},
                {"7|a|NULL"}},
        Virtual{"Fts5Tokenizer",
                "fts5",
                "title, tokenize = 'unicode61'",
                "title, tokenize = 'porter'",
                "INSERT INTO search(rowid, title) VALUES (5, 'running')",
                "SELECT rowid FROM search WHERE search MATCH 'run'",
                {"5"},
                {}},
        Virtual{"Fts5Unindexed",
                "fts5",
                "title, \"the body\"",
                "title, \"the body\" UNINDEXED",
                "INSERT INTO search VALUES ('a', 'b')",
                "SELECT \"the body\" FROM search",
                {"b"},
                {"b"}},
        Virtual{"Fts4",
                "fts4",
                "title, body",
                "title, body, notindexed=body",
                "INSERT INTO search(docid, title, body) VALUES (7, 'a', 'b')",
                "SELECT docid, title, body FROM search",
                {"7|a|b"},
                {"7|a|b"}},
        Virtual{"Fts3OfOneUnnamedColumn",
                "fts3",
                "",
                "content, more",
                "INSERT INTO search(docid, content) VALUES (7, 'a')",
                "SELECT docid, content FROM search",
                {"7|a"},
                {"7|a"}},
        Virtual{"RTree",
                "rtree",
                "id, x0, x1",
                "id, x0, x1, y0, y1, +note TEXT",
                "INSERT INTO search VALUES (7, 1, 2)",
                "SELECT id, x0, x1 FROM search",
                {"7|1.0|2.0"},
                {"7|1.0|2.0"}},
        Virtual{"RTreeWithAnotherNumber",
                "rtree",
                "id, x0, x1",
                "number, x0, x1",
                "INSERT INTO search VALUES (7, 1, 2)",
                "SELECT rowid, x0, x1 FROM search",
                {"7|1.0|2.0"},
                {"7|1.0|2.0"}}),
    [](const auto& info) { return info.param.name; });

TEST(VirtualTable, KeepsItsRowsWhenRenamedAndChangedAtOnce) {
  const Schema before = with_virtual("search", "fts5", "title");
  Schema after = with_virtual("find", "fts5", "title, body");
  Hints hints;
  hints.renamed_from[{Kind::virtual_table, "", "find"}] = "search";
  const Plan edge = plan(before, after, hints);
  SCOPED_TRACE(listing(edge));
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO search(rowid, title) VALUES (4, 'a')");
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(what_differs(fresh(after), engine.fingerprint()), ElementsAre());
  EXPECT_THAT(engine.rows("SELECT rowid, title FROM find WHERE find MATCH 'a'"),
              ElementsAre("4|a"));
  ASSERT_EQ(engine.walk(edge.downgrade), "");
  EXPECT_THAT(engine.rows("SELECT rowid, title FROM search"), ElementsAre("4|a"));
}

TEST(VirtualTable, SwapsItsNameWithATable) {
  Schema before = with_virtual("search", "fts5", "title");
  Schema after = library();
  Hints hints;
  rename_table(after, hints, "book", "search");
  set_virtual(after, "book", "fts5", "title");
  hints.renamed_from[{Kind::virtual_table, "", "book"}] = "search";
  const Plan edge = plan(before, after, hints);
  SCOPED_TRACE(listing(edge));
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(kLibraryRows);
  engine.run("INSERT INTO search(rowid, title) VALUES (4, 'z')");
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(what_differs(fresh(after), engine.fingerprint()), ElementsAre());
  EXPECT_THAT(engine.rows("SELECT title FROM book"), ElementsAre("z"));
  EXPECT_THAT(engine.rows("SELECT title FROM search"), ElementsAre("A", "B"));
}

// Views and triggers of anybody that name the table do not stand in the way, and stay.
TEST(VirtualTable, WhatMentionsItSurvives) {
  const Schema before = with_virtual("search", "fts5", "title");
  const Schema after = with_virtual("search", "fts5", "title, body");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(
      "CREATE VIEW foreign_view AS SELECT title FROM search;"
      "CREATE TRIGGER foreign_trigger AFTER INSERT ON book BEGIN"
      " INSERT INTO search(title) VALUES (new.title); END;");
  ASSERT_EQ(engine.walk(plan(before, after).upgrade), "");
  engine.run(kLibraryRows);
  EXPECT_THAT(engine.rows("SELECT title FROM foreign_view"), ElementsAre("A", "B"));
}

// A table with an index over its text, kept in step by triggers, as FTS5's documentation has it.
Schema indexed_library() {
  Schema schema = library();
  set_virtual(schema, "found", "fts5", "title, content = 'book', content_rowid = 'id'");
  add_trigger(schema, "book", "found_new",
              "INSERT INTO found(rowid, title) VALUES (new.id, new.title);");
  add_trigger(schema, "book", "found_gone",
              "INSERT INTO found(found, rowid, title) VALUES ('delete', old.id, old.title);")
      .event = Trigger::Event::remove;
  return schema;
}

class Indexed : public ::testing::Test {
 protected:
  Indexed() {
    EXPECT_EQ(engine_.walk(plan({}, before_).upgrade), "");
    engine_.run(kLibraryRows);
    engine_.run("INSERT INTO book(id, author, title) VALUES (77, 1, 'gone')");
    engine_.run("DELETE FROM book WHERE id = 77");
  }

  // Up, down, and the index is right each time; and again with rows that come afterwards.
  void walk(const Schema& after, const Hints& hints = {}) {
    const Plan edge = plan(before_, after, hints);
    SCOPED_TRACE(listing(edge));
    ASSERT_EQ(engine_.walk(edge.upgrade), "");
    EXPECT_THAT(what_differs(fresh(after), engine_.fingerprint()), ElementsAre());
    check();
    engine_.run("INSERT INTO book(id, author, title) VALUES (9, 1, 'afterwards')");
    check();
    EXPECT_THAT(engine_.rows("SELECT rowid FROM found WHERE found MATCH 'afterwards'"),
                ElementsAre("9"));
    ASSERT_EQ(engine_.walk(edge.downgrade), "");
    EXPECT_THAT(what_differs(fresh(before_), engine_.fingerprint()), ElementsAre());
    check();
  }
  void check() { engine_.run("INSERT INTO found(found, rank) VALUES ('integrity-check', 1)"); }

  Schema before_ = indexed_library();
  Engine engine_;
};

TEST_F(Indexed, SurvivesARebuildOfItsContent) {
  Schema after = before_;
  add_check(after, "book", "titled", "title <> 'x'");
  walk(after);
}

TEST_F(Indexed, IsMadeAnewWhereABackfillChangesItsText) {
  Schema nullable = before_;
  column(nullable, "book", "title").nullable = true;
  ASSERT_EQ(engine_.walk(plan(before_, nullable).upgrade), "");
  const Schema after = std::exchange(before_, nullable);
  Hints hints;
  backfill(hints, "book", "title", "'new ' || coalesce(title, '')");
  walk(after, hints);
  EXPECT_THAT(engine_.rows("SELECT rowid FROM found WHERE found MATCH 'new'"),
              ElementsAre("1", "2"));
}

TEST_F(Indexed, IsMadeAnewWhereAnotherColumnTakesTheName) {
  Schema two = before_;
  add_column(two, "book", "subtitle").nullable = true;
  ASSERT_EQ(engine_.walk(plan(before_, two).upgrade), "");
  engine_.run("UPDATE book SET subtitle = 'below ' || title");
  Schema after = two;
  Hints hints;
  drop_column(after, "book", "title");
  rename_column(after, hints, "book", "subtitle", "title");
  ASSERT_EQ(engine_.walk(plan(two, after, hints).upgrade), "");
  check();
  EXPECT_THAT(engine_.rows("SELECT rowid FROM found WHERE found MATCH 'below'"),
              ElementsAre("1", "2"));
}

TEST_F(Indexed, IsMadeAnewWhereAnotherTableTakesTheName) {
  Schema two = before_;
  add_table(two, "paper");
  add_column(two, "paper", "title");
  ASSERT_EQ(engine_.walk(plan(before_, two).upgrade), "");
  engine_.run("INSERT INTO paper (id, title) VALUES (5, 'thin')");
  Schema after = two;
  Hints hints;
  after.tables.erase("book");
  rename_table(after, hints, "paper", "book");
  ASSERT_EQ(engine_.walk(plan(two, after, hints).upgrade), "");
  check();
  EXPECT_THAT(engine_.rows("SELECT rowid FROM found WHERE found MATCH 'thin'"), ElementsAre("5"));
}

TEST_F(Indexed, IsMadeAnewWhereANewTableTakesTheName) {
  Schema after = before_;
  Hints hints;
  const TableSchema book = after.tables.at("book");
  rename_table(after, hints, "book", "volume");
  after.tables["book"] = book;
  after.triggers.clear();
  ASSERT_EQ(engine_.walk(plan(before_, after, hints).upgrade), "");
  check();
}

TEST_F(Indexed, FollowsAColumnThatItsTableGains) {
  Schema after = before_;
  Hints hints;
  add_column(after, "book", "summary").nullable = true;
  backfill(hints, "book", "summary", "'about ' || title");
  after.virtual_tables["found"].arguments =
      "title, summary, content = 'book', content_rowid = 'id'";
  after.triggers["found_gone"].sql = DialectText(
      "INSERT INTO found(found, rowid, title, summary)"
      " VALUES ('delete', old.id, old.title, old.summary);");
  after.triggers["found_new"].sql = DialectText(
      "INSERT INTO found(rowid, title, summary)"
      " VALUES (new.id, new.title, new.summary);");
  const Plan edge = plan(before_, after, hints);
  ASSERT_EQ(engine_.walk(edge.upgrade), "");
  EXPECT_THAT(engine_.rows("SELECT rowid FROM found WHERE found MATCH 'summary: about'"),
              ElementsAre("1", "2"));
}

TEST_F(Indexed, FollowsItsTableToAnotherName) {
  Schema after = library();
  Hints hints;
  rename_table(after, hints, "book", "volume");
  set_virtual(after, "found", "fts5", "title, content = 'volume', content_rowid = 'id'");
  const Plan edge = plan(before_, after, hints);
  SCOPED_TRACE(listing(edge));
  ASSERT_EQ(engine_.walk(edge.upgrade), "");
  check();
  EXPECT_THAT(engine_.rows("SELECT rowid FROM found WHERE found MATCH 'a'"), ElementsAre("1"));
  EXPECT_THAT(loss_words(before_, after, hints), ElementsAre());
}

TEST(VirtualTable, AnIndexOverRowsThatAreThereIsFilled) {
  Schema after = library();
  set_virtual(after, "found", "fts5", "title, content = 'book', content_rowid = 'id'");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run(kLibraryRows);
  ASSERT_EQ(engine.walk(plan(library(), after).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT rowid FROM found WHERE found MATCH 'b'"), ElementsAre("2"));
}

// The content's table has that name from the same plan on.
TEST(VirtualTable, AnIndexOverRowsThatAreRenamedIsFilled) {
  Schema after = library();
  Hints hints;
  rename_table(after, hints, "book", "volume");
  set_virtual(after, "found", "fts5", "title, content = 'volume', content_rowid = 'id'");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run(kLibraryRows);
  ASSERT_EQ(engine.walk(plan(library(), after, hints).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT rowid FROM found WHERE found MATCH 'b'"), ElementsAre("2"));
}

TEST(VirtualTable, AnIndexOverATableWithAQuoteInItsNameIsFilled) {
  Schema before = library();
  Hints hints;
  rename_table(before, hints, "book", "it's");
  Schema after = before;
  set_virtual(after, "found", "fts5", "title, content = 'it''s', content_rowid = 'id'");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO author (id, name) VALUES (1, 'x')");
  engine.run("INSERT INTO \"it's\" (id, author, title) VALUES (2, 1, 'b')");
  ASSERT_EQ(engine.walk(plan(before, after).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT rowid FROM found WHERE found MATCH 'b'"), ElementsAre("2"));
}

TEST(VirtualTable, AnIndexOverAViewFollowsIt) {
  Schema viewed = library();
  viewed.views["titled"] = {"titled", {}, DialectText("SELECT id, title FROM book"), ""};
  Schema after = viewed;
  set_virtual(after, "found", "fts5", "title, content = 'titled', content_rowid = 'id'");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run(kLibraryRows);
  ASSERT_EQ(engine.walk(plan(library(), viewed).upgrade), "");
  const Plan over_rows = plan(viewed, after);
  ASSERT_EQ(engine.walk(over_rows.upgrade), "");
  EXPECT_THAT(engine.rows("SELECT rowid FROM found WHERE found MATCH 'b'"), ElementsAre("2"));
  Schema other = after;
  other.views["titled"].sql = DialectText("SELECT id, 'the ' || title AS title FROM book");
  ASSERT_EQ(engine.walk(plan(after, other).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT rowid FROM found WHERE found MATCH 'the'"),
              ElementsAre("1", "2"));
  Schema nullable = other, filled = other;
  column(nullable, "book", "title").nullable = true;
  ASSERT_EQ(engine.walk(plan(other, nullable).upgrade), "");
  Hints hints;
  backfill(hints, "book", "title", "'new ' || title");
  ASSERT_EQ(engine.walk(plan(nullable, filled, hints).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT rowid FROM found WHERE found MATCH 'new'"),
              ElementsAre("1", "2"));
  EXPECT_THAT(listing(plan({}, after)), testing::Not(HasSubstr("rebuild")));
}

TEST(VirtualTable, WhatIsStoredNowhereIsGuarded) {
  const Schema before = with_virtual("search", "fts5", "title, content = '', columnsize = 0");
  const Schema after = with_virtual("search", "fts5", "title, body, content = ''");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  ASSERT_EQ(engine.walk(plan(before, after).upgrade), "");
  ASSERT_EQ(engine.walk(plan(after, before).upgrade), "");
  engine.run("INSERT INTO search(rowid, title) VALUES (1, 'a')");
  EXPECT_THAT(engine.walk(plan(before, after).upgrade), HasSubstr("would lose its content"));
  EXPECT_EQ(engine.walk(plan(before, after, {}, {"search"}).upgrade), "");
}

TEST(VirtualTable, LossesAreThoseOfItsContent) {
  const Schema own = with_virtual("search", "fts5", "title, body");
  EXPECT_THAT(loss_words(own, library()),
              ElementsAre("search: drops the virtual table and its content"));
  EXPECT_THAT(loss_words(own, with_virtual("search", "fts5", "title, body, more")), ElementsAre());
  EXPECT_THAT(loss_words(own, with_virtual("search", "fts5", "title")),
              ElementsAre("search: drops its columns body"));
  EXPECT_THAT(loss_words(own, with_virtual("search", "fts5", "title, body, content=''")),
              ElementsAre("search: keeps no text any more, only the index over it"));
  EXPECT_THAT(loss_words(own, with_virtual("search", "fts5", "title, content=book")),
              ElementsAre("search: takes its content from elsewhere and drops its own"));
  EXPECT_THAT(loss_words(own, with_virtual("search", "rtree", "id, x, y")),
              ElementsAre("search: makes the virtual table anew, without its content"));
  const Schema external = with_virtual("search", "fts5", "title, content=book");
  EXPECT_THAT(loss_words(external, library()), ElementsAre());
}

// A database without rows leaves out the steps that change rows alone, and must have every object.
TEST(VirtualTable, NoObjectIsMadeInTheDataPhase) {
  Schema after = indexed_library();
  Hints hints;
  add_column(after, "book", "summary").nullable = true;
  backfill(hints, "book", "summary", "lower(title)");
  const Plan edge = plan(indexed_library(), after, hints);
  SCOPED_TRACE(listing(edge));
  EXPECT_TRUE(std::any_of(edge.upgrade.begin(), edge.upgrade.end(),
                          [](const Step& step) { return step.phase == Phase::data; }));
  for (const Step& step : edge.upgrade) {
    EXPECT_FALSE(step.phase == Phase::data && step.sql.rfind("CREATE", 0) == 0) << step.sql;
  }
}

}  // namespace
}  // namespace schemake::generator
