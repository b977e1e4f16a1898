#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A change that the rows do not allow, on the way up.
struct Refusal {
  const char* name;
  std::function<void(Schema&, Hints&)> change;
  const char* reason;
};

class Refused : public ::testing::TestWithParam<Refusal> {};

TEST_P(Refused, ByAGuardThatSaysWhatToDo) {
  Schema after = library();
  Hints hints;
  GetParam().change(after, hints);
  const Plan edge = plan(library(), after, hints);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run(kLibraryRows);
  engine.run("INSERT INTO author(id, name) VALUES (3, 'Ann'); INSERT INTO book VALUES (3, 9, 'C')");
  EXPECT_EQ(engine.walk(edge.upgrade), GetParam().reason);
  EXPECT_THAT(what_differs(fresh(library()), engine.fingerprint()), ElementsAre());
  engine.run("DELETE FROM book; DELETE FROM author");
  EXPECT_EQ(engine.walk(edge.upgrade), "");
}

// What an old key refers to comes: rows are held to it from then on.
TEST(Guard, OfAKeyThatComesToBeEnforced) {
  Schema before;
  add_table(before, "track");
  add_column(before, "track", "crate", TypeName::bigint).nullable = true;
  ForeignKey& dead = add_reference(before, "track", "crate", "crate");
  dead.not_enforced = true;
  Schema after = before;
  add_table(after, "crate");
  after.tables.at("track").foreign_keys.begin()->second.not_enforced = false;
  const Plan edge = plan(before, after);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO track VALUES (1, 5), (2, NULL)");
  EXPECT_THAT(engine.walk(edge.upgrade),
              HasSubstr("rows of track refer to rows of crate that do not exist"));
  engine.run("UPDATE track SET crate = NULL");
  EXPECT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(what_differs(fresh(after), engine.fingerprint()), ElementsAre());
  EXPECT_EQ(engine.walk(edge.downgrade), "");
  EXPECT_THAT(what_differs(fresh(before), engine.fingerprint()), ElementsAre());
  EXPECT_THAT(engine.rows("SELECT id, crate FROM track"), ElementsAre("1|NULL", "2|NULL"));
}

// Taken back, it comes to a table that is there.
TEST(Guard, IsNoneAgainstAKeyThatIsDeclaredNotToWork) {
  Schema before = library();
  add_column(before, "book", "shelf").nullable = true;
  add_reference(before, "book", "shelf", "author").parent_columns = {"name"};
  before.tables.at("book").foreign_keys.at("book_shelf_fkey").not_enforced = true;
  Schema after = before;
  after.tables.at("book").foreign_keys.erase("book_shelf_fkey");
  const Plan edge = plan(before, after);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO author (id, name) VALUES (1, 'x')");
  engine.run("INSERT INTO book (id, title, author, shelf) VALUES (1, 'a', 1, 'gone')");
  EXPECT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_EQ(engine.walk(edge.downgrade), "");
  EXPECT_THAT(what_differs(fresh(before), engine.fingerprint()), ElementsAre());
  EXPECT_THAT(engine.rows("SELECT id, shelf FROM book"), ElementsAre("1|gone"));
}

// Under new names the rows come from a subselect, which has no rowid of its own.
TEST(Guard, OfABackfillThatReadsTheRowidOfARenamedTable) {
  for (const char* rowid : {"rowid", "_rowid_", "OID", "writer.rowid"}) {
    Schema after = library();
    Hints hints;
    rename_table(after, hints, "author", "writer");
    column(after, "writer", "born").nullable = false;
    backfill(hints, "writer", "born", rowid);
    const Plan edge = plan(library(), after, hints);
    Engine engine;
    ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
    engine.run("INSERT INTO author(id, name, born) VALUES (3, 'Ann', 1900), (7, 'Bob', NULL)");
    EXPECT_EQ(engine.walk(edge.upgrade), "") << rowid;
    EXPECT_THAT(engine.rows("SELECT id, born FROM writer"), ElementsAre("3|1900", "7|7"));
  }
}

