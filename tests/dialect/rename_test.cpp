#include <gtest/gtest.h>

#include "dialect/library.hpp"
#include "dialect/plans.hpp"

namespace schemake::generator {
namespace {

class Renaming : public ::testing::TestWithParam<Case> {};

TEST_P(Renaming, UpAndDown) { up_and_down(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Renames, Renaming,
    ::testing::Values(
        Case{"Column",
             How::alter,
             [](Schema& s) {
               add_check(s, "author", "named", "length(name) > 0");
               add_index(s, "author", "by_name", {"name"}).where = DialectText("name <> 'x'");
             },
             [](Schema& s, Hints& h) {
               rename_column(s, h, "author", "name", "full name");
               s.tables["author"].checks["named"].sql = DialectText("length(\"full name\") > 0");
               add_index(s, "author", "by_name", {"full name"}).where =
                   DialectText("\"full name\" <> 'x'");
             },
             "SELECT \"full name\" FROM author",
             {"Ann", "Bob"}},
        Case{"ColumnUnderATriggerAndAView",
             How::alter,
             [](Schema& s) {
               add_view(s, "names", "SELECT name FROM author");
               Trigger& t =
                   add_trigger(s, "author", "log", "DELETE FROM book WHERE title = NEW.name;");
               t.event = Trigger::Event::update;
               t.update_of = {"name"};
             },
             [](Schema& s, Hints& h) {
               rename_column(s, h, "author", "name", "label");
               add_view(s, "names", "SELECT label FROM author");
               s.triggers["log"].sql = DialectText("DELETE FROM book WHERE title = NEW.label;");
               s.triggers["log"].update_of = {"label"};
             },
             "SELECT label FROM names",
             {"Ann", "Bob"}},
        Case{"ParentKeyColumn",
             How::alter,
             {},
             [](Schema& s, Hints& h) {
               rename_column(s, h, "author", "id", "key");
               s.tables["author"].keys[""].parts[0].column = "key";
               s.tables["book"].foreign_keys["book_author_fkey"].parent_columns = {"key"};
             },
             "SELECT key FROM author",
             {"1", "2"}},
        Case{"ColumnSwap",
             How::alter,
             [](Schema& s) { column(s, "author", "name").nullable = true; },
             [](Schema& s, Hints& h) {
               column(s, "author", "name").name = "third";
               column(s, "author", "born").name = "name";
               column(s, "author", "third").name = "born";
               column(s, "author", "name").type.name = TypeName::text;
               column(s, "author", "born").type.name = TypeName::date;
               h.renamed_from[{Kind::column, "author", "name"}] = "born";
               h.renamed_from[{Kind::column, "author", "born"}] = "name";
             },
             "SELECT name, born FROM author",
             {"1970-01-01|Ann", "NULL|Bob"}},
        Case{"ColumnToADroppedName",
             How::alter,
             {},
             [](Schema& s, Hints& h) {
               drop_column(s, "author", "born");
               rename_column(s, h, "author", "name", "born");
             },
             "SELECT born FROM author",
             {"Ann", "Bob"}},
        Case{"ColumnAndBackfillByOldName",
             How::rebuild,
             {},
             [](Schema& s, Hints& h) {
               rename_column(s, h, "author", "name", "label");
               add_column(s, "author", "nick");
               backfill(h, "author", "nick", "lower(name)");
             },
             "SELECT label, nick FROM author",
             {"Ann|ann", "Bob|bob"}},
        Case{"BackfillFromADroppedColumn",
             How::rebuild,
             {},
             [](Schema& s, Hints& h) {
               drop_column(s, "author", "name");
               add_column(s, "author", "nick");
               backfill(h, "author", "nick", "lower(name)");
             },
             "SELECT nick FROM author",
             {"ann", "bob"},
             "author.name comes back NOT NULL, and nothing says what the rows of author get: empty "
             "the table, or give the revision a data step whose downgrade fills the column"},
        Case{"ColumnCaseAlone",
             How::alter,
             {},
             [](Schema& s, Hints& h) { rename_column(s, h, "author", "name", "Name"); },
             "SELECT Name FROM author",
             {"Ann", "Bob"}},
        Case{"Table",
             How::alter,
             [](Schema& s) {
               add_view(s, "names", "SELECT name FROM author");
               add_trigger(s, "author", "log", "DELETE FROM author WHERE name = '';");
               add_index(s, "author", "by_name", {"name"});
             },
             [](Schema& s, Hints& h) {
               rename_table(s, h, "author", "writer");
               add_view(s, "names", "SELECT name FROM writer");
               s.triggers["log"].sql = DialectText("DELETE FROM writer WHERE name = '';");
             },
             "SELECT name FROM names",
             {"Ann", "Bob"}},
        Case{"TableCaseAlone",
             How::alter,
             {},
             [](Schema& s, Hints& h) { rename_table(s, h, "author", "Author"); },
             "SELECT name FROM sqlite_schema WHERE name LIKE 'author'",
             {"Author"}},
        Case{"TableAndChange",
             How::rebuild,
             [](Schema& s) { add_check(s, "author", "named", "author.name <> ''"); },
             [](Schema& s, Hints& h) {
               rename_table(s, h, "author", "writer");
               s.tables["writer"].checks["named"].sql = DialectText("writer.name <> ''");
               rename_column(s, h, "writer", "born", "birth");
               column(s, "writer", "name").collation = DialectText("NOCASE");
             },
             "SELECT name, birth FROM writer",
             {"Ann|1970-01-01", "Bob|NULL"}},
        Case{"TableSwap",
             How::alter,
             [](Schema& s) { add_index(s, "author", "by_name", {"name"}); },
             [](Schema& s, Hints& h) {
               rename_table(s, h, "author", "third");
               rename_table(s, h, "book", "author");
               rename_table(s, h, "third", "book");
               h.renamed_from.erase({Kind::table, "", "third"});
               h.renamed_from[{Kind::table, "", "book"}] = "author";
             },
             "SELECT a.title, b.name FROM author AS a JOIN book AS b ON a.author = b.id",
             {"A|Ann", "B|Bob"}},
        Case{"TableToADroppedName",
             How::alter,
             {},
             [](Schema& s, Hints& h) {
               s.tables.erase("book");
               rename_table(s, h, "author", "book");
             },
             "SELECT name FROM book",
             {"Ann", "Bob"}}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace schemake::generator
