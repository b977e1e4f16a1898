#include <gtest/gtest.h>

#include <algorithm>

#include "dialect/library.hpp"
#include "dialect/plans.hpp"

// What the schemas of real applications hold, each under a rebuild with rows in it, or as it comes.

namespace schemake::generator {
namespace {

class Wild : public ::testing::TestWithParam<Case> {};

TEST_P(Wild, UpAndDown) { up_and_down(GetParam()); }

void rebuild_both(Schema& schema, Hints&) {
  add_unique(schema, "author", {"name"});
  add_unique(schema, "book", {"title"});
}

const auto kName = [](const auto& info) { return info.param.name; };

INSTANTIATE_TEST_SUITE_P(
    Keys, Wild,
    ::testing::Values(
        Case{"ReferenceToATableThatComesLater",
             How::neither,
             {},
             [](Schema& s, Hints&) {
               add_table(s, "a_child");
               add_column(s, "a_child", "parent", TypeName::bigint);
               add_table(s, "z_parent");
               add_reference(s, "a_child", "parent", "z_parent");
             },
             "SELECT \"table\" FROM pragma_foreign_key_list('a_child')",
             {"z_parent"}},
        Case{"SelfReferenceUnderARebuild",
             How::rebuild,
             [](Schema& s) {
               add_column(s, "author", "teacher", TypeName::bigint).default_value =
                   constant(Literal::Kind::number, "1");
               add_reference(s, "author", "teacher", "author").on_delete = Action::cascade;
             },
             rebuild_both,
             "SELECT name, teacher FROM author",
             {"Ann|1", "Bob|1"}},
        Case{"CircleUnderARebuildOfBoth",
             How::rebuild,
             [](Schema& s) {
               add_column(s, "author", "best", TypeName::bigint).default_value =
                   constant(Literal::Kind::number, "2");
               add_reference(s, "author", "best", "book").on_delete = Action::cascade;
             },
             rebuild_both,
             "SELECT author.name, best, title FROM author JOIN book ON book.author = author.id",
             {"Ann|2|A", "Bob|2|B"}},
        Case{"OneColumnInSeveralKeys",
             How::rebuild,
             [](Schema& s) {
               set_primary_key(s, "book", {"author", "id"});
               column(s, "book", "id").identity = false;
               add_unique(s, "book", {"author", "title"});
               add_index(s, "book", "by_author", {"author"});
               add_table(s, "editor");
             },
             [](Schema& s, Hints& h) {
               rename_column(s, h, "book", "author", "by");
               for (auto& [name, key] : s.tables["book"].keys) {
                 for (IndexPart& part : key.parts) {
                   if (part.column == "author") part.column = "by";
                 }
               }
               s.indexes["by_author"].parts[0].column = "by";
               s.tables["book"].foreign_keys["book_author_fkey"].columns = {"by"};
               add_check(s, "book", "titled", "title <> ''");
             },
             "SELECT \"by\", id, title FROM book",
             {"1|1|A", "2|2|B"}},
        Case{"SetNullOfANotNullColumn",
             How::rebuild,
             [](Schema& s) {
               s.tables["book"].foreign_keys["book_author_fkey"].on_delete = Action::set_null;
             },
             rebuild_both,
             "SELECT author, title FROM book",
             {"1|A", "2|B"}},
        Case{"DeferredKeyUnderARebuild",
             How::rebuild,
             [](Schema& s) {
               s.tables["book"].foreign_keys["book_author_fkey"].deferrable = Deferrable::deferred;
             },
             rebuild_both,
             "SELECT author, title FROM book",
             {"1|A", "2|B"}}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Columns, Wild,
    ::testing::Values(Case{"TrueAsTheDefaultOfANumber",
                           How::rebuild,
                           [](Schema& s) {
                             add_column(s, "author", "alive", TypeName::bigint).default_value =
                                 expression("true");
                           },
                           rebuild_both,
                           "SELECT alive, typeof(alive) FROM author",
                           {"1|integer", "1|integer"}},
                      Case{"NullAsADefault",
                           How::rebuild,
                           [](Schema& s) {
                             Column& nick = add_column(s, "author", "nick");
                             nick.nullable = true;
                             nick.default_value = expression("NULL");
                           },
                           rebuild_both,
                           "SELECT nick FROM author",
                           {"NULL", "NULL"}},
                      Case{"ExpressionsAsDefaults",
                           How::rebuild,
                           [](Schema& s) {
                             add_column(s, "author", "a").default_value =
                                 expression("strftime('%Y', 'now') > 0");
                             add_column(s, "author", "b").default_value =
                                 expression("lower(hex('x')) || '-'");
                           },
                           rebuild_both,
                           "SELECT a, b FROM author",
                           {"1|78-", "1|78-"}},
                      Case{"CheckWithoutIs",
                           How::rebuild,
                           [](Schema& s) {
                             column(s, "author", "name").nullable = true;
                             add_check(s, "author", "named", "name NOT NULL");
                           },
                           [](Schema& s, Hints& h) {
                             rename_column(s, h, "author", "name", "label");
                             s.tables["author"].checks["named"].sql = DialectText("label NOT NULL");
                             add_unique(s, "author", {"label"});
                           },
                           "SELECT label FROM author",
                           {"Ann", "Bob"}},
                      Case{"LongNameOfAnIndex",
                           How::rebuild,
                           [](Schema& s) {
                             add_index(s, "author", std::string(100, 'i'), {"name", "born"});
                           },
                           rebuild_both,
                           "SELECT length(name) FROM sqlite_schema WHERE name LIKE 'ii%'",
                           {"100"}},
                      Case{"ColumnInTheMiddle",
                           How::alter,
                           {},
                           [](Schema& s, Hints&) {
                             add_column(s, "author", "nick").nullable = true;
                             auto& columns = s.tables["author"].columns;
                             std::rotate(columns.begin() + 1, columns.end() - 1, columns.end());
                           },
                           "SELECT * FROM author",
                           {"1|Ann|1970-01-01|NULL", "2|Bob|NULL|NULL"}}),
    kName);

}  // namespace
}  // namespace schemake::generator
