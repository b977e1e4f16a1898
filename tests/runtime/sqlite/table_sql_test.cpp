#include "sqlite/table_sql.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>
#include <variant>

namespace schemake::sqlite {
namespace {

TableSql parsed(const std::string& text) {
  auto result = parse_table_sql(text);
  if (const auto* failure = std::get_if<TableSqlFailure>(&result)) {
    ADD_FAILURE() << failure->what << " at " << failure->offset << " of " << text;
    return {};
  }
  return std::get<TableSql>(std::move(result));
}

std::string conflict(Conflict value) {
  static constexpr const char* kNames[] = {"", "rollback", "abort", "fail", "ignore", "replace"};
  return kNames[static_cast<int>(value)];
}

std::string action(ReferenceAction value) {
  static constexpr const char* kNames[] = {"no action", "restrict", "set null", "set default",
                                           "cascade"};
  return kNames[static_cast<int>(value)];
}

// All that was read, a line each.
std::string listing(const TableSql& table) {
  std::string text = "table " + table.name + (table.strict ? " strict" : "") +
                     (table.without_rowid ? " without rowid" : "") + "\n";
  for (const ColumnSql& column : table.columns) {
    text += "column " + column.name + " <" + column.type + ">";
    if (column.not_null) text += " not null " + conflict(column.not_null_conflict);
    if (column.default_value) text += " default <" + *column.default_value + ">";
    if (!column.collation.empty()) text += " collate " + column.collation;
    if (column.generated) {
      text += " as <" + column.generated->expression + ">" +
              (column.generated->stored ? " stored" : "");
    }
    text += "\n";
  }
  for (const KeySql& key : table.keys) {
    text +=
        (key.primary ? "primary" : "unique") + std::string(key.name.empty() ? "" : " ") + key.name;
    for (const KeyPartSql& part : key.parts) {
      text += " " + part.column + (part.collation.empty() ? "" : " collate " + part.collation) +
              (part.descending ? " desc" : "");
    }
    text += (key.autoincrement ? " autoincrement" : "") +
            std::string(key.conflict == Conflict::unspecified ? "" : " on conflict ") +
            conflict(key.conflict) + "\n";
  }
  for (const ForeignKeySql& key : table.foreign_keys) {
    text += "foreign key" + std::string(key.name.empty() ? "" : " ") + key.name + ":";
    for (const std::string& column : key.columns) text += " " + column;
    text += " -> " + key.parent;
    for (const std::string& column : key.parent_columns) text += " " + column;
    text += "; " + action(key.on_delete) + ", " + action(key.on_update);
    if (!key.match.empty()) text += ", match " + key.match;
    if (key.deferrable) text += ", deferrable";
    if (key.initially_deferred) text += ", deferred";
    text += "\n";
  }
  for (const CheckSql& check : table.checks) {
    text += "check " + check.name + "<" + check.expression + ">\n";
  }
  return text;
}

struct Case {
  const char* sql;
  const char* listing;
};

class Parses : public ::testing::TestWithParam<Case> {};

// And SQLite takes the text as well, so that no case is made up.
TEST_P(Parses, WhatSQLiteTakes) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, GetParam().sql, nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(db);
  sqlite3_close(db);
  EXPECT_EQ(listing(parsed(GetParam().sql)), GetParam().listing);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Parses,
    ::testing::Values(
        Case{"CREATE TABLE t(a)", "table t\ncolumn a <>\n"},
        Case{"create table if not exists main.\"Order Details\" ([a b] int, `c`` d` text, 'e''f' "
             "x);",
             "table Order Details\ncolumn a b <int>\ncolumn c` d <text>\ncolumn e'f <x>\n"},
        Case{
            "CREATE TABLE t(a UNSIGNED BIG INT, b VARCHAR ( 10 ), c DECIMAL(10,-2), d \"my type\")",
            "table t\ncolumn a <UNSIGNED BIG INT>\ncolumn b <VARCHAR ( 10 )>\n"
            "column c <DECIMAL(10,-2)>\ncolumn d <\"my type\">\n"},
        Case{"CREATE TABLE t(a /* ) */ INT -- ,\n , b)", "table t\ncolumn a <INT>\ncolumn b <>\n"},
        Case{"CREATE TABLE t(a INTEGER CONSTRAINT p PRIMARY KEY DESC ON CONFLICT FAIL)",
             "table t\ncolumn a <INTEGER>\nprimary p a desc on conflict fail\n"},
        Case{"CREATE TABLE t(a INTEGER PRIMARY KEY ASC AUTOINCREMENT)",
             "table t\ncolumn a <INTEGER>\nprimary a autoincrement\n"},
        Case{"CREATE TABLE t(a INTEGER, PRIMARY KEY(a AUTOINCREMENT) ON CONFLICT REPLACE)",
             "table t\ncolumn a <INTEGER>\nprimary a autoincrement on conflict replace\n"},
        Case{"CREATE TABLE t(a, b, CONSTRAINT u UNIQUE(a COLLATE nocase DESC, (b)) ON CONFLICT "
             "IGNORE, "
             "PRIMARY KEY('b', a)) WITHOUT ROWID",
             "table t without rowid\ncolumn a <>\ncolumn b <>\n"
             "unique u a collate nocase desc b on conflict ignore\nprimary b a\n"},
        Case{"CREATE TABLE t(a TEXT UNIQUE ON CONFLICT ROLLBACK NOT NULL ON CONFLICT ABORT NULL) "
             "STRICT",
             "table t strict\ncolumn a <TEXT> not null abort\nunique a on conflict rollback\n"},
        Case{"CREATE TABLE t(a INT PRIMARY KEY) STRICT, WITHOUT ROWID",
             "table t strict without rowid\ncolumn a <INT>\nprimary a\n"},
        Case{"CREATE TABLE t(a DEFAULT 1, b DEFAULT -1.5e3, c DEFAULT 'x''y', d DEFAULT NULL, e "
             "DEFAULT "
             "x'00', f DEFAULT CURRENT_TIMESTAMP, g DEFAULT (1 + (2)), h DEFAULT word, i DEFAULT "
             "\"quoted\", j DEFAULT + 5)",
             "table t\ncolumn a <> default <1>\ncolumn b <> default <-1.5e3>\ncolumn c <> default "
             "<'x''y'>\ncolumn d <> default <NULL>\ncolumn e <> default <x'00'>\ncolumn f <> "
             "default "
             "<CURRENT_TIMESTAMP>\ncolumn g <> default <1 + (2)>\ncolumn h <> default "
             "<word>\ncolumn i "
             "<> default <\"quoted\">\ncolumn j <> default <+ 5>\n"},
        Case{
            "CREATE TABLE t(a COLLATE NOCASE NOT NULL DEFAULT 1 CHECK (a > ')') CONSTRAINT c CHECK "
            "((a) IN (1, 2)), b, CHECK (a<>b) ON CONFLICT FAIL)",
            "table t\ncolumn a <> not null  default <1> collate NOCASE\ncolumn b <>\n"
            "check <a > ')'>\ncheck c<(a) IN (1, 2)>\ncheck <a<>b>\n"},
        Case{
            "CREATE TABLE t(a, b AS (a + 1), c INT GENERATED ALWAYS AS (a) STORED NOT NULL, d "
            "generated always as (b) virtual)",
            "table t\ncolumn a <>\ncolumn b <> as <a + 1>\ncolumn c <INT> not null  as <a> stored\n"
            "column d <> as <b>\n"},
        Case{"CREATE TABLE t(generated, always TEXT, temp, key, \"check\" INT, [unique])",
             "table t\ncolumn generated <>\ncolumn always <TEXT>\ncolumn temp <>\ncolumn key <>\n"
             "column check <INT>\ncolumn unique <>\n"},
        Case{
            "CREATE TABLE t(a REFERENCES p, b INT REFERENCES [p q](x) ON DELETE SET NULL ON UPDATE "
            "CASCADE MATCH FULL DEFERRABLE INITIALLY DEFERRED NOT NULL)",
            "table t\ncolumn a <>\ncolumn b <INT> not null \n"
            "foreign key: a -> p; no action, no action\n"
            "foreign key: b -> p q x; set null, cascade, match FULL, deferrable, deferred\n"},
        Case{"CREATE TABLE t(a, b, CONSTRAINT f FOREIGN KEY(a, b) REFERENCES p(x, y) ON INSERT "
             "CASCADE ON "
             "DELETE RESTRICT ON UPDATE SET DEFAULT NOT DEFERRABLE INITIALLY DEFERRED)",
             "table t\ncolumn a <>\ncolumn b <>\n"
             "foreign key f: a b -> p x y; restrict, set default, deferred\n"},
        Case{"CREATE TABLE t(a, UNIQUE(a) CHECK (a) CONSTRAINT n CONSTRAINT m CHECK (1), "
             "CONSTRAINT o)",
             "table t\ncolumn a <>\nunique a\ncheck <a>\ncheck m<1>\n"},
        Case{"CREATE TABLE t(a CONSTRAINT x DEFAULT 1 CHECK (a), b NOT DEFERRABLE)",
             "table t\ncolumn a <> default <1>\ncolumn b <>\ncheck <a>\n"}));

TEST(TableSql, ReadsWhatCreateTableAsLeaves) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db,
                         "CREATE TABLE s(a INT, \"b c\" TEXT, d);"
                         "CREATE TABLE t AS SELECT a, \"b c\", d, a + 1 AS \"sum\" FROM s",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema WHERE name = 't'", -1, &statement,
                               nullptr),
            SQLITE_OK);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_EQ(listing(parsed(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)))),
            "table t\ncolumn a <INT>\ncolumn b c <TEXT>\ncolumn d <>\ncolumn sum <>\n");
  sqlite3_finalize(statement);
  sqlite3_close(db);
}

