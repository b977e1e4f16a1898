#include "sqlite/object_sql.hpp"

#include <gtest/gtest.h>

#include <string>

namespace schemake::sqlite {
namespace {

std::string spell(const IndexSql& index) {
  std::string text = index.name + " on " + index.table + (index.unique ? " unique" : "");
  for (const IndexPartSql& part : index.parts) {
    text += " <" + part.expression + ">" +
            (part.collation.empty() ? "" : " collate " + part.collation) +
            (part.descending ? " desc" : "");
  }
  return text + (index.where.empty() ? "" : " where <" + index.where + ">");
}

TEST(IndexSql, ReadsEveryForm) {
  EXPECT_EQ(spell(parse_index_sql("CREATE INDEX i ON t(a)")), "i on t <a>");
  EXPECT_EQ(
      spell(parse_index_sql("create unique index if not exists main.\"x y\" on [t u](a collate "
                            "nocase desc, b ASC, c NULLS FIRST);")),
      "x y on t u unique <a> collate nocase desc <b> <c>");
  EXPECT_EQ(
      spell(parse_index_sql("CREATE INDEX i ON t(a || b COLLATE nocase, lower(a) COLLATE rtrim, "
                            "(a, b) COLLATE x, a COLLATE x = b DESC)")),
      "i on t <a || b COLLATE nocase> <lower(a)> collate rtrim <(a, b)> collate x <a COLLATE x = "
      "b> desc");
  EXPECT_EQ(spell(parse_index_sql("CREATE INDEX i ON t(nulls, \"desc\") WHERE a > ')' AND (b)")),
            "i on t <nulls> <\"desc\"> where <a > ')' AND (b)>");
}

TEST(ViewSql, ReadsEveryForm) {
  const ViewSql view =
      parse_view_sql("CREATE TEMP VIEW IF NOT EXISTS v(a, \"b c\") AS SELECT 1,\n 2;");
  EXPECT_EQ(view.name, "v");
  EXPECT_EQ(view.columns, (std::vector<std::string>{"a", "b c"}));
  EXPECT_EQ(view.select, "SELECT 1, 2");
  EXPECT_EQ(parse_view_sql("CREATE VIEW v AS WITH x AS (SELECT 1) SELECT * FROM x").select,
            "WITH x AS (SELECT 1) SELECT * FROM x");
}

TEST(TriggerSql, ReadsEveryForm) {
  const TriggerSql trigger = parse_trigger_sql(
      "CREATE TRIGGER r AFTER UPDATE OF a, [b c] ON main.t FOR EACH ROW WHEN new.begin > CASE WHEN "
      "1 "
      "THEN 2 END BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM t; END;");
  EXPECT_EQ(trigger.name, "r");
  EXPECT_EQ(trigger.table, "t");
  EXPECT_EQ(trigger.timing, TriggerSql::Timing::after);
  EXPECT_EQ(trigger.event, TriggerSql::Event::update);
  EXPECT_EQ(trigger.update_of, (std::vector<std::string>{"a", "b c"}));
  EXPECT_EQ(trigger.when, "new.begin > CASE WHEN 1 THEN 2 END");
  EXPECT_EQ(trigger.body, "SELECT CASE WHEN 1 THEN 2 END; DELETE FROM t;");
}

TEST(TriggerSql, TakesNoWordForBefore) {
  EXPECT_EQ(parse_trigger_sql("CREATE TRIGGER r DELETE ON t BEGIN SELECT 1; END").timing,
            TriggerSql::Timing::before);
  EXPECT_EQ(parse_trigger_sql("CREATE TRIGGER r INSTEAD OF INSERT ON t BEGIN SELECT 1; END").timing,
            TriggerSql::Timing::instead_of);
}

TEST(VirtualTableSql, KeepsTheArgumentsAsWritten) {
  const VirtualTableSql table =
      parse_virtual_table_sql("CREATE VIRTUAL TABLE n USING fts5(a,  b /*x*/, tokenize = 'x')");
  EXPECT_EQ(table.name, "n");
  EXPECT_EQ(table.module, "fts5");
  EXPECT_EQ(table.arguments, "a,  b /*x*/, tokenize = 'x'");
  EXPECT_EQ(parse_virtual_table_sql("CREATE VIRTUAL TABLE n USING dbstat").arguments, "");
}

TEST(ObjectSql, RefusesWhatItDoesNotKnow) {
  EXPECT_THROW(parse_index_sql("CREATE INDEX i ON t"), SqlSyntaxError);
  EXPECT_THROW(parse_index_sql("CREATE INDEX i ON t()"), SqlSyntaxError);
  EXPECT_THROW(parse_index_sql("CREATE INDEX i ON t(a) USING btree"), SqlSyntaxError);
  EXPECT_THROW(parse_view_sql("CREATE VIEW v"), SqlSyntaxError);
  EXPECT_THROW(parse_trigger_sql("CREATE TRIGGER r DELETE ON t BEGIN SELECT 1;"), SqlSyntaxError);
  EXPECT_THROW(parse_trigger_sql("CREATE TRIGGER r TRUNCATE ON t BEGIN SELECT 1; END"),
               SqlSyntaxError);
  EXPECT_THROW(parse_virtual_table_sql("CREATE TABLE t(a)"), SqlSyntaxError);
}

}  // namespace
}  // namespace schemake::sqlite
