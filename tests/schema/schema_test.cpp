#include "schema/schema.hpp"

#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

Column column(const std::string& name) {
  Column result;
  result.table = "author";
  result.name = name;
  return result;
}

TableSchema author(const std::vector<std::string>& names) {
  TableSchema table;
  table.table.name = "author";
  for (const std::string& name : names) table.columns.push_back(column(name));
  return table;
}

TEST(Schema, PhysicalOrderIsNoPartOfEquality) {
  EXPECT_EQ(author({"a", "b", "c"}), author({"c", "a", "b"}));
  EXPECT_FALSE(author({"a", "b"}) == author({"a", "b", "c"}));
  EXPECT_FALSE(author({"a", "b"}) == author({"a", "c"}));
}

TEST(Schema, AnOrderThatWasAskedForIs) {
  TableSchema a = author({"a", "b"});
  TableSchema b = author({"b", "a"});
  a.table.column_order = {"a", "b"};
  b.table.column_order = {"b", "a"};
  EXPECT_FALSE(a == b);
  b.table.column_order = {"a", "b"};
  EXPECT_EQ(a, b);
}

TEST(Schema, EveryPartCounts) {
  const TableSchema plain = author({"a"});
  TableSchema other = plain;
  other.columns[0].nullable = true;
  EXPECT_FALSE(other == plain);
  other = plain;
  other.keys["k"].name = "k";
  EXPECT_FALSE(other == plain);
  other = plain;
  other.foreign_keys["f"].name = "f";
  EXPECT_FALSE(other == plain);
  other = plain;
  other.checks["c"].name = "c";
  EXPECT_FALSE(other == plain);
  other = plain;
  other.table.strict = true;
  EXPECT_FALSE(other == plain);
}

TEST(Schema, LooksUp) {
  Schema schema;
  EXPECT_TRUE(schema.empty());
  TableSchema table = author({"a", "b"});
  table.keys["u"] = Key{"author", "u", false, {}, OnConflict::unspecified};
  EXPECT_EQ(table.primary_key(), nullptr);
  table.keys[""] = Key{"author", "", true, {}, OnConflict::unspecified};
  ASSERT_NE(table.primary_key(), nullptr);
  EXPECT_TRUE(table.primary_key()->primary);
  ASSERT_NE(table.column("b"), nullptr);
  EXPECT_EQ(table.column("b")->name, "b");
  EXPECT_EQ(table.column("c"), nullptr);
  schema.tables["author"] = table;
  EXPECT_NE(schema.table("author"), nullptr);
  EXPECT_EQ(schema.table("book"), nullptr);
  EXPECT_FALSE(schema.empty());
}

TEST(DialectText, TheDialectsOwnTextComesFirst) {
  DialectText text("everywhere");
  EXPECT_EQ(text.for_dialect("sqlite"), "everywhere");
  text.texts["sqlite"] = "here";
  EXPECT_EQ(text.for_dialect("sqlite"), "here");
  EXPECT_EQ(text.for_dialect("postgresql"), "everywhere");
  EXPECT_EQ(DialectText().for_dialect("sqlite"), "");
}

TEST(Spell, TypesAsInYaml) {
  Type type;
  EXPECT_EQ(spell(type), "text");
  type.name = TypeName::decimal;
  type.precision = 10;
  type.scale = 2;
  EXPECT_EQ(spell(type), "decimal(10,2)");
  type.name = TypeName::character;
  EXPECT_EQ(spell(type), "char(10)");
  type.name = TypeName::enumeration;
  type.enumeration = "membership";
  EXPECT_EQ(spell(type), "membership");
  type.name = TypeName::raw;
  type.raw.texts = {{"postgresql", "char(13)"}, {"sqlite", "TEXT"}};
  EXPECT_EQ(spell(type), "char(13)");
}

TEST(Spell, ObjectsAsOnTheCommandLine) {
  EXPECT_EQ(spell(ObjectName{Kind::column, "author", "email"}), "author.email");
  EXPECT_EQ(spell(ObjectName{Kind::table, "", "author"}), "author");
  EXPECT_EQ(spell(ObjectName{Kind::key, "author", ""}), "author");
  EXPECT_EQ(spell(Kind::foreign_key), "foreign key");
}

}  // namespace
}  // namespace schemake::generator