TEST(TableSql, FindsAColumnInAnyCase) {
  const TableSql table = parsed("CREATE TABLE t(Abc)");
  EXPECT_NE(table.column("aBC"), nullptr);
  EXPECT_EQ(table.column("ab"), nullptr);
}

class Refuses : public ::testing::TestWithParam<const char*> {};

TEST_P(Refuses, WhatItDoesNotKnow) {
  const auto result = parse_table_sql(GetParam());
  const auto* failure = std::get_if<TableSqlFailure>(&result);
  ASSERT_NE(failure, nullptr);
  EXPECT_FALSE(failure->what.empty());
  EXPECT_LE(failure->offset, std::string(GetParam()).size());
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Refuses,
    ::testing::Values("", "CREATE", "CREATE VIEW v AS SELECT 1", "CREATE TABLE t",
                      "CREATE TABLE t(", "CREATE TABLE t()", "CREATE TABLE t(a",
                      "CREATE TABLE t(a,)", "CREATE TABLE t(a) WITH ROWID",
                      "CREATE TABLE t(a) STRICT FAST", "CREATE TABLE t(a FROBNICATE(1) NICELY)",
                      "CREATE TABLE t(a CHECK a > 1)", "CREATE TABLE t(a REFERENCES)",
                      "CREATE TABLE t(a NOT)", "CREATE TABLE t(a, PRIMARY KEY(a + 1))",
                      "CREATE TABLE t(a, UNIQUE((a + 1)))", "CREATE TABLE t(a ON CONFLICT PANIC)",
                      "CREATE TABLE t(a); DROP TABLE t", "CREATE TABLE t(a DEFAULT",
                      "CREATE TABLE t('a", "CREATE TABLE t(a /*)", "CREATE TABLE t AS SELECT 1"));

}  // namespace
}  // namespace schemake::sqlite
