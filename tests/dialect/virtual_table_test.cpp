#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"

// Virtual tables that change keep their rows.

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Schema with_virtual(const std::string& name, const std::string& module,
                    const std::string& arguments) {
  Schema schema = library();
  set_virtual(schema, name, module, arguments);
  return schema;
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

}  // namespace
}  // namespace schemake::generator
