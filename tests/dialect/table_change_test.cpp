#include <gtest/gtest.h>

#include "dialect/engine.hpp"
#include "dialect/fallback.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"

namespace schemake::generator {
namespace {

class TableChange : public ::testing::TestWithParam<Case> {};

TEST_P(TableChange, UpAndDown) { up_and_down(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Tables, TableChange,
    ::testing::Values(
        Case{"Create",
             How::neither,
             {},
             [](Schema& s, Hints&) {
               add_table(s, "shelf");
               add_index(s, "shelf", "shelf_index", {"id"}).unique = true;
             },
             "SELECT count(*) FROM shelf",
             {"0"}},
        Case{"CreateInACircle",
             How::neither,
             {},
             [](Schema& s, Hints&) {
               add_table(s, "a");
               add_table(s, "b");
               for (const char* t : {"a", "b"}) add_column(s, t, "other", TypeName::bigint);
               add_reference(s, "a", "other", "b");
               add_reference(s, "b", "other", "a");
             },
             "SELECT count(*) FROM a",
             {"0"}},
        Case{"DropParentAndReference",
             How::retext,
             {},
             [](Schema& s, Hints&) {
               s.tables["book"].foreign_keys.clear();
               s.tables.erase("author");
             },
             "SELECT title, author FROM book",
             {"A|1", "B|2"},
             "rows of book refer to rows of author that do not exist, against the foreign key "
             "book.book_author_fkey: mend them first"},
        Case{"NewUnderARenamedName",
             How::alter,
             {},
             [](Schema& s, Hints& h) {
               rename_table(s, h, "book", "volume");
               add_table(s, "book");
             },
             "SELECT title FROM volume",
             {"A", "B"}},
        Case{"NewUnderADroppedName",
             How::neither,
             [](Schema& s) { add_index(s, "book", "by_title", {"title"}); },
             [](Schema& s, Hints&) {
               s.tables.erase("book");
               s.indexes.clear();
               add_table(s, "by_title");
               add_index(s, "by_title", "book", {"id"});
             },
             "SELECT count(*) FROM by_title",
             {"0"}},
        Case{"SelfReference",
             How::retext,
             {},
             [](Schema& s, Hints&) {
               add_column(s, "author", "teacher", TypeName::bigint).nullable = true;
               add_reference(s, "author", "teacher", "author");
               column(s, "author", "name").nullable = true;
             },
             "SELECT name, teacher FROM author",
             {"Ann|NULL", "Bob|NULL"}},
        Case{"CompositeKeys",
             How::rebuild,
             {},
             [](Schema& s, Hints&) {
               set_primary_key(s, "book", {"author", "id"});
               column(s, "book", "id").identity = false;
               add_unique(s, "book", {"title", "author"});
             },
             "SELECT id, title FROM book",
             {"1|A", "2|B"}},
        Case{"UniqueKey",
             How::rebuild,
             {},
             [](Schema& s, Hints&) { add_unique(s, "author", {"name"}); },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"UniqueIndex",
             How::neither,
             {},
             [](Schema& s, Hints&) { add_index(s, "author", "by_name", {"name"}).unique = true; },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"IndexMovesToAnotherTable",
             How::neither,
             [](Schema& s) { add_index(s, "author", "by_id", {"id"}); },
             [](Schema& s, Hints&) { add_index(s, "book", "by_id", {"id"}); },
             "SELECT 1",
             {"1"}},
        Case{"Check",
             How::rebuild,
             {},
             [](Schema& s, Hints&) { add_check(s, "author", "named", "name <> ''"); },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"QualifiedCheck",
             How::rebuild,
             {},
             [](Schema& s, Hints&) { add_check(s, "author", "named", "author.name <> ''"); },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"ReferenceAction",
             How::rebuild,
             {},
             [](Schema& s, Hints&) {
               s.tables["book"].foreign_keys["book_author_fkey"].on_delete = Action::restrict;
             },
             "SELECT title FROM book",
             {"A", "B"}},
        Case{"Rowids",
             How::rebuild,
             [](Schema& s) {
               s.tables["author"].keys.clear();
               column(s, "author", "id").identity = false;
               s.tables["book"].foreign_keys.clear();
             },
             [](Schema& s, Hints&) { set_primary_key(s, "author", {"name"}); },
             "SELECT rowid, id FROM author",
             {"1|1", "2|2"}},
        Case{"Strict",
             How::rebuild,
             {},
             [](Schema& s, Hints&) { s.tables["author"].table.strict = true; },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"WithoutRowid",
             How::rebuild,
             {},
             [](Schema& s, Hints&) {
               s.tables["author"].table.without_rowid = true;
               column(s, "author", "id").identity = false;
             },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        // What ADD COLUMN looks at afterwards is the whole database where a name starts with a
        // number, and SQLite 3.40 finds a NULL in the other table.
        Case{"CheckedColumnOfATableThatIsCalledLikeANumber",
             How::rebuild,
             [](Schema& s) {
               s.tables["book"].foreign_keys.clear();
               add_table(s, "2nd");
               column(s, "author", "id").identity = false;
               set_primary_key(s, "author", {"name"});
               s.tables["author"].table.without_rowid = true;
             },
             [](Schema& s, Hints&) {
               s.enums["mood"] = {"mood", {"good"}, ""};
               Column& mood = add_column(s, "2nd", "mood");
               mood.type = {TypeName::enumeration, 0, 0, "mood", {}};
               mood.nullable = true;
             },
             "SELECT count(mood) FROM \"2nd\"",
             {"0"}},
        Case{"CheckedGeneratedColumnWithoutRowid",
             How::rebuild,
             [](Schema& s) {
               s.tables["book"].foreign_keys.clear();
               column(s, "author", "id").identity = false;
               set_primary_key(s, "author", {"name"});
               s.tables["author"].table.without_rowid = true;
             },
             [](Schema& s, Hints&) {
               add_column(s, "author", "loud").generated =
                   Generated{DialectText("upper(name)"), false};
             },
             "SELECT loud FROM author",
             {"ANN", "BOB"}},
        Case{"ColumnOrder",
             How::rebuild,
             {},
             [](Schema& s, Hints&) {
               s.tables["author"].table.column_order = {"born", "id", "name"};
             },
             "SELECT * FROM author",
             {"1970-01-01|1|Ann", "NULL|2|Bob"}},
        Case{"EveryColumnReplaced",
             How::rebuild,
             {},
             [](Schema& s, Hints&) {
               s.tables.erase("book");
               s.tables["author"] = {};
               add_table(s, "author");
               column(s, "author", "id").name = "number";
               set_primary_key(s, "author", {"number"});
             },
             "SELECT number FROM author",
             {"1", "2"},
             "author.name comes back NOT NULL, and nothing says what the rows of author get: empty "
             "the table, or give the revision a data step whose downgrade fills the column"}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Dependents, TableChange,
    ::testing::Values(
        Case{"ViewsChangeInOrder",
             How::neither,
             [](Schema& s) {
               add_view(s, "a", "SELECT id FROM b");
               add_view(s, "b", "SELECT id FROM author");
             },
             [](Schema& s, Hints&) { add_view(s, "b", "SELECT id FROM book"); },
             "SELECT id FROM a",
             {"1", "2"}},
        Case{"TriggerOnAView",
             How::neither,
             [](Schema& s) { add_view(s, "a", "SELECT id FROM author"); },
             [](Schema& s, Hints&) {
               add_trigger(s, "a", "a_insert", "INSERT INTO author(name) VALUES ('x');").timing =
                   Trigger::Timing::instead_of;
             },
             "SELECT count(*) FROM author",
             {"2"}},
        Case{"ViewStaysOverARebuild",
             How::rebuild,
             [](Schema& s) { add_view(s, "names", "SELECT name FROM author"); },
             [](Schema& s, Hints&) { add_unique(s, "author", {"name"}); },
             "SELECT name FROM names",
             {"Ann", "Bob"}},
        Case{"VirtualTable",
             How::neither,
             {},
             [](Schema& s, Hints&) {
               s.virtual_tables["search"] = {"search", "fts5", "title"};
             },
             "SELECT count(*) FROM search",
             {"0"}}),
    [](const auto& info) { return info.param.name; });

// An index of text over the table holds them, and applications do.
TEST(Rowids, AreKeptWhereNoColumnStandsForThem) {
  Schema before = library();
  before.tables["author"].keys.clear();
  column(before, "author", "id").identity = false;
  before.tables["book"].foreign_keys.clear();
  Schema after = before;
  add_check(after, "author", "named", "name <> ''");
  const Plan edge = plan(before, after);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO author(rowid, id, name) VALUES (7, 1, 'Ann'), (3, 2, 'Bob')");
  for (const auto& steps : {edge.upgrade, fallbacks_alone(edge).downgrade}) {
    ASSERT_EQ(engine.walk(steps), "");
    EXPECT_EQ(engine.rows("SELECT rowid, name FROM author"),
              (std::vector<std::string>{"3|Bob", "7|Ann"}));
  }
}

// A borrowed connection may have TEMP tables of the same names, which come first where a name is
// not qualified.
TEST(TempTables, AreNeverTouched) {
  Schema after = library();
  Hints hints;
  add_column(after, "author", "nick").nullable = true;
  backfill(hints, "author", "nick", "lower(name)");
  drop_column(after, "author", "born");
  add_unique(after, "book", {"title"});
  add_trigger(after, "author", "log", "DELETE FROM book WHERE title = '';");
  add_view(after, "names", "SELECT name FROM author");
  const Plan edge = plan(library(), after, hints);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run(kLibraryRows);
  engine.run("CREATE TEMP TABLE author(x); CREATE TEMP TABLE book(y)");
  SCOPED_TRACE(listing(edge));
  const auto temporary = engine.rows("SELECT name, sql FROM sqlite_temp_schema");
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_EQ(what_differs(fresh(after), engine.fingerprint()), std::vector<std::string>());
  EXPECT_EQ(engine.rows("SELECT nick FROM main.author"), (std::vector<std::string>{"ann", "bob"}));
  ASSERT_EQ(engine.walk(edge.downgrade), "");
  EXPECT_EQ(what_differs(fresh(library()), engine.fingerprint()), std::vector<std::string>());
  EXPECT_EQ(engine.rows("SELECT name, sql FROM sqlite_temp_schema"), temporary);
}

}  // namespace
}  // namespace schemake::generator
