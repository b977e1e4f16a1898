#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "introspect/default_value.hpp"
#include "introspect/found.hpp"

namespace schemake::generator {
namespace {

struct Case {
  const char* sql;   // of one column
  const char* yaml;  // what its table says
};

class ColumnOf : public testing::TestWithParam<Case> {};

TEST_P(ColumnOf, IsSaidAs) {
  const std::string sql = std::string("CREATE TABLE t (") + GetParam().sql + ")";
  const std::string yaml = table_yaml(sql, "t");
  EXPECT_EQ(yaml, std::string("columns:\n  ") + GetParam().yaml + "\n") << sql;
  EXPECT_THAT(lines(import_of(sql).lost), testing::IsEmpty());
}

// A portable type where SQLite is told the same again, and nowhere else.
INSTANTIATE_TEST_SUITE_P(
    Types, ColumnOf,
    testing::Values(Case{"a INTEGER NOT NULL", "a: bigint"}, Case{"a integer", "a: bigint?"},
                    Case{"a TEXT NOT NULL", "a: text"}, Case{"a \"Text\"", "a: text?"},
                    Case{"a REAL", "a: double?"}, Case{"a BLOB", "a: blob?"},
                    Case{"a", "a: untyped?"}, Case{"a NOT NULL", "a: untyped"},
                    Case{"a INT", "a: int?"}, Case{"a BIGINT", "a: sqlite_bigint?"},
                    Case{"a BOOLEAN", "a: sqlite_boolean?"}, Case{"a DATETIME", "a: datetime?"},
                    Case{"a NUMERIC", "a: numeric?"}, Case{"a DOUBLE", "a: sqlite_double?"},
                    Case{"a LONGVARCHAR", "a: longvarchar?"},
                    Case{"a VARCHAR ( 20 )", "a: varchar_20?"},
                    Case{"a DECIMAL(10,2)", "a: decimal_10_2?"},
                    Case{"a NUMERIC(10,-2)", "a: numeric_10_2?"},
                    Case{"a UNSIGNED BIG INT", "a: unsigned_big_int?"},
                    Case{"a 'odd type'", "a: odd_type?"}, Case{"a \"odd-type\"", "a: odd_type?"}));

INSTANTIATE_TEST_SUITE_P(
    Defaults, ColumnOf,
    testing::Values(
        Case{"a INTEGER DEFAULT 0", "a: {type: bigint, nullable: true, default: 0}"},
        Case{"a INTEGER DEFAULT (0)", "a: {type: bigint, nullable: true, default: 0}"},
        Case{"a INTEGER DEFAULT -1", "a: {type: bigint, nullable: true, default: -1}"},
        Case{"a INTEGER DEFAULT +1", "a: {type: bigint, nullable: true, default: 1}"},
        Case{"a INTEGER DEFAULT '0'", "a: {type: bigint, nullable: true, default: {sql: \"'0'\"}}"},
        Case{"a INTEGER DEFAULT 010", "a: {type: bigint, nullable: true, default: {sql: 010}}"},
        Case{"a INTEGER DEFAULT 1.5", "a: {type: bigint, nullable: true, default: {sql: 1.5}}"},
        Case{"a INTEGER DEFAULT 0x10", "a: {type: bigint, nullable: true, default: {sql: 0x10}}"},
        Case{"a INTEGER DEFAULT 9223372036854775808",
             "a: {type: bigint, nullable: true, default: {sql: 9223372036854775808}}"},
        Case{"a INTEGER DEFAULT true",
             "a: {type: bigint, nullable: true, default: {sql: \"true\"}}"},
        Case{"a INTEGER DEFAULT NULL", "a: bigint?"},
        Case{"a INTEGER DEFAULT (NULL)", "a: bigint?"},
        Case{"a TEXT DEFAULT 'x'", "a: {type: text, nullable: true, default: x}"},
        Case{"a TEXT DEFAULT \"x\"", "a: {type: text, nullable: true, default: x}"},
        Case{"a TEXT DEFAULT x", "a: {type: text, nullable: true, default: x}"},
        Case{"a TEXT DEFAULT 0", "a: {type: text, nullable: true, default: {sql: 0}}"},
        Case{"a TEXT DEFAULT CURRENT_TIMESTAMP",
             "a: {type: text, nullable: true, default: {sql: CURRENT_TIMESTAMP}}"},
        Case{"a TEXT DEFAULT current_timestamp",
             "a: {type: text, nullable: true, default: {sql: CURRENT_TIMESTAMP}}"},
        Case{"a TEXT DEFAULT (datetime('now'))",
             "a: {type: text, nullable: true, default: {sql: \"datetime('now')\"}}"},
        Case{"a BLOB DEFAULT x'00FF'", "a: {type: blob, nullable: true, default: 00ff}"},
        Case{"a BLOB DEFAULT 'x'", "a: {type: blob, nullable: true, default: {sql: \"'x'\"}}"},
        Case{"a REAL DEFAULT 1e3", "a: {type: double, nullable: true, default: 1e3}"},
        Case{"a REAL DEFAULT .5", "a: {type: double, nullable: true, default: {sql: \".5\"}}"},
        Case{"a INT DEFAULT 5", "a: {type: int, nullable: true, default: 5}"},
        Case{"a INT DEFAULT '5'", "a: {type: int, nullable: true, default: \"5\"}"},
        Case{"a INT DEFAULT 'true'", "a: {type: int, nullable: true, default: \"true\"}"},
        Case{"a INT DEFAULT 007", "a: {type: int, nullable: true, default: {sql: 007}}"},
        Case{"a DEFAULT x'ab'", "a: {type: untyped, nullable: true, default: {sql: \"x'ab'\"}}"}));

INSTANTIATE_TEST_SUITE_P(
    Clauses, ColumnOf,
    testing::Values(
        Case{"a TEXT COLLATE NoCase", "a: {type: text, nullable: true, collate: nocase}"},
        Case{"a TEXT COLLATE binary", "a: text?"},
        Case{"a TEXT NOT NULL ON CONFLICT REPLACE DEFAULT ''",
             "a: {type: text, default: \"\", on_conflict: replace}"},
        Case{"a TEXT NOT NULL ON CONFLICT ABORT", "a: text"},
        Case{"a TEXT CHECK (a NOT NULL)", "a: {type: text, nullable: true, check: a NOT NULL}"},
        Case{"a TEXT CHECK (a IN (\"x\", \"y\"))",
             "a: {type: text, nullable: true, check: \"a IN ('x', 'y')\"}"},
        Case{"a INTEGER PRIMARY KEY", "a: {type: bigint, primary_key: true}"},
        Case{"a INTEGER NOT NULL PRIMARY KEY", "a: {type: bigint, primary_key: true}"},
        Case{"a INTEGER PRIMARY KEY AUTOINCREMENT",
             "a: {type: bigint, primary_key: true, identity: true}"},
        Case{"a INTEGER PRIMARY KEY UNIQUE", "a: {type: bigint, primary_key: true, unique: true}"},
        Case{"a INTEGER, PRIMARY KEY (a DESC)", "a: {type: bigint, primary_key: true}"},
        Case{"a INT PRIMARY KEY", "a: {type: int, nullable: true, primary_key: true}"},
        Case{"a TEXT PRIMARY KEY", "a: {type: text, nullable: true, primary_key: true}"},
        Case{"a TEXT PRIMARY KEY UNIQUE", "a: {type: text, nullable: true, primary_key: true}"},
        Case{"a TEXT NOT NULL UNIQUE UNIQUE", "a: {type: text, unique: true}"}));

TEST(DefaultValue, IsNothingForNull) {
  Type type;
  EXPECT_FALSE(default_value("NULL", type));
  EXPECT_FALSE(default_value("((null))", type));
}

// One spelling for all columns of one raw type.
TEST(Types, ShareAnAlias) {
  EXPECT_EQ(table_yaml("CREATE TABLE t (a varchar(10), b VARCHAR (10), c Varchar( 10 ))", "t"),
            "columns:\n  a: varchar_10?\n  b: varchar_10?\n  c: varchar_10?\n");
  EXPECT_THAT(yaml_of(import_of("CREATE TABLE t (a varchar(10), b VARCHAR (10))")),
              testing::HasSubstr("types:\n  varchar_10: {sqlite: varchar(10)}\n"));
}

TEST(Types, OfAStrictTableStay) {
  EXPECT_EQ(table_yaml("CREATE TABLE t (a INT, b INTEGER, c ANY, d TEXT PRIMARY KEY) STRICT", "t"),
            "columns:\n"
            "  a: int?\n"
            "  b: bigint?\n"
            "  c: any?\n"
            "  d: {type: text, primary_key: true}\n"
            "strict: true\n");
}

}  // namespace
}  // namespace schemake::generator
