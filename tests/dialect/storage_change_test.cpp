#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"

// What becomes of values of any storage class in a column that gets another affinity.

namespace schemake::generator {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

Type portable(TypeName name, int precision = 0) { return {name, precision, 0, "", {}}; }

Type raw(const std::string& text) {
  Type type = portable(TypeName::raw);
  type.raw = DialectText(text);
  return type;
}

Schema of(const Type& type, bool strict = false) {
  Schema schema;
  add_table(schema, "t");
  schema.tables.at("t").table.strict = strict;
  Column& column = add_column(schema, "t", "x");
  column.nullable = true;
  column.type = type;
  return schema;
}

// The values of t.x in the order of their rows.
std::string stored(Engine& engine) {
  const auto rows =
      engine.rows("SELECT group_concat(quote(x), ' ') FROM (SELECT x FROM t ORDER BY id)");
  return rows.front();
}

struct Way {
  std::string name;
  Type before, after;
  std::string values, there;
};

class KeptValue : public ::testing::TestWithParam<Way> {};

// Nothing is accepted, nothing is refused.
TEST_P(KeptValue, IsThereAndComesBack) {
  const Way& way = GetParam();
  const Plan edge = plan(of(way.before), of(way.after));
  SCOPED_TRACE(listing(edge));
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, of(way.before)).upgrade), "");
  engine.run("INSERT INTO t(x) VALUES " + way.values);
  const std::string before = stored(engine);
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_EQ(stored(engine), way.there);
  ASSERT_EQ(engine.walk(edge.downgrade), "");
  EXPECT_EQ(stored(engine), before);
}

INSTANTIATE_TEST_SUITE_P(
    Ways, KeptValue,
    ::testing::Values(
        Way{"TextToRawDate", portable(TypeName::text), raw("DATE"),
            "('2020-01-31'), ('abc'), ('7'), ('1.5'), (''), (x'31'), (NULL)",
            "'2020-01-31' 'abc' 7 1.5 '' X'31' NULL"},
        Way{"RawDateToDate", raw("DATE"), portable(TypeName::date),
            "('2020-01-31'), ('abc'), (20200131), (1.5), (x'31'), (NULL)",
            "'2020-01-31' 'abc' '20200131' '1.5' X'31' NULL"},
        Way{"BigintToText", portable(TypeName::bigint), portable(TypeName::text),
            "(1), (-5), (x'ff'), (NULL)", "'1' '-5' X'FF' NULL"},
        Way{"BigintToDouble", portable(TypeName::bigint), portable(TypeName::double_precision),
            "(1), ('x9'), (x'31'), (NULL)", "1.0 'x9' X'31' NULL"},
        Way{"DoubleToBigint", portable(TypeName::double_precision), portable(TypeName::bigint),
            "(1.0), ('x9'), (x'31'), (NULL)", "1 'x9' X'31' NULL"},
        Way{"BigintToDecimal", portable(TypeName::bigint), portable(TypeName::decimal, 19),
            "(1), ('x9'), (x'31')", "1 'x9' X'31'"},
        Way{"DoubleToRawInteger", portable(TypeName::double_precision), raw("INTEGER"),
            "(1.0), (1.5), ('x9')", "1 1.5 'x9'"},
        Way{"BigintToBlob", portable(TypeName::bigint), portable(TypeName::blob), "(1), ('x9')",
            "X'31' 'x9'"},
        Way{"UntypedToText", raw(""), portable(TypeName::text), "('07'), (x'ff')", "'07' X'FF'"},
        Way{"TextToRawVarchar", portable(TypeName::text), raw("VARCHAR(9)"), "('07'), (x'ff')",
            "'07' X'FF'"}),
    [](const auto& info) { return info.param.name; });

class AcceptedValue : public ::testing::TestWithParam<Way> {};

