#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"
#include "dialect/walked_schema.hpp"

// Whether somebody changed a row that the schema brought, by what it was given.

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;

Default text(const std::string& value) { return constant(Literal::Kind::string, value); }

class SeedValues : public WalkedSchema {};

// conf (k, v) with a row, whose v is of that type and has that value.
Schema settings(TypeName type, const Default& value) {
  Schema schema;
  schema.tables["conf"].table.name = "conf";
  add_column(schema, "conf", "k");
  add_column(schema, "conf", "v", type).type.precision = type == TypeName::varchar ? 20 : 0;
  set_primary_key(schema, "conf", {"k"});
  schema.tables["conf"].rows["'a'"] = {"conf", "'a'", {{"k", text("a")}, {"v", value}}};
  return schema;
}

Default number(const std::string& value) { return constant(Literal::Kind::number, value); }

TEST_F(SeedValues, WhatSomebodyChangedStaysWhereItsTypeChanges) {
  const Schema before = settings(TypeName::varchar, text("60"));
  const Schema after = settings(TypeName::text, text("70"));
  for (const char* user : {"60", "11"}) {
    Engine engine;
    const Plan edge = plan(before, after);
    ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
    engine.run("UPDATE conf SET v = '" + std::string(user) + "'");
    ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
    const bool untouched = user == std::string("60");
    EXPECT_THAT(engine.rows("SELECT v FROM conf"), ElementsAre(untouched ? "70" : "11"))
        << listing(edge);
    ASSERT_EQ(engine.walk(edge.downgrade), "") << listing(edge);
    EXPECT_THAT(engine.rows("SELECT v FROM conf"), ElementsAre(user)) << listing(edge);
  }
}

// The old value is converted as those of the rows are.
TEST_F(SeedValues, WhatSomebodyChangedStaysWhereItIsConverted) {
  const Schema before = settings(TypeName::text, text("1"));
  Hints hints;
  backfill(hints, "conf", "v", "cast(v AS integer)");
  for (const char* wanted : {"1", "5"}) {
    const Schema after = settings(TypeName::bigint, number(wanted));
    for (const char* user : {"1", "9"}) {
      Engine engine;
      const Plan edge = plan(before, after, hints);
      ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
      engine.run("UPDATE conf SET v = '" + std::string(user) + "'");
      ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
      const bool untouched = user == std::string("1");
      EXPECT_THAT(engine.rows("SELECT v, typeof(v) FROM conf"),
                  ElementsAre(std::string(untouched ? wanted : "9") + "|integer"))
          << listing(edge);
    }
  }
}

