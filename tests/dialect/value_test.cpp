#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/dialect.hpp"
#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// What an accepted loss makes of each value.
struct Accepted {
  const char* name;
  Type before, after;
  const char* values;
  const char* result;
};

class Conversion : public ::testing::TestWithParam<Accepted> {};

TEST_P(Conversion, OfAnAcceptedLoss) {
  Schema before;
  before.enums["old"] = {"old", {"a", "b", "c"}, ""};
  before.enums["new"] = {"new", {"a", "b"}, ""};
  add_table(before, "t");
  add_column(before, "t", "x").nullable = true;
  column(before, "t", "x").type = GetParam().before;
  Schema after = before;
  column(after, "t", "x").type = GetParam().after;
  const Plan guarded = plan(before, after);
  const Plan accepted = plan(before, after, {}, {"t.x"});
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(std::string("INSERT INTO t(x) VALUES ") + GetParam().values);
  EXPECT_THAT(engine.walk(guarded.upgrade), HasSubstr("t.x holds values"));
  ASSERT_EQ(engine.walk(accepted.upgrade), "");
  EXPECT_THAT(engine.rows("SELECT group_concat(quote(x), ' ') FROM (SELECT x FROM t ORDER BY id)"),
              ElementsAre(GetParam().result));
}

INSTANTIATE_TEST_SUITE_P(Types, Conversion,
                         ::testing::Values(Accepted{"TextToInteger",
                                                    {TypeName::text, 0, 0, "", {}},
                                                    {TypeName::bigint, 0, 0, "", {}},
                                                    "('7'), ('007'), ('abc'), (NULL)",
                                                    "7 7 0 NULL"},
                                           Accepted{"RealToInteger",
                                                    {TypeName::real, 0, 0, "", {}},
                                                    {TypeName::bigint, 0, 0, "", {}},
                                                    "(1.0), (1.5)",
                                                    "1 1"},
                                           Accepted{"IntegerToBoolean",
                                                    {TypeName::bigint, 0, 0, "", {}},
                                                    {TypeName::boolean, 0, 0, "", {}},
                                                    "(0), (1), (7), (NULL)",
                                                    "0 1 1 NULL"},
                                           Accepted{"TextToVarchar",
                                                    {TypeName::text, 0, 0, "", {}},
                                                    {TypeName::varchar, 2, 0, "", {}},
                                                    "('a'), ('abc'), (x''), (x'616263'), (NULL)",
                                                    "'a' 'ab' X'' X'6162' NULL"},
                                           Accepted{"EnumLosesAValue",
                                                    {TypeName::enumeration, 0, 0, "old", {}},
                                                    {TypeName::enumeration, 0, 0, "new", {}},
                                                    "('a'), ('c')",
                                                    "'a' NULL"},
                                           Accepted{"RealToText",
                                                    {TypeName::real, 0, 0, "", {}},
                                                    {TypeName::text, 0, 0, "", {}},
                                                    "(0.5), (0.1 + 0.2)",
                                                    "'0.5' '0.3'"}),
                         [](const auto& info) { return info.param.name; });

// A number of 20 digits is text or a float, and the zeros of a code are no number's.
TEST(Values, ATextThatWouldBecomeAnotherNumberIsRefused) {
  for (const auto& [digits, to] : std::vector<std::pair<std::string, TypeName>>{
           {"12345678901234567890", TypeName::bigint},
           {"12345678901234567890", TypeName::decimal},
           {"12345678901234567890", TypeName::double_precision},
           {"007", TypeName::bigint},
           {"007", TypeName::decimal},
           {"007", TypeName::double_precision},
           {"abc", TypeName::bigint}}) {
    Schema before;
    add_table(before, "t");
    add_column(before, "t", "x");
    Schema after = before;
    column(after, "t", "x").type.name = to;
    Engine engine;
    ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
    engine.run("INSERT INTO t(x) VALUES ('" + digits + "')");
    EXPECT_THAT(engine.walk(plan(before, after).upgrade), HasSubstr("t.x holds values"));
    EXPECT_THAT(engine.rows("SELECT quote(x) FROM t"), ElementsAre("'" + digits + "'"));
  }
}

TEST(Values, ALongNumberInTextIsCopiedAsItIs) {
  Schema before;
  add_table(before, "t");
  add_column(before, "t", "x");
  Column& raw = add_column(before, "t", "y", TypeName::raw);
  raw.type.raw = DialectText("VARCHAR(30)");
  Column& untyped = add_column(before, "t", "z", TypeName::raw);
  untyped.type.raw = DialectText("");
  Schema after = before;
  add_unique(after, "t", {"x"});
  column(after, "t", "y").type.raw = DialectText("");
  column(after, "t", "z").type.name = TypeName::text;
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO t(x, y, z) VALUES ('12345678901234567890', '007', '1.50')");
  for (const auto& steps : {plan(before, after).upgrade, plan(before, after).downgrade}) {
    ASSERT_EQ(engine.walk(steps), "");
    EXPECT_THAT(engine.rows("SELECT quote(x), quote(y), quote(z) FROM t"),
                ElementsAre("'12345678901234567890'|'007'|'1.50'"));
  }
}

struct OfAnyClass {
  const char* value;
  TypeName to;
  bool passes;
};

