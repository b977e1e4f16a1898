#include <gtest/gtest.h>

#include "dialect/library.hpp"
#include "dialect/plans.hpp"

namespace schemake::generator {
namespace {

class DropColumn : public ::testing::TestWithParam<Case> {};

TEST_P(DropColumn, UpAndDown) { up_and_down(GetParam()); }

// What reads a column keeps SQLite from dropping it: it goes first, or the table is built anew.
INSTANTIATE_TEST_SUITE_P(
    OfWhatIsRead, DropColumn,
    ::testing::Values(
        Case{"DropUnique",
             How::rebuild,
             [](Schema& s) { add_unique(s, "author", {"born"}); },
             [](Schema& s, Hints&) {
               drop_column(s, "author", "born");
               std::erase_if(s.tables["author"].keys,
                             [](const auto& key) { return !key.second.primary; });
             },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"DropThePrimaryKey",
             How::rebuild,
             [](Schema& s) { s.tables["book"].foreign_keys.clear(); },
             [](Schema& s, Hints&) {
               drop_column(s, "author", "id");
               set_primary_key(s, "author", {"name"});
             },
             "SELECT name, born FROM author",
             {"Ann|1970-01-01", "Bob|NULL"}},
        Case{
            "DropOneOfThePrimaryKey",
            How::rebuild,
            [](Schema& s) {
              column(s, "book", "id").identity = false;
              set_primary_key(s, "book", {"id", "title"});
            },
            [](Schema& s, Hints&) {
              drop_column(s, "book", "title");
              set_primary_key(s, "book", {"id"});
            },
            "SELECT id, author FROM book",
            {"1|1", "2|2"},
            "book.title comes back NOT NULL, and nothing says what the rows of book get: empty the "
            "table, or give the revision a data step whose downgrade fills the column"},
        Case{"DropWhatAPartialIndexAsksFor",
             How::alter,
             [](Schema& s) {
               add_index(s, "author", "of_the_born", {"name"}).where =
                   DialectText("born IS NOT NULL");
             },
             [](Schema& s, Hints&) {
               drop_column(s, "author", "born");
               s.indexes.clear();
               add_index(s, "author", "of_the_born", {"name"});
             },
             "SELECT name FROM author INDEXED BY of_the_born ORDER BY name",
             {"Ann", "Bob"}},
        Case{"DropWhatAnIndexComputesWith",
             How::alter,
             [](Schema& s) {
               Index& index = add_index(s, "author", "by_year", {"name"});
               index.parts.front() = {};
               index.parts.front().expression = DialectText("substr(born, 1, 4)");
             },
             [](Schema& s, Hints&) {
               drop_column(s, "author", "born");
               s.indexes.clear();
             },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"DropWithWhatIsGeneratedFromIt",
             How::alter,
             [](Schema& s) {
               Column& year = add_column(s, "author", "year");
               year.nullable = true;
               year.generated = Generated{DialectText("substr(born, 1, 4)"), false};
               Column& decade = add_column(s, "author", "decade");
               decade.nullable = true;
               decade.generated = Generated{DialectText("substr(year, 3, 1)"), false};
             },
             [](Schema& s, Hints&) {
               for (const char* name : {"born", "year", "decade"}) drop_column(s, "author", name);
             },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{
            "DropWhatAGeneratedColumnNoLongerReads",
            How::rebuild,
            [](Schema& s) {
              Column& label = add_column(s, "author", "label");
              label.nullable = true;
              label.generated = Generated{DialectText("name || coalesce(born, '')"), false};
            },
            [](Schema& s, Hints&) {
              drop_column(s, "author", "born");
              column(s, "author", "label").generated = Generated{DialectText("name || '!'"), false};
            },
            "SELECT label FROM author",
            {"Ann!", "Bob!"}},
        Case{"DropWhatACheckOfTheTableReads",
             How::retext,
             [](Schema& s) { add_check(s, "author", "known", "born IS NULL OR name <> born"); },
             [](Schema& s, Hints&) {
               drop_column(s, "author", "born");
               s.tables["author"].checks.clear();
             },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"DropWhatATriggerReads",
             How::alter,
             [](Schema& s) {
               add_trigger(s, "book", "note",
                           "UPDATE author SET born = '1970-01-01' WHERE id = new.author;");
             },
             [](Schema& s, Hints&) {
               drop_column(s, "author", "born");
               add_trigger(s, "book", "note",
                           "UPDATE author SET name = name WHERE id = new.author;");
             },
             "SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"DropWhatAViewReads",
             How::alter,
             [](Schema& s) { add_view(s, "birthdays", "SELECT id, born FROM author"); },
             [](Schema& s, Hints&) {
               drop_column(s, "author", "born");
               add_view(s, "birthdays", "SELECT id, NULL AS born FROM author");
             },
             "SELECT * FROM birthdays",
             {"1|NULL", "2|NULL"}}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace schemake::generator