TEST_F(SeedValues, ADecimalIsComparedAsItIsStored) {
  const Schema before = settings(TypeName::decimal, number("10.00"));
  const Schema after = settings(TypeName::text, text("ten"));
  ASSERT_EQ(start(before), "");
  ASSERT_EQ(up(before, after), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT v FROM conf"), ElementsAre("ten")) << trace_;
}

// A text in a column for numbers: what does not look like a number stays what it is.
TEST_F(SeedValues, ATextAmongNumbersIsComparedAsItIsStored) {
  for (const auto& [sqlite, value] :
       std::vector<std::pair<std::string, std::string>>{{"DATETIME", "2026-01-01"},
                                                        {"INT", "7"},
                                                        {"FLOAT", "7"},
                                                        {"FLOAT", "e5"},
                                                        {"NUMERIC", "1e"},
                                                        {"NUMERIC", "0x10"},
                                                        {"NUMERIC", "."}}) {
    Schema before = settings(TypeName::raw, text(value));
    column(before, "conf", "v").type.raw = DialectText(sqlite);
    const Schema after = settings(TypeName::text, text("other"));
    for (const bool touched : {false, true}) {
      Engine engine;
      ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
      if (touched) engine.run("UPDATE conf SET v = 'mine'");
      const Plan edge = plan(before, after);
      ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
      EXPECT_THAT(engine.rows("SELECT v FROM conf"), ElementsAre(touched ? "mine" : "other"))
          << sqlite << ' ' << value << '\n'
          << listing(edge);
    }
  }
}

// A guard would refuse the rows that the revision itself brought.
TEST_F(SeedValues, DoNotStopADowngrade) {
  const Schema before = settings(TypeName::double_precision, number("1.5"));
  for (const bool retyped : {false, true}) {
    Schema after = before;
    Column& changed = column(after, "conf", "v");
    changed.nullable = true;
    if (retyped) changed.type.name = TypeName::text;
    const Default value = retyped ? text("abc") : number("0");
    after.tables["conf"].rows["'b'"] = {"conf", "'b'", {{"k", text("b")}}};
    after.tables["conf"].rows["'c'"] = {"conf", "'c'", {{"k", text("c")}, {"v", value}}};
    if (retyped) after.tables["conf"].rows["'a'"].values["v"] = text("1.5");
    for (const bool touched : {false, true}) {
      Engine engine;
      const Plan edge = plan(before, after);
      ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
      ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
      if (touched) engine.run("INSERT INTO conf VALUES ('user', NULL)");
      EXPECT_EQ(engine.walk(edge.downgrade).empty(), !touched) << listing(edge);
      if (touched) continue;
      EXPECT_THAT(engine.rows("SELECT k, v FROM conf"), ElementsAre("a|1.5"));
    }
  }
}

// Nobody knows what the other table holds.
TEST_F(SeedValues, StayAsTheyAreWhereNobodyCanTellWhatBecameOfTheirValue) {
  Schema before = settings(TypeName::text, text("1"));
  add_table(before, "other");
  Schema after = settings(TypeName::bigint, number("5"));
  add_table(after, "other");
  Hints hints;
  backfill(hints, "conf", "v", "cast(v AS integer) + (SELECT count(*) FROM other)");
  ASSERT_EQ(start(before), "");
  engine_.run("UPDATE conf SET v = '9'");
  ASSERT_EQ(up(before, after, hints), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT v FROM conf"), ElementsAre("9")) << trace_;
}

// To a column of that collation 'A' is 'a'.
TEST_F(SeedValues, WhatSomebodyChangedInCaseAloneStays) {
  Schema before = settings(TypeName::text, text("dark"));
  column(before, "conf", "v").collation = DialectText("nocase");
  Schema after = before, none = before;
  after.tables["conf"].rows["'a'"].values["v"] = text("light");
  none.tables["conf"].rows.clear();
  ASSERT_EQ(start(before), "");
  engine_.run("UPDATE conf SET v = 'DARK'");
  ASSERT_EQ(up(before, after), "");
  EXPECT_THAT(engine_.rows("SELECT v FROM conf"), ElementsAre("DARK")) << trace_;
  ASSERT_EQ(up(before, none), "");
  EXPECT_THAT(engine_.rows("SELECT v FROM conf"), ElementsAre("DARK")) << trace_;
}

// What a row does not say is its default.
TEST_F(SeedValues, WhatSomebodyChangedInAColumnThatIsLeftOutStays) {
  Schema before = settings(TypeName::text, text("1"));
  add_column(before, "conf", "n").nullable = true;
  add_column(before, "conf", "m").default_value = text("d");
  add_column(before, "conf", "u").default_value = expression("upper('u')");
  add_column(before, "conf", "at").default_value = expression("CURRENT_TIMESTAMP");
  Schema after = before, without_n = before;
  after.tables["conf"].rows.clear();
  without_n.tables["conf"].rows.clear();
  drop_column(without_n, "conf", "n");
  for (const Schema* wanted : {&after, &without_n}) {
    for (const char* change : {"n = 'precious'", "m = 'precious'", "u = 'precious'", "n = NULL"}) {
      Engine engine;
      const Plan edge = plan(before, *wanted);
      ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
      engine.run("UPDATE conf SET " + std::string(change));
      ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
      const char* rows = change == std::string("n = NULL") ? "0" : "1";
      EXPECT_THAT(engine.rows("SELECT count(*) FROM conf"), ElementsAre(rows))
          << change << listing(edge);
    }
  }
}

// So that a database is what a new one is, and what is taken back is known again.
TEST_F(SeedValues, GetAnotherDefaultWhereTheySayNothing) {
  Schema before = settings(TypeName::text, text("1"));
  add_column(before, "conf", "n").nullable = true;
  before.tables["conf"].rows["'b'"] = {"conf", "'b'", {{"k", text("b")}, {"v", text("2")}}};
  Schema after = before, none = before;
  column(after, "conf", "n").default_value = text("d");
  ASSERT_EQ(start(before), "");
  engine_.run("UPDATE conf SET n = 'mine' WHERE k = 'b'");
  ASSERT_EQ(up(before, after), "");
  EXPECT_THAT(engine_.rows("SELECT k, n FROM conf ORDER BY 1"), ElementsAre("a|d", "b|mine"))
      << trace_;
  ASSERT_EQ(engine_.walk(down_), "");
  EXPECT_THAT(engine_.rows("SELECT k, n FROM conf ORDER BY 1"), ElementsAre("a|NULL", "b|mine"))
      << trace_;
  none.tables["conf"].rows.clear();
  ASSERT_EQ(up(before, none), "");
  EXPECT_THAT(engine_.rows("SELECT k, n FROM conf"), ElementsAre("b|mine")) << trace_;
}

TEST_F(SeedValues, AreToldByWhatTheirExpressionsGive) {
  Schema before = settings(TypeName::text, expression("upper('x')"));
  column(before, "conf", "v").default_value = expression("upper('d')");
  auto& rows = before.tables["conf"].rows;
  rows["'b'"] = {"conf", "'b'", {{"k", text("b")}, {"v", expression("upper('y')")}}};
  rows["'c'"] = {"conf", "'c'", {{"k", text("c")}}};
  Schema after = before;
  after.tables["conf"].rows.erase("'b'");
  after.tables["conf"].rows.erase("'c'");
  after.tables["conf"].rows["'a'"].values["v"] = expression("lower('x')");
  const Plan edge = plan(before, after);
  for (const bool changed : {false, true}) {
    Engine engine;
    ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
    if (changed) engine.run("UPDATE conf SET v = 'user ' || k");
    ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
    const std::vector<std::string> left =
        changed ? std::vector<std::string>{"a|user a", "b|user b", "c|user c"}
                : std::vector<std::string>{"a|x"};
    EXPECT_EQ(engine.rows("SELECT k, v FROM conf ORDER BY k"), left) << listing(edge);
  }
}

// Where the clock cannot be asked again, the row's other values tell; and where there is none, the
// row is not overwritten.
TEST_F(SeedValues, WhoseValueNobodyCanTellAreToldByTheOthers) {
  Schema before = settings(TypeName::text, expression("hex(randomblob(4))"));
  Schema after = settings(TypeName::text, text("now"));
  ASSERT_EQ(start(before), "");
  ASSERT_EQ(up(before, after), "");
  EXPECT_THAT(engine_.rows("SELECT length(v) FROM conf"), ElementsAre("8")) << trace_;
  for (Schema* schema : {&before, &after}) {
    add_column(*schema, "conf", "n").nullable = true;
    schema->tables["conf"].rows["'b'"] = schema->tables["conf"].rows["'a'"];
    schema->tables["conf"].rows["'b'"].name = "'b'";
    schema->tables["conf"].rows["'b'"].values["k"] = text("b");
  }
  Schema none = before;
  none.tables["conf"].rows.clear();
  for (const Schema* wanted : {&after, &none}) {
    Engine engine;
    const Plan edge = plan(before, *wanted);
    ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
    engine.run("UPDATE conf SET n = 'mine', v = 'mine' WHERE k = 'b'");
    ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
    const std::vector<std::string> left = wanted == &after
                                              ? std::vector<std::string>{"a|now", "b|mine"}
                                              : std::vector<std::string>{"b|mine"};
    EXPECT_EQ(engine.rows("SELECT k, v FROM conf ORDER BY k"), left) << listing(edge);
  }
}

}  // namespace
}  // namespace schemake::generator