TEST(Values, OfAColumnWithoutATypeAreEachLookedAtAsWhatTheyAre) {
  for (const auto& [value, to, passes] :
       std::vector<OfAnyClass>{{"'ab'", TypeName::text, true},
                               {"x'6162'", TypeName::text, true},
                               {"7", TypeName::text, true},
                               {"0.1 + 0.2", TypeName::text, false},
                               {"7", TypeName::bigint, true},
                               {"'7'", TypeName::bigint, true},
                               {"'07'", TypeName::bigint, false},
                               {"7.0", TypeName::bigint, true},
                               {"7.5", TypeName::bigint, false},
                               {"x'6162'", TypeName::bigint, false},
                               {"7.5", TypeName::double_precision, true},
                               {"9007199254740993", TypeName::double_precision, false},
                               {"'12345678901234567890'", TypeName::decimal, false}}) {
    Schema before;
    add_table(before, "t");
    add_column(before, "t", "x", TypeName::raw).type.raw = DialectText("");
    Schema after = before;
    column(after, "t", "x").type = {to, 0, 0, "", {}};
    Engine engine;
    ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
    engine.run(std::string("INSERT INTO t(x) VALUES (") + value + ")");
    EXPECT_EQ(engine.walk(plan(before, after).upgrade).empty(), passes) << value;
  }
}

TEST(Values, LosslessConversionsPassTheirGuards) {
  Schema before = library();
  Schema after = library();
  column(after, "book", "author").type.name = TypeName::text;
  column(after, "author", "name").type = {TypeName::varchar, 3, 0, "", {}};
  const Plan edge = plan(before, after);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(kLibraryRows);
  EXPECT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_EQ(engine.walk(edge.downgrade), "");
  EXPECT_THAT(engine.rows("SELECT typeof(author) FROM book"), ElementsAre("integer", "integer"));
}

TEST(Values, ABackfillMayConvertItsOwnColumn) {
  const Schema before = library();
  Schema after = library();
  column(after, "author", "name").type.name = TypeName::integer;
  const Change<Column> change{*before.table("author")->column("name"),
                              *after.table("author")->column("name"), DialectText("length(name)")};
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(kLibraryRows);
  const Plan edge = find_dialect("sqlite")->plan(before, after, {change}, {});
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(engine.rows("SELECT name FROM author"), ElementsAre("3", "3"));
}

// SQLite stores both types alike, and may not look at a unique key before all values are there.
TEST(Values, AConversionThatSQLiteNeedNotMakeIsMade) {
  Schema before = library();
  add_column(before, "book", "seconds", TypeName::integer);
  add_unique(before, "book", {"seconds"});
  Schema after = before;
  Hints hints;
  column(after, "book", "seconds").type.name = TypeName::bigint;
  backfill(hints, "book", "seconds", "seconds + 1");
  const Plan edge = plan(before, after, hints);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(
      "INSERT INTO author(id, name) VALUES (1, 'Ann');"
      "INSERT INTO book(author, title, seconds) VALUES (1, 'A', 1), (1, 'B', 2)");
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(engine.rows("SELECT seconds FROM book ORDER BY id"), ElementsAre("2", "3"));
  EXPECT_EQ(engine.walk(edge.downgrade), "");
  EXPECT_THAT(engine.rows("SELECT seconds FROM book ORDER BY id"), ElementsAre("2", "3"));
}

TEST(Values, ThatAnEnumLosesAreAcceptedByItsName) {
  Schema before = library();
  before.enums["mood"] = {"mood", {"good", "bad"}, ""};
  add_column(before, "author", "mood").nullable = true;
  column(before, "author", "mood").type = {TypeName::enumeration, 0, 0, "mood", {}};
  Schema after = before;
  after.enums["mood"].values = {"good"};
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO author(name, mood) VALUES ('Ann', 'good'), ('Bob', 'bad')");
  EXPECT_THAT(engine.walk(plan(before, after).upgrade), HasSubstr("holds values"));
  EXPECT_EQ(engine.walk(plan(before, after, {}, {"mood"}).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT mood FROM author"), ElementsAre("good", "NULL"));
}

TEST(Values, ALeftOverBackfillKeepsValues) {
  Schema after = library();
  column(after, "author", "name").type = {TypeName::varchar, 100, 0, "", {}};
  Hints hints;
  backfill(hints, "author", "name", "'nobody'");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, library()).upgrade), "");
  engine.run(kLibraryRows);
  ASSERT_EQ(engine.walk(plan(library(), after, hints).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT name FROM author"), ElementsAre("Ann", "Bob"));
}

TEST(Values, ABackfillMayReadATableThatGoesOrComes) {
  Schema before = library();
  Schema after = library();
  add_column(after, "book", "author_name");
  drop_column(after, "book", "author");
  after.tables["book"].foreign_keys.clear();
  after.tables.erase("author");
  Hints hints;
  backfill(hints, "book", "author_name", "SELECT name FROM author WHERE author.id = book.author");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(kLibraryRows);
  ASSERT_EQ(engine.walk(plan(before, after, hints).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT title, author_name FROM book"), ElementsAre("A|Ann", "B|Bob"));
}

TEST(Values, ABackfillReadsAColumnThatIsDroppedElsewhere) {
  Schema before = library();
  Schema after = library();
  add_column(after, "book", "born");
  drop_column(after, "author", "born");
  Hints hints;
  backfill(hints, "book", "born",
           "coalesce((SELECT born FROM author WHERE author.id = book.author), '?')");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(kLibraryRows);
  ASSERT_EQ(engine.walk(plan(before, after, hints).upgrade), "");
  EXPECT_THAT(engine.rows("SELECT born FROM book"), ElementsAre("1970-01-01", "?"));
}

}  // namespace
}  // namespace schemake::generator