TEST_P(AcceptedValue, IsKeptAsFarAsItCanBe) {
  const Way& way = GetParam();
  const Plan edge = plan(of(way.before), of(way.after), {}, {"t.x"});
  SCOPED_TRACE(listing(edge));
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, of(way.before)).upgrade), "");
  engine.run("INSERT INTO t(x) VALUES " + way.values);
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_EQ(stored(engine), way.there);
}

INSTANTIATE_TEST_SUITE_P(
    Ways, AcceptedValue,
    ::testing::Values(
        Way{"TextToRawDatetime", portable(TypeName::text), raw("DATETIME"),
            "('2020-01-31 10:00:00'), ('abc'), ('007'), ('1.0'), (' 12 '), ('0x10'), (x'31')",
            "'2020-01-31 10:00:00' 'abc' 7 1 12 '0x10' X'31'"},
        Way{"TextToRawBoolean", portable(TypeName::text), raw("BOOLEAN"),
            "('true'), ('1'), ('1.50'), (NULL)", "'true' 1 1.5 NULL"},
        Way{"TextToRawReal", portable(TypeName::text), raw("REAL"), "('abc'), ('7')", "'abc' 7.0"},
        Way{"TextToBigint", portable(TypeName::text), portable(TypeName::bigint),
            "('abc'), ('007'), (x'31')", "0 7 X'31'"},
        Way{"RawDateToBigint", raw("DATE"), portable(TypeName::bigint),
            "('2020-01-31'), (7), (1.5)", "'2020-01-31' 7 1"},
        Way{"BigintToBoolean", portable(TypeName::bigint), portable(TypeName::boolean),
            "(7), ('x9'), (NULL)", "1 1 NULL"},
        Way{"BlobToText", portable(TypeName::blob), portable(TypeName::text),
            "(x'6162'), ('ab'), (7)", "'ab' 'ab' '7'"}),
    [](const auto& info) { return info.param.name; });

// A text that looks like a number, and is not how the number is spelled.
TEST(StorageChange, RefusesATextThatAffinityWouldSpellOtherwise) {
  for (const std::string type : {"NUMERIC", "DATE", "INTEGER", "REAL"}) {
    for (const std::string value : {"007", "1e5", " 12 ", "12345678901234567890"}) {
      const Plan edge = plan(of(portable(TypeName::text)), of(raw(type)));
      Engine engine;
      ASSERT_EQ(engine.walk(plan({}, of(portable(TypeName::text))).upgrade), "");
      engine.run("INSERT INTO t(x) VALUES ('" + value + "')");
      EXPECT_EQ(engine.walk(edge.upgrade), "t.x holds values that " + spell(raw(type)) +
                                               " cannot hold: mend those rows, or accept the loss "
                                               "of t.x");
    }
  }
}

// RTRIM takes '7 ' for '7'.
TEST(StorageChange, ComparesBytesWhateverTheCollation) {
  Schema before = of(portable(TypeName::text));
  column(before, "t", "x").collation = DialectText("RTRIM");
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO t(x) VALUES ('7 ')");
  for (const Type& type : {raw("INTEGER"), portable(TypeName::bigint)}) {
    EXPECT_THAT(engine.walk(plan(before, of(type)).upgrade), HasSubstr("t.x holds values"));
  }
}

// Two texts become one number there.
TEST(StorageChange, LooksAtAUniqueKeyAsAffinityMakesItsValues) {
  Schema before = of(portable(TypeName::text));
  Schema after = of(raw("NUMERIC"));
  add_unique(before, "t", {"x"});
  add_unique(after, "t", {"x"});
  const Plan edge = plan(before, after, {}, {"t.x"});
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO t(x) VALUES ('7'), ('007'), ('abc'), ('0')");
  EXPECT_THAT(engine.walk(edge.upgrade), HasSubstr("have the same values in"));
  engine.run("DELETE FROM t WHERE x = '7'");
  EXPECT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_EQ(stored(engine), "7 'abc' 0");
}

