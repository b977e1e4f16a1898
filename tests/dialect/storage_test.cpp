#include "dialect/sqlite/storage.hpp"

#include <gtest/gtest.h>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/sqlite/ddl.hpp"

namespace schemake::generator::sqlite {
namespace {

std::string definition(const Column& column) {
  TableSchema table;
  Schema schema;
  schema.enums["mood"] = {"mood", {"good", "it's"}, ""};
  return column_definition(column, table, schema);
}

TEST(Storage, OfEachPortableType) {
  struct Row {
    Type type;
    const char* text;
  };
  const Row rows[] = {
      {{TypeName::smallint, 0, 0, "", {}}, R"("x" INTEGER)"},
      {{TypeName::integer, 0, 0, "", {}}, R"("x" INTEGER)"},
      {{TypeName::bigint, 0, 0, "", {}}, R"("x" INTEGER)"},
      {{TypeName::real, 0, 0, "", {}}, R"("x" REAL)"},
      {{TypeName::double_precision, 0, 0, "", {}}, R"("x" REAL)"},
      {{TypeName::decimal, 10, 2, "", {}}, R"("x" NUMERIC)"},
      {{TypeName::text, 0, 0, "", {}}, R"("x" TEXT)"},
      {{TypeName::varchar, 20, 0, "", {}}, R"("x" TEXT CHECK (length("x") <= 20))"},
      {{TypeName::character, 2, 0, "", {}}, R"("x" TEXT CHECK (length("x") <= 2))"},
      {{TypeName::blob, 0, 0, "", {}}, R"("x" BLOB)"},
      {{TypeName::boolean, 0, 0, "", {}}, R"("x" INTEGER CHECK ("x" IN (0, 1)))"},
      {{TypeName::timestamptz, 0, 0, "", {}}, R"("x" TEXT)"},
      {{TypeName::uuid, 0, 0, "", {}}, R"("x" TEXT)"},
      {{TypeName::json, 0, 0, "", {}}, R"("x" TEXT)"},
      {{TypeName::enumeration, 0, 0, "mood", {}}, R"("x" TEXT CHECK ("x" IN ('good', 'it''s')))"},
      {{TypeName::raw, 0, 0, "", DialectText("MEDIUMINT")}, R"("x" MEDIUMINT)"},
  };
  for (const Row& row : rows) {
    Column column;
    column.name = "x";
    column.type = row.type;
    column.nullable = true;
    EXPECT_EQ(definition(column), row.text);
  }
}

TEST(Storage, AffinityAsSqliteDerivesIt) {
  EXPECT_EQ(affinity("FLOATING POINT"), Affinity::integer);  // POINT holds INT
  EXPECT_EQ(affinity("CHARINT"), Affinity::integer);
  EXPECT_EQ(affinity("nvarchar(20)"), Affinity::text);
  EXPECT_EQ(affinity(""), Affinity::blob);
  EXPECT_EQ(affinity("DOUBLE PRECISION"), Affinity::real);
  EXPECT_EQ(affinity("DECIMAL(10,5)"), Affinity::numeric);
}

TEST(Storage, Defaults) {
  EXPECT_EQ(default_text(constant(Literal::Kind::boolean, "true")), "1");
  EXPECT_EQ(default_text(constant(Literal::Kind::number, "-1.5")), "-1.5");
  EXPECT_EQ(default_text(constant(Literal::Kind::string, "it's")), "'it''s'");
  EXPECT_EQ(default_text(constant(Literal::Kind::blob, "00ff")), "x'00ff'");
  EXPECT_EQ(default_text(expression("current_timestamp")), "CURRENT_TIMESTAMP");
  EXPECT_EQ(default_text(expression("1 + 2")), "(1 + 2)");
}

// What SQLite makes of a default in a column of the type.
std::string stored(const char* type, const Literal& value) {
  Engine engine;
  engine.run(std::string("CREATE TABLE t(x ") + type + " DEFAULT " + literal(value) + ")");
  engine.run("INSERT INTO t DEFAULT VALUES");
  return engine.rows("SELECT CAST(x AS TEXT) FROM t").front();
}

TEST(Storage, KeepsWhatSqliteGivesBack) {
  for (const char* text : {"0",
                           "-0",
                           "7",
                           "-12",
                           "9223372036854775807",
                           "9223372036854775808",
                           "-9223372036854775808",
                           "-9223372036854775809",
                           "12345678901234567890",
                           "1.5",
                           "-1.5",
                           "1.50",
                           "1.0",
                           "0.0",
                           "-0.0",
                           "0.25",
                           "0.0001",
                           "0.00012",
                           "0.00001",
                           "1e3",
                           "1E-2",
                           "123456789.123456",
                           "0.123456789012345",
                           "1234567890.1234567"}) {
    const Literal number{Literal::Kind::number, text}, quoted{Literal::Kind::string, text};
    EXPECT_EQ(keeps(Affinity::text, number), stored("TEXT", number) == text) << text;
    EXPECT_TRUE(keeps(Affinity::text, quoted));
    EXPECT_TRUE(keeps(Affinity::blob, quoted));
    EXPECT_TRUE(keeps(Affinity::real, number));
    if (std::string(text).find_first_of(".eE") != std::string::npos) continue;
    const bool whole = stored("NUMERIC", number) == text || std::string(text) == "-0";
    for (const Affinity affinity : {Affinity::integer, Affinity::numeric}) {
      EXPECT_EQ(keeps(affinity, number), whole) << text;
      EXPECT_EQ(keeps(affinity, quoted), whole) << text;
    }
    EXPECT_EQ(keeps(Affinity::blob, number), whole) << text;
  }
}

TEST(Storage, OnlyAnAscendingIntegerKeyIsTheRowid) {
  Schema schema = library();
  TableSchema& author = schema.tables.at("author");
  EXPECT_NE(rowid_alias(author), nullptr);
  author.keys.at("").parts.front().descending = true;
  EXPECT_EQ(rowid_alias(author), nullptr);
  set_primary_key(schema, "author", {"name"});
  EXPECT_EQ(rowid_alias(author), nullptr);
  set_primary_key(schema, "author", {"id"});
  author.table.without_rowid = true;
  EXPECT_EQ(rowid_alias(author), nullptr);
}

}  // namespace
}  // namespace schemake::generator::sqlite