// A rowid has three names, and one of them is a column's.
TEST(Guard, OfABackfillThatReadsTheRowidWhichAColumnHid) {
  Schema before = library();
  add_column(before, "book", "rowid").nullable = true;
  Schema after = before;
  Hints hints;
  rename_column(after, hints, "book", "rowid", "shelf");
  column(after, "book", "shelf").nullable = false;
  backfill(hints, "book", "shelf", "'at ' || _rowid_");
  const Plan edge = plan(before, after, hints);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO author(id, name) VALUES (1, 'Ann')");
  engine.run("INSERT INTO book(id, author, title, rowid) VALUES (5, 1, 'A', NULL)");
  EXPECT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(engine.rows("SELECT id, shelf FROM book"), ElementsAre("5|at 5"));
}

// A CHECK may read the rowid, too, of rows as they will be.
TEST(Guard, OfACheckThatReadsTheRowid) {
  Schema after = library();
  Hints hints;
  rename_column(after, hints, "author", "name", "label");
  column(after, "author", "born").nullable = false;
  backfill(hints, "author", "born", "1900");
  add_check(after, "author", "early", "rowid + born < 1905");
  const Plan edge = plan(library(), after, hints);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run("INSERT INTO author(id, name) VALUES (4, 'Ann'), (5, 'Bob')");
  EXPECT_THAT(engine.walk(edge.upgrade), HasSubstr("rows of author violate the check"));
  engine.run("DELETE FROM author WHERE id = 5");
  EXPECT_EQ(engine.walk(edge.upgrade), "");
}

INSTANTIATE_TEST_SUITE_P(
    Guards, Refused,
    ::testing::Values(
        Refusal{
            "NewNotNull", [](Schema& s, Hints&) { add_column(s, "author", "nick"); },
            "author.nick is new and NOT NULL, and nothing says what the rows of author get: empty "
            "the table, or give the column a default or a backfill"},
        Refusal{
            "MadeNotNull", [](Schema& s, Hints&) { column(s, "author", "born").nullable = false; },
            "author.born becomes NOT NULL, and rows of author hold NULL: fill them in, or give the "
            "column a default or a backfill"},
        Refusal{"NullBackfill",
                [](Schema& s, Hints& h) {
                  add_column(s, "author", "nick");
                  backfill(h, "author", "nick", "born");
                },
                "the backfill of author.nick gives NULL for rows of author, and the column is NOT "
                "NULL: "
                "mend those rows, or the backfill"},
        Refusal{
            "BackfillOutsideOfItsType",
            [](Schema& s, Hints& h) {
              add_column(s, "author", "alive", TypeName::boolean);
              backfill(h, "author", "alive", "length(name)");
            },
            "the backfill of author.alive gives values that boolean cannot hold: mend those rows, "
            "or the backfill"},
        Refusal{
            "Duplicates", [](Schema& s, Hints&) { add_unique(s, "author", {"name"}); },
            "rows of author have the same values in author.author_name_key, which must be unique: "
            "mend them first"},
        Refusal{"DuplicatesUnderARename",
                [](Schema& s, Hints& h) {
                  rename_column(s, h, "author", "name", "label");
                  add_index(s, "author", "by_label", {"label"}).unique = true;
                },
                "rows of author have the same values in author.by_label, which must be unique: "
                "mend them "
                "first"},
        Refusal{"Check",
                [](Schema& s, Hints&) { add_check(s, "author", "short", "length(name) > 3"); },
                "rows of author violate the check author.short: mend them first"},
        Refusal{"Orphans",
                [](Schema& s, Hints&) {
                  s.tables["book"].foreign_keys.clear();
                  add_reference(s, "book", "author", "book");
                },
                "rows of book refer to rows of book that do not exist, against the foreign key "
                "book.book_author_fkey: mend them first"},
        Refusal{"OrphansOfANewParent",
                [](Schema& s, Hints&) {
                  add_table(s, "shelf");
                  s.tables["book"].foreign_keys.clear();
                  add_reference(s, "book", "author", "shelf");
                },
                "rows of book refer to rows of shelf that do not exist, against the foreign key "
                "book.book_author_fkey: mend them first"},
        Refusal{
            "TextToInteger",
            [](Schema& s, Hints&) { column(s, "author", "name").type.name = TypeName::integer; },
            "author.name holds values that integer cannot hold: mend those rows, or accept the "
            "loss of "
            "author.name"},
        Refusal{
            "ToBoolean",
            [](Schema& s, Hints&) { column(s, "book", "author").type.name = TypeName::boolean; },
            "book.author holds values that boolean cannot hold: mend those rows, or accept the "
            "loss of "
            "book.author"},
        Refusal{"ToEnum",
                [](Schema& s, Hints&) {
                  s.enums["who"] = {"who", {"Ann"}, ""};
                  column(s, "author", "name").type = {TypeName::enumeration, 0, 0, "who", {}};
                },
                "author.name holds values that who cannot hold: mend those rows first"}),
    [](const auto& info) { return info.param.name; });

