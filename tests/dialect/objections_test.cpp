#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "dialect/dialect.hpp"
#include "dialect/library.hpp"

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> objections(const Schema& schema) {
  std::vector<std::string> lines;
  for (const auto& objection : find_dialect("sqlite")->check(schema)) {
    EXPECT_FALSE(objection.advice.empty());
    lines.push_back(spell(objection.object) + " " + objection.what);
  }
  return lines;
}

TEST(Registry, KnowsItsDialects) {
  EXPECT_THAT(dialect_names(), ElementsAre("sqlite"));
  EXPECT_EQ(find_dialect("oracle"), nullptr);
}

TEST(Objections, NoneToAPlainSchema) { EXPECT_THAT(objections(library()), IsEmpty()); }

struct Case {
  const char* objection;
  std::function<void(Schema&)> spoil;
};

class Objected : public ::testing::TestWithParam<Case> {};

TEST_P(Objected, IsNamed) {
  Schema schema = library();
  GetParam().spoil(schema);
  EXPECT_THAT(objections(schema), ElementsAre(GetParam().objection));
}

INSTANTIATE_TEST_SUITE_P(
    Sqlite, Objected,
    ::testing::Values(
        Case{"author.price decimal(8,2) is stored as NUMERIC, which a STRICT table does not take",
             [](Schema& schema) {
               schema.tables.at("author").table.strict = true;
               Type& type = add_column(schema, "author", "price", TypeName::decimal).type;
               type.precision = 8;
               type.scale = 2;
             }},
        Case{"author.age the default old is no INTEGER, which a STRICT table wants",
             [](Schema& schema) {
               schema.tables.at("author").table.strict = true;
               add_column(schema, "author", "age", TypeName::integer).default_value =
                   constant(Literal::Kind::string, "old");
             }},
        Case{"author.isbn the default is 12345678901234567890, which SQLite stores as another "
             "number",
             [](Schema& schema) {
               Column& isbn = add_column(schema, "author", "isbn", TypeName::raw);
               isbn.type.raw = DialectText("CHAR(20)");
               isbn.default_value = constant(Literal::Kind::number, "12345678901234567890");
             }},
        Case{"author.price the default is 1.50, which SQLite stores as another number",
             [](Schema& schema) {
               Column& price = add_column(schema, "author", "price", TypeName::raw);
               price.type.raw = DialectText("TEXT");
               price.default_value = constant(Literal::Kind::number, "1.50");
             }},
        Case{"author.serial the default is 12345678901234567890, which SQLite stores as another "
             "number",
             [](Schema& schema) {
               Column& serial = add_column(schema, "author", "serial", TypeName::raw);
               serial.type.raw = DialectText("NUMERIC");
               serial.default_value = constant(Literal::Kind::string, "12345678901234567890");
             }},
        Case{"author.1 the value of serial is 18446744073709551615, which SQLite stores as another "
             "number",
             [](Schema& schema) {
               Type& type = add_column(schema, "author", "serial", TypeName::decimal).type;
               type.precision = 20;
               Row& row = schema.tables.at("author").rows["1"];
               row.table = "author";
               row.name = "1";
               row.values["serial"] = Literal{Literal::Kind::number, "18446744073709551615"};
             }},
        Case{"author.id is an identity but not the integer primary key of a table with rowids",
             [](Schema& schema) { schema.tables.at("author").table.without_rowid = true; }},
        Case{"author is WITHOUT ROWID and has no primary key",
             [](Schema& schema) {
               schema.tables.at("author").table.without_rowid = true;
               schema.tables.at("author").keys.clear();
               column(schema, "author", "id").identity = false;
             }},
        Case{"author brings rows and has no primary key, by which they are known",
             [](Schema& schema) {
               TableSchema& author = schema.tables.at("author");
               author.rows["1"] = {"author", "1", {}};
               author.keys.clear();
               column(schema, "author", "id").identity = false;
             }},
        Case{"book.book_author_fkey is not to be enforced, and SQLite enforces it, as what it "
             "refers to is there",
             [](Schema& schema) {
               schema.tables.at("book").foreign_keys.begin()->second.not_enforced = true;
             }},
        Case{"author.isbn has no type for sqlite",
             [](Schema& schema) {
               Type& type = add_column(schema, "author", "isbn", TypeName::raw).type;
               type.raw.texts["postgresql"] = "char(13)";
             }},
        Case{"x.Author has the name of view author",
             [](Schema& schema) {
               schema.tables.clear();
               add_view(schema, "author", "SELECT 1");
               add_index(schema, "x", "Author", {"y"});
             }},
        Case{"author.Name has the name of another column but for case",
             [](Schema& schema) { add_column(schema, "author", "Name"); }},
        Case{"schemake_history has a name that Schemake keeps for itself",
             [](Schema& schema) { add_table(schema, "schemake_history"); }},
        Case{"all_authors.log is on a view",
             [](Schema& schema) {
               add_view(schema, "all_authors", "SELECT * FROM author");
               add_trigger(schema, "all_authors", "log", "SELECT 1;");
             }},
        Case{"author.name is generated and has a default", [](Schema& schema) {
               column(schema, "author", "name").generated = Generated{DialectText("'x'"), false};
               column(schema, "author", "name").default_value =
                   constant(Literal::Kind::string, "x");
             }}));

}  // namespace
}  // namespace schemake::generator
