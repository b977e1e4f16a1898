#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"

// An index over another table's text agrees with it, whatever becomes of that.

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

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

TEST(TextIndex, OverRowsThatAreThereIsFilled) {
  Schema after = library();
  set_virtual(after, "found", "fts5", "title, content = 'book', content_rowid = 'id'");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run(kLibraryRows);
  ASSERT_EQ(engine.walk(plan(library(), after).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT rowid FROM found WHERE found MATCH 'b'"), ElementsAre("2"));
}

// The content's table has that name from the same plan on.
TEST(TextIndex, OverRowsThatAreRenamedIsFilled) {
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

TEST(TextIndex, OverATableWithAQuoteInItsNameIsFilled) {
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

TEST(TextIndex, OverAViewFollowsIt) {
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

// Without its view it cannot be read, and FTS4 may not be dropped or created.
TEST(TextIndex, StandsWhileItsViewDoes) {
  Schema after = library();
  add_view(after, "titled", "SELECT id AS rowid, title FROM book");
  add_view(after, "matches", "SELECT title FROM found");
  set_virtual(after, "found", "fts4", "content='titled'");
  for (const Schema& before : {Schema(), library()}) {
    const Plan edge = plan(before, after);
    SCOPED_TRACE(listing(edge));
    const auto at = [](const std::vector<Step>& steps, const std::string& begin) {
      return std::find_if(steps.begin(), steps.end(),
                          [&](const Step& step) { return step.sql.rfind(begin, 0) == 0; }) -
             steps.begin();
    };
    EXPECT_LT(at(edge.upgrade, "CREATE VIEW \"titled\""), at(edge.upgrade, "CREATE VIRTUAL"));
    EXPECT_LT(at(edge.downgrade, "DROP TABLE main.\"found\""), at(edge.downgrade, "DROP VIEW"));
    Engine engine;
    ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
    ASSERT_EQ(engine.walk(edge.upgrade), "");
    ASSERT_EQ(engine.walk(edge.downgrade), "");
    EXPECT_THAT(what_differs(fresh(before), engine.fingerprint()), ElementsAre());
  }
}

// A database without rows leaves out the steps that change rows alone, and must have every object.
TEST(TextIndex, NoObjectIsMadeInTheDataPhase) {
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