TEST(StorageChange, AStrictTableTakesNoValueOfAnotherClass) {
  const Schema before = of(portable(TypeName::bigint));
  for (const auto& [value, type, there] :
       std::vector<std::tuple<std::string, TypeName, std::string>>{
           {"'x9'", TypeName::text, "'x9'"},
           {"x'39'", TypeName::text, ""},
           {"'x9'", TypeName::double_precision, ""},
           {"1.5", TypeName::double_precision, "1.5"},
           {"x'39'", TypeName::blob, "X'39'"},
           {"'x9'", TypeName::blob, ""}}) {
    const Schema after = of(portable(type), true);
    Engine engine;
    ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
    engine.run("INSERT INTO t(x) VALUES (" + value + ")");
    const std::string refused = engine.walk(plan(before, after).upgrade);
    EXPECT_EQ(refused.empty(), !there.empty()) << value << ": " << refused;
    if (there.empty()) {
      EXPECT_EQ(engine.walk(plan(before, after, {}, {"t.x"}).upgrade), "");
    } else {
      EXPECT_EQ(stored(engine), there);
    }
  }
}

// There it is a column without a type, whose values NUMERIC affinity would change.
TEST(StorageChange, AnyIsNoNumberInAStrictTable) {
  for (const Schema& after : {of(portable(TypeName::text), true), of(raw("ANY"))}) {
    const Schema before = of(raw("ANY"), true);
    Engine engine;
    ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
    engine.run("INSERT INTO t(x) VALUES ('007')");
    const bool strict = after.table("t")->table.strict;
    EXPECT_EQ(engine.walk(plan(before, after).upgrade).empty(), strict);
    EXPECT_EQ(stored(engine), "'007'");
  }
}

TEST(StorageChange, AnyIsNoBlobInAStrictTable) {
  const Schema before = of(raw("ANY"), true);
  for (const Schema& after : {of(portable(TypeName::blob), true), of(raw("BLOB"), true)}) {
    for (const auto& [value, there] : std::vector<std::pair<std::string, std::string>>{
             {"x'39'", "X'39'"}, {"'x9'", ""}, {"1.5", ""}, {"NULL", "NULL"}}) {
      Engine engine;
      ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
      engine.run("INSERT INTO t(x) VALUES (" + value + ")");
      const std::string refused = engine.walk(plan(before, after).upgrade);
      EXPECT_EQ(refused.empty(), !there.empty()) << value << ": " << refused;
      if (there.empty()) {
        EXPECT_EQ(engine.walk(plan(before, after, {}, {"t.x"}).upgrade), "");
        EXPECT_EQ(engine.rows("SELECT typeof(x) FROM t").front(), "blob");
      } else {
        EXPECT_EQ(stored(engine), there);
      }
    }
  }
}

// The migrator's --accept-loss lifts no guard, and a downgrade is not recorded again.
TEST(StorageChange, AGuardOfADowngradeDoesNotAskForAcceptance) {
  const Plan edge = plan(of(portable(TypeName::bigint)), of(portable(TypeName::text)));
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, of(portable(TypeName::text))).upgrade), "");
  engine.run("INSERT INTO t(x) VALUES ('abc')");
  EXPECT_EQ(engine.walk(edge.downgrade),
            "t.x holds values that bigint cannot hold: mend those rows first");
}

// `schemake revision` knows of no loss there that could be accepted.
TEST(StorageChange, AGuardWithoutALossDoesNotAskForAcceptance) {
  const Schema before = of(portable(TypeName::bigint));
  const Schema after = of(portable(TypeName::text));
  EXPECT_THAT(loss_words(before, after), IsEmpty());
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run("INSERT INTO t(x) VALUES (9e999)");
  EXPECT_EQ(engine.walk(plan(before, after).upgrade),
            "t.x holds values that text cannot hold: mend those rows first");
}

