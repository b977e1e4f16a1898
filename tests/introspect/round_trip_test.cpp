#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/dialect.hpp"
#include "introspect/found.hpp"
#include "property/random_schema.hpp"
#include "schema/writer.hpp"
#include "sqlite/fingerprint.hpp"

namespace schemake::generator {
namespace {

// The schema found in a database is read back from its file as it is, creates a database like the
// first one, and is found there again to the byte.
void expect_round_trip(const std::string& sql, const std::string& what) {
  const Database original(sql);
  const Imported imported = import_schema(original.get());
  EXPECT_THAT(lines(imported.lost), testing::IsEmpty()) << what;
  const std::string yaml = yaml_of(imported);
  const std::optional<Desired> read = read_back(yaml);
  ASSERT_TRUE(read) << what << "\n" << yaml;
  EXPECT_EQ(read->schema, imported.desired.schema) << what << "\n" << yaml;
  EXPECT_EQ(read->requirements, imported.desired.requirements) << what;
  const Database again(creating_sql(read->schema));
  EXPECT_EQ(schemake::sqlite::read_fingerprint(again.get()),
            schemake::sqlite::read_fingerprint(original.get()))
      << what << "\n"
      << yaml;
  EXPECT_EQ(yaml_of(import_schema(again.get())), yaml) << what;
}

TEST(RoundTrip, HoldsForRandomSchemas) {
  for (std::uint64_t seed = 1; seed <= 300 && !HasFailure(); ++seed) {
    const Schema schema = random_schema(seed);
    if (!find_dialect("sqlite")->check(schema).empty()) continue;  // STRICT takes no decimal
    const std::string sql = creating_sql(schema);
    expect_round_trip(sql, "seed " + std::to_string(seed) + "\n" + sql);
  }
}

TEST(RoundTrip, HoldsForAnEmptyDatabase) { expect_round_trip("", "empty"); }

TEST(RoundTrip, HoldsForHostileNames) {
  expect_round_trip(R"sql(
    CREATE TABLE "a: b" ("c # d" TEXT DEFAULT 'e: f # g', "null" INT, "true" INT, "~" INT,
      "-" INT, "- x" INT, "{x}" INT, "[y]" INT, "it's" INT, "say ""hi""" INT, "back\slash" INT,
      "*a" INT, "&b" INT, "!c" INT, "%d" INT, "@e" INT, "`f" INT, "?" INT, "x?" INT, " lead" INT,
      "trail " INT, "010" INT, "1e3" INT, "<<" INT, "größe" INT, "日本" INT, "a.b" INT UNIQUE,
      "select" INT REFERENCES "a: b"("a.b"), "---" INT, "..." INT, ":" INT, "key:" INT);
    CREATE INDEX "i: j" ON "a: b" ("c # d" DESC, "null");
    CREATE VIEW "v's" AS SELECT "c # d" AS "x: y", "null" FROM "a: b";
    CREATE TRIGGER "t""r" AFTER UPDATE OF "{x}" ON "a: b" BEGIN
      UPDATE "a: b" SET "[y]" = 'a: b' WHERE "it's" = new."it's"; END;
  )sql",
                    "hostile names");
}

TEST(RoundTrip, HoldsForTextsOfEveryKind) {
  expect_round_trip(R"sql(
    CREATE TABLE t (
      a TEXT DEFAULT '', b TEXT DEFAULT ' ', c TEXT DEFAULT 'null', d TEXT DEFAULT 'true',
      e TEXT DEFAULT '12', f TEXT DEFAULT 'two
lines', g TEXT DEFAULT 'tab	tab', h TEXT DEFAULT 'back\slash "and" ''quotes''',
      i VARCHAR DEFAULT '12', j VARCHAR DEFAULT 'true', k VARCHAR DEFAULT 'null',
      l VARCHAR DEFAULT '', m VARCHAR DEFAULT '- x', n VARCHAR DEFAULT '#', o TEXT DEFAULT 'ä',
      CHECK (a <> 'two
lines' OR b = "c"));
    CREATE VIEW v AS SELECT 'a
b' AS x, "a" FROM t;
  )sql",
                    "texts");
}

// Whatever the names say of the order.
TEST(RoundTrip, HoldsForIndexesOfTextOverViews) {
  expect_round_trip(R"sql(
    CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT);
    CREATE VIEW pv AS SELECT id, a AS title FROM p;
    CREATE VIEW aa AS SELECT id AS rowid, title FROM pv;
    CREATE VIRTUAL TABLE fv USING fts5(title, content='pv', content_rowid='id');
    CREATE VIRTUAL TABLE fw USING fts4(content="aa");
    CREATE TRIGGER t AFTER INSERT ON p BEGIN
      INSERT INTO fv(rowid, title) VALUES (new.id, new.a); END;
  )sql",
                    "over views");
}

// SQLite takes 'text' there for a column's name.
TEST(RoundTrip, HoldsForIndexesOfWhichATextIsAPart) {
  const std::string sql = R"sql(
    CREATE TABLE t (a INT, b TEXT);
    CREATE INDEX i ON t (a, "it's");
    CREATE INDEX j ON t ((("lit")) COLLATE nocase DESC) WHERE "lit" <> b;
    CREATE UNIQUE INDEX k ON t ("b", ("lit" COLLATE rtrim), lower("lit"), 'a', "a");
  )sql";
  expect_round_trip(sql, "texts in indexes");
  EXPECT_EQ(import_of(sql).desired.schema.indexes.at("i").parts.at(1).expression,
            DialectText("+'it''s'"));
}

TEST(RoundTrip, KeepsTheOrderOfColumns) {
  const Imported found = import_of("CREATE TABLE t (z INT, a INT, m INT)");
  const std::vector<Column>& columns = found.desired.schema.tables.at("t").columns;
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_EQ(columns[0].name + columns[1].name + columns[2].name, "zam");
}

TEST(RoundTrip, GivesConstraintsOfTheTemplateNoName) {
  const std::string yaml = yaml_of(import_of(
      "CREATE TABLE t (a INT CONSTRAINT t_a_key UNIQUE, b INT CONSTRAINT mine UNIQUE, c INT UNIQUE,"
      " CONSTRAINT t_check CHECK (a <> b), CHECK (b <> c))"));
  EXPECT_THAT(yaml, testing::HasSubstr("checks: [a <> b, b <> c]"));
  EXPECT_THAT(yaml, testing::HasSubstr("a: {type: int, nullable: true, unique: true}"));
  EXPECT_THAT(yaml, testing::HasSubstr("mine: [b]"));
}

// Many unnamed ones, whose numbers sort otherwise as text.
TEST(RoundTrip, HoldsForManyUnnamedChecks) {
  std::string sql = "CREATE TABLE t (a INT, b INT";
  for (int i = 0; i < 25; ++i) sql += ", CHECK (a + b <> " + std::to_string(i) + ")";
  expect_round_trip(sql + ")", "checks");
}

}  // namespace
}  // namespace schemake::generator
