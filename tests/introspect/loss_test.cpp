#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "introspect/found.hpp"

// What a schema file cannot say is named, whatever it is, and the rest is imported.

namespace schemake::generator {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Case {
  const char* name;
  const char* sql;
  const char* lost;  // part of the only line
};

class LossOf : public testing::TestWithParam<Case> {};

TEST_P(LossOf, IsNamed) {
  const Imported found = import_of("CREATE TABLE kept (a INT);" + std::string(GetParam().sql));
  EXPECT_THAT(lines(found.lost), ElementsAre(HasSubstr(GetParam().lost)));
  EXPECT_EQ(found.desired.schema.tables.count("kept"), 1U);
  EXPECT_TRUE(read_back(yaml_of(found)));
}

const Case kCases[] = {
    {"BrokenView", "CREATE VIEW v AS SELECT * FROM gone", "view v: is left out: "},
    {"BrokenTrigger", "CREATE TRIGGER r AFTER INSERT ON kept BEGIN DELETE FROM gone; END",
     "trigger kept.r: is left out: "},
    {"EmptyName", "CREATE TABLE \"\" (a)", "is left out: its name is empty"},
    {"ControlCharacter", "CREATE TABLE \"a\x01z\" (a)", "it holds a control character"},
    {"ColumnWithLineEnd", "CREATE TABLE t (\"a\nb\" INT)", "table t: is left out: of its column"},
    {"ReservedName", "CREATE TABLE pg_t (a)",
     "table pg_t: is left out: its name starts with pg_, which a schema file reserves"},
    {"TriggerWithTheNameOfATable", "CREATE TRIGGER kept AFTER INSERT ON kept BEGIN SELECT 1; END",
     "trigger kept.kept: is left out: a table, view, index or trigger has the same name"},
    {"ControlCharacterInADefault", "CREATE TABLE t (a TEXT DEFAULT 'x\x02y')",
     "column t.a: its default is left out: it holds a control character"},
    {"DefaultOfAnIdentity", "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT DEFAULT 7)",
     "column t.a: its default is left out: an identity has none"},
    {"ReferenceToANameThatIsNoText", "CREATE TABLE t (a INT REFERENCES gone(\"\xff\"))",
     "is left out: of its name: "},
    {"SamePartTwice", "CREATE INDEX i ON kept (a, a COLLATE nocase)",
     "index kept.i: is left out: one of its parts stands in it twice"},
};
INSTANTIATE_TEST_SUITE_P(Every, LossOf, testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Loss, TakesAlongWhatStandsOnIt) {
  const Imported found = import_of(R"sql(
    CREATE TABLE kept (a INT);
    CREATE VIEW v AS SELECT x FROM gone;
    CREATE VIEW w AS SELECT x FROM v;
    CREATE TRIGGER r INSTEAD OF DELETE ON v BEGIN SELECT 1; END;
  )sql");
  EXPECT_THAT(lines(found.lost),
              testing::UnorderedElementsAre(HasSubstr("view v: is left out"),
                                            HasSubstr("view w: is left out"),
                                            HasSubstr("trigger v.r: is left out")));
}

// SQLite takes any bytes for a type. Found by fuzzing.
TEST(Loss, OfATypeThatIsNoTextIsNamed) {
  const Imported found = import_of(
      "CREATE TABLE t (a INTEGER DEFAULT\xb5"
      "0)");
  EXPECT_THAT(lines(found.lost), ElementsAre(HasSubstr("of the type of its column a: it is not")));
  EXPECT_TRUE(found.desired.schema.tables.empty());
}

// A type may be any name in quotes, of several lines too. Found by fuzzing.
TEST(Loss, OfATypeThatIsNoLineIsNamed) {
  const Imported found = import_of("CREATE TABLE t (a 'long\ntext')");
  EXPECT_THAT(lines(found.lost),
              ElementsAre(HasSubstr("of the type of its column a: it holds a control character")));
}

// A view or trigger takes "text" for a string where there is no such name. Written as a string it
// is the same.
TEST(Loss, IsNoneWhereStringsStandInDoubleQuotes) {
  const Imported found = import_of(R"sql(
    CREATE TABLE t (a INT, kind TEXT);
    CREATE TABLE log (what TEXT, "at" TEXT);
    CREATE TABLE other ("text" TEXT);
    CREATE VIEW v AS SELECT "a", "text" AS b FROM t AS "x" WHERE "x"."kind" <> "it's";
    CREATE VIEW w AS SELECT "b" FROM v WHERE "b" = "none";
    CREATE TRIGGER r AFTER UPDATE OF "kind" ON t WHEN new."kind" = "song"
    BEGIN INSERT INTO "log" ("what", "at") VALUES ("changed", "now"); END;
  )sql");
  EXPECT_THAT(lines(found.lost), IsEmpty());
  const Schema& schema = found.desired.schema;
  EXPECT_EQ(
      schema.views.at("v").sql,
      DialectText("SELECT \"a\", 'text' AS b FROM t AS \"x\" WHERE \"x\".\"kind\" <> 'it''s'"));
  EXPECT_EQ(schema.views.at("w").sql, DialectText("SELECT \"b\" FROM v WHERE \"b\" = 'none'"));
  EXPECT_EQ(schema.triggers.at("r").when, DialectText("new.\"kind\" = 'song'"));
  EXPECT_EQ(schema.triggers.at("r").sql,
            DialectText("INSERT INTO \"log\" (\"what\", \"at\") VALUES ('changed', 'now');"));
}

// Of two rows with the same `a` the second `a` does not tell which comes first.
TEST(Loss, IsNoneWhereAnIndexRepeatsAColumn) {
  const Imported found = import_of(
      "CREATE TABLE t (a INT, b TEXT COLLATE NOCASE); CREATE UNIQUE INDEX i ON t (a, b, a DESC);"
      "CREATE INDEX j ON t (b, b COLLATE nocase, a + 1, a + 1)");
  EXPECT_THAT(lines(found.lost), IsEmpty());
  EXPECT_EQ(found.desired.schema.indexes.at("i").parts.size(), 2U);
  EXPECT_EQ(found.desired.schema.indexes.at("j").parts.size(), 2U);
}

TEST(Notes, AreForWhatMeansNothing) {
  const Imported found = import_of(R"sql(
    CREATE TABLE p (id INTEGER PRIMARY KEY);
    CREATE TABLE t (a INT CONSTRAINT nn NOT NULL, -- a comment
      b INT REFERENCES p(id) MATCH FULL,
      CONSTRAINT same CHECK (a > 0), CONSTRAINT same CHECK (b > 0));
  )sql");
  EXPECT_THAT(lines(found.lost), IsEmpty());
  EXPECT_THAT(lines(found.notes),
              testing::UnorderedElementsAre(
                  HasSubstr("comments inside of SQL are not kept, those of t"),
                  HasSubstr("column t.a: the name of its NOT NULL, nn, is not kept"),
                  HasSubstr("MATCH FULL of the foreign key to p is not kept"),
                  HasSubstr("the name of its constraint same is not kept: another constraint")));
}

}  // namespace
}  // namespace schemake::generator
