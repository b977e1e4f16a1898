#include <gtest/gtest.h>

#include "dialect/library.hpp"
#include "dialect/plans.hpp"

// Each construct of a schema on its own: it comes, does what it says on a real engine, and goes.

namespace schemake::generator {
namespace {

ForeignKey& reference(Schema& schema) {
  return schema.tables.at("book").foreign_keys.at("book_author_fkey");
}

// A change of book's reference to author that the rows then show.
Case referring(const char* name, Action on_delete, Action on_update, Deferrable deferrable,
               const char* query, std::vector<std::string> rows) {
  return {name,
          How::rebuild,
          [](Schema& s) {
            column(s, "book", "author").nullable = true;
            column(s, "book", "author").default_value = constant(Literal::Kind::number, "2");
          },
          [=](Schema& s, Hints&) {
            reference(s).on_delete = on_delete;
            reference(s).on_update = on_update;
            reference(s).deferrable = deferrable;
          },
          query,
          std::move(rows)};
}

class Construct : public ::testing::TestWithParam<Case> {};

TEST_P(Construct, UpAndDown) { up_and_down(GetParam()); }

constexpr const char* kActions =
    "SELECT \"on_delete\", \"on_update\" FROM pragma_foreign_key_list('book')";
constexpr const char* kBookSql =
    "SELECT sql LIKE '%DEFERRABLE INITIALLY %' FROM sqlite_schema WHERE name = 'book'";

INSTANTIATE_TEST_SUITE_P(
    References, Construct,
    ::testing::Values(referring("SetNull", Action::set_null, Action::set_null, Deferrable::no,
                                kActions, {"SET NULL|SET NULL"}),
                      referring("SetDefault", Action::set_default, Action::set_default,
                                Deferrable::no, kActions, {"SET DEFAULT|SET DEFAULT"}),
                      referring("Restrict", Action::restrict, Action::restrict, Deferrable::no,
                                kActions, {"RESTRICT|RESTRICT"}),
                      referring("NoAction", Action::no_action, Action::cascade, Deferrable::no,
                                kActions, {"NO ACTION|CASCADE"}),
                      referring("Deferred", Action::cascade, Action::no_action,
                                Deferrable::deferred, kBookSql, {"1"}),
                      referring("Immediate", Action::cascade, Action::no_action,
                                Deferrable::immediate, kBookSql, {"1"})),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Constraints, Construct,
    ::testing::Values(
        Case{"UniqueConflict",
             How::rebuild,
             {},
             [](Schema& s, Hints&) {
               add_unique(s, "author", {"name"}).conflict = OnConflict::replace;
             },
             "INSERT INTO author(id, name) VALUES (3, 'Ann'); SELECT id FROM author ORDER BY id",
             {"2", "3"}},
        Case{"PrimaryKeyConflict",
             How::rebuild,
             [](Schema& s) { column(s, "author", "id").identity = false; },
             [](Schema& s, Hints&) { s.tables["author"].keys[""].conflict = OnConflict::ignore; },
             "INSERT INTO author(id, name) VALUES (1, 'Eve'); SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"NotNullConflict",
             How::rebuild,
             [](Schema& s) {
               column(s, "author", "name").default_value =
                   constant(Literal::Kind::string, "nobody");
             },
             [](Schema& s, Hints&) {
               column(s, "author", "name").not_null_conflict = OnConflict::replace;
             },
             "INSERT INTO author(name) VALUES (NULL); SELECT name FROM author",
             {"Ann", "Bob", "nobody"}},
        Case{"CollationOfAKey",
             How::rebuild,
             {},
             [](Schema& s, Hints&) {
               add_unique(s, "author", {"name"}).parts[0].collation = DialectText("nocase");
             },
             "INSERT OR IGNORE INTO author(name) VALUES ('ANN'); SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"DescendingPrimaryKey",
             How::rebuild,
             [](Schema& s) { column(s, "author", "id").identity = false; },
             [](Schema& s, Hints&) { s.tables["author"].keys[""].parts[0].descending = true; },
             "SELECT id FROM author ORDER BY rowid",
             {"1", "2"}},
        Case{"NamesAndCommentsAlone",
             How::neither,
             [](Schema& s) { add_check(s, "author", "a", "name <> ''"); },
             [](Schema& s, Hints&) {
               s.tables["author"].checks.clear();
               add_check(s, "author", "b", "name <> ''");
               s.tables["author"].table.comment = "people";
               column(s, "author", "name").comment = "as they call themselves";
             },
             "SELECT name FROM author",
             {"Ann", "Bob"}}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    ColumnsAndIndexes, Construct,
    ::testing::Values(
        Case{"GeneratedExpression",
             How::rebuild,
             [](Schema& s) {
               add_column(s, "author", "loud").generated = Generated{DialectText("upper(name)")};
             },
             [](Schema& s, Hints&) {
               column(s, "author", "loud").generated = Generated{DialectText("lower(name)")};
             },
             "SELECT loud FROM author",
             {"ann", "bob"}},
        Case{"VirtualBecomesStored",
             How::rebuild,
             [](Schema& s) {
               add_column(s, "author", "loud").generated = Generated{DialectText("upper(name)")};
             },
             [](Schema& s, Hints&) { column(s, "author", "loud").generated->stored = true; },
             "SELECT hidden FROM pragma_table_xinfo('author') WHERE name = 'loud'",
             {"3"}},
        Case{"IdentityGoes",
             How::rebuild,
             {},
             [](Schema& s, Hints&) { column(s, "author", "id").identity = false; },
             "SELECT count(*) FROM sqlite_sequence WHERE name = 'author'",
             {"0"}},
        Case{"PartialIndex",
             How::neither,
             [](Schema& s) { add_index(s, "author", "by_name", {"name"}); },
             [](Schema& s, Hints&) {
               s.indexes["by_name"].where = DialectText("born IS NULL");
               s.indexes["by_name"].unique = true;
             },
             "INSERT INTO author(name, born) VALUES ('Bob', 'x');"
             "SELECT count(*) FROM author WHERE name = 'Bob'",
             {"2"}},
        Case{"DescendingIndexWithACollation",
             How::neither,
             [](Schema& s) {
               add_index(s, "author", "by_name", {"name", "born"});
             },
             [](Schema& s, Hints&) {
               s.indexes["by_name"].parts[0].descending = true;
               s.indexes["by_name"].parts[1].collation = DialectText("rtrim");
             },
             "SELECT name, \"desc\", coll FROM pragma_index_xinfo('by_name') WHERE key = 1",
             {"name|1|BINARY", "born|0|rtrim"}},
        Case{"ExpressionIndexUnderARebuild",
             How::rebuild,
             [](Schema& s) {
               s.indexes["by_lower"] = {"author",
                                        "by_lower",
                                        true,
                                        {{"", DialectText("lower(name)"), true, {}}},
                                        DialectText("name <> ''")};
             },
             [](Schema& s, Hints&) { add_check(s, "author", "named", "name <> 'x'"); },
             "INSERT OR IGNORE INTO author(name) VALUES ('ANN'); SELECT name FROM author",
             {"Ann", "Bob"}},
        Case{"ViewOverAViewUnderADroppedColumn",
             How::alter,
             [](Schema& s) {
               add_view(s, "inner_one", "SELECT id, name, born FROM author");
               add_view(s, "outer_one", "SELECT name, born FROM inner_one");
             },
             [](Schema& s, Hints&) {
               drop_column(s, "author", "born");
               add_view(s, "inner_one", "SELECT id, name FROM author");
               add_view(s, "outer_one", "SELECT name FROM inner_one");
             },
             "SELECT name FROM outer_one",
             {"Ann", "Bob"}}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace schemake::generator
