#include "dialect/sqlite/storage.hpp"

#include <gtest/gtest.h>

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