TEST(Guard, ADowngradeRefusesToInventValues) {
  Schema after = library();
  drop_column(after, "author", "name");
  const Plan edge = plan(library(), after);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run(kLibraryRows);
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(engine.walk(edge.downgrade),
              HasSubstr("author.name comes back NOT NULL, and nothing says what the rows "
                        "of author get: empty the table, or give the revision a data step"));
}

// Seed 276 of the pairs: NULL was refused, and 'abc' became 0 without a word.
TEST(Guard, AColumnThatIsTightenedAndRetypedIsLookedAtForBoth) {
  Schema after = library();
  Column& born = column(after, "author", "born");
  born.type.name = TypeName::bigint;
  born.nullable = false;
  const Plan edge = plan(library(), after);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run("INSERT INTO author(id, name, born) VALUES (1, 'Ann', NULL)");
  EXPECT_THAT(engine.walk(edge.upgrade), HasSubstr("author.born becomes NOT NULL"));
  engine.run("UPDATE author SET born = 'abc'");
  EXPECT_THAT(engine.walk(edge.upgrade), HasSubstr("author.born holds values that bigint cannot"));
  engine.run("UPDATE author SET born = '1970'");
  EXPECT_EQ(engine.walk(edge.upgrade), "");
}

// Seed 622 of the pairs: a subselect cannot name a column "true", and where a table refers to
// itself the name was replaced twice.
TEST(Guard, AReferenceToItselfUnderARenameBesideAColumnCalledTrue) {
  Schema before = library();
  add_column(before, "author", "true").nullable = true;
  Schema after = before;
  Hints hints;
  rename_column(after, hints, "author", "id", "number");
  set_primary_key(after, "author", {"number"});
  after.tables.at("book").foreign_keys.clear();
  add_column(after, "author", "teacher", TypeName::bigint);
  backfill(hints, "author", "teacher", "9");
  add_reference(after, "author", "teacher", "author").parent_columns = {"number"};
  const Plan edge = plan(before, after, hints);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(kLibraryRows);
  EXPECT_THAT(engine.walk(edge.upgrade), HasSubstr("rows of author refer to rows of author that"));
  engine.run("UPDATE author SET id = 9 WHERE id = 1; UPDATE book SET author = 9 WHERE author = 1");
  EXPECT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(engine.rows("SELECT teacher FROM author"), ElementsAre("9", "9"));
}

TEST(Guard, AVirtualTableMadeAnewIsGuarded) {
  Schema before = library();
  before.virtual_tables["search"] = {"search", "fts5", "title"};
  Schema after = before;
  after.virtual_tables["search"].module = "rtree";
  after.virtual_tables["search"].arguments = "id, low, high";
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO search VALUES ('A')");
  EXPECT_THAT(engine.walk(plan(before, after).upgrade), HasSubstr("would lose its content"));
  EXPECT_EQ(engine.walk(plan(before, after, {}, {"search"}).upgrade), "");
  EXPECT_THAT(what_differs(fresh(after), engine.fingerprint()), ElementsAre());
}

}  // namespace
}  // namespace schemake::generator