// Each of these as the only row.
const std::vector<std::string> kValues = {"NULL",
                                          "7",
                                          "9007199254740993",
                                          "9223372036854775807",
                                          "1.5",
                                          "2.0",
                                          "9e999",
                                          "'7'",
                                          "'007'",
                                          "'1.0'",
                                          "' 12 '",
                                          "'1e5'",
                                          "'abc'",
                                          "'0x10'",
                                          "'2020-01-31'",
                                          "''",
                                          "x'31'",
                                          "x'ff00'"};

std::vector<Type> all_types() {
  std::vector<Type> types;
  for (const TypeName name : {TypeName::text, TypeName::date, TypeName::time, TypeName::timestamp,
                              TypeName::json, TypeName::uuid, TypeName::boolean, TypeName::bigint,
                              TypeName::double_precision, TypeName::blob}) {
    types.push_back(portable(name));
  }
  types.push_back(portable(TypeName::varchar, 12));
  types.push_back(portable(TypeName::decimal, 12));
  for (const char* text :
       {"INTEGER", "REAL", "NUMERIC", "DATE", "DATETIME", "BOOLEAN", "VARCHAR(12)", "BLOB", ""}) {
    types.push_back(raw(text));
  }
  return types;
}

// As such a column takes the value.
std::string as_inserted(const Type& type, const std::string& value) {
  Engine engine;
  engine.walk(plan({}, of(type)).upgrade);
  engine.run("INSERT INTO t(x) VALUES (" + value + ")");
  return stored(engine);
}

bool is_taken(Engine& engine, const std::string& value) {
  engine.run("DELETE FROM t; INSERT OR IGNORE INTO t(x) VALUES (" + value + ")");
  return engine.rows("SELECT x FROM t").size() == 1;
}

// A column for bytes has its texts and numbers as bytes, and a text is made of bytes on their way
// back.
bool is_about_bytes(const Type& from, const Type& to, const std::string& before) {
  return from.name == TypeName::blob || spell(from) == spell(raw("BLOB")) ||
         spell(from) == spell(raw("")) || (to.name == TypeName::blob && before.starts_with("X'"));
}

TEST(StorageChange, OfAllTypesBringsBackWhatItLetsPassOrRefuses) {
  const std::string refusal = " cannot hold: mend those rows first";
  for (const Type& from : all_types()) {
    Engine engine;
    ASSERT_EQ(engine.walk(plan({}, of(from)).upgrade), "");
    for (const Type& to : all_types()) {
      const Plan edge = plan(of(from), of(to));
      for (const std::string& value : kValues) {
        SCOPED_TRACE(spell(from) + " to " + spell(to) + ": " + value);
        if (!is_taken(engine, value)) continue;
        const std::string before = stored(engine);
        if (!engine.walk(edge.upgrade).empty()) continue;
        const std::string refused = engine.walk(edge.downgrade);
        if (!refused.empty()) {
          EXPECT_EQ(refused, "t.x holds values that " + spell(from) + refusal);
          engine.run("DELETE FROM t");
          ASSERT_EQ(engine.walk(edge.downgrade), "");
        } else if (!is_about_bytes(from, to, before)) {
          EXPECT_EQ(stored(engine), before);
        }
      }
    }
  }
}

TEST(StorageChange, ToARawTypeIsWhatItsAffinityDoes) {
  for (const Type& from : all_types()) {
    for (const Type& to : all_types()) {
      if (to.name != TypeName::raw) continue;
      for (const std::string& value : kValues) {
        SCOPED_TRACE(spell(from) + " to " + spell(to) + ": " + value);
        Engine engine;
        ASSERT_EQ(engine.walk(plan({}, of(from)).upgrade), "");
        if (!is_taken(engine, value)) continue;
        const std::string before = stored(engine);
        ASSERT_EQ(engine.walk(plan(of(from), of(to), {}, {"t.x"}).upgrade), "");
        EXPECT_EQ(stored(engine), as_inserted(to, before == "Inf" ? value : before));
      }
    }
  }
}

}  // namespace
}  // namespace schemake::generator
