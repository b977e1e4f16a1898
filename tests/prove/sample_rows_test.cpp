#include "prove/sample_rows.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "prove/database.hpp"
#include "prove/tables.hpp"

namespace schemake::generator {
namespace {

std::set<std::string> empty_tables(const std::vector<SampleNote>& notes) {
  std::set<std::string> names;
  for (const SampleNote& note : notes) names.insert(note.table);
  return names;
}

class Fits : public ::testing::TestWithParam<const char*> {};

// Every table gets rows, whatever its constraints are; SQLite checks that they hold.
TEST_P(Fits, EveryTableHasRows) {
  for (const SampleKind kind : {SampleKind::plain, SampleKind::edge}) {
    Database db(GetParam());
    SampleOptions options;
    options.kind = kind;
    options.rows = kind == SampleKind::plain ? 3 : 6;
    EXPECT_EQ(empty_tables(insert_sample_rows(db.get(), options)), std::set<std::string>{});
    for (const auto& [name, table] : read_tables(db.get())) {
      EXPECT_GT(db.number("SELECT count(*) FROM \"" + table.name + "\""), 0) << name;
    }
    EXPECT_EQ(db.text("PRAGMA foreign_key_check"), "");
    EXPECT_EQ(db.text("PRAGMA integrity_check"), "ok");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Schemas, Fits,
    ::testing::Values(
        "CREATE TABLE p(a INT UNIQUE NOT NULL); CREATE TABLE c(a INTEGER PRIMARY KEY AUTOINCREMENT "
        "REFERENCES p(a), b TEXT)",
        "CREATE TABLE t(a)", "CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT NOT NULL)",
        "CREATE TABLE t(a INT UNIQUE NOT NULL, b TEXT UNIQUE, c REAL, d BLOB NOT NULL, e ANY) "
        "STRICT",
        "CREATE TABLE t(a TEXT NOT NULL CHECK (a IN ('standard', 'student')), b INT NOT NULL CHECK "
        "(b IN (0, 1)), c VARCHAR(3) NOT NULL CHECK (length(c) <= 3))",
        "CREATE TABLE t(a CHECK (a GLOB '[0-9][0-9]-*'), b NOT NULL CHECK (b LIKE '%@%.org'), c "
        "NOT "
        "NULL CHECK (length(c) = 13), d NOT NULL CHECK (d > 1000 AND d < 1002))",
        "CREATE TABLE t(a INT NOT NULL, b INT NOT NULL, CHECK (a < b), CHECK (a + b > 41))",
        "CREATE TABLE p(a INTEGER PRIMARY KEY); CREATE TABLE c(a INT NOT NULL REFERENCES p)",
        "CREATE TABLE p(a, b, PRIMARY KEY(a, b)) WITHOUT ROWID; CREATE TABLE c(x NOT NULL, y NOT "
        "NULL, FOREIGN KEY(x, y) REFERENCES p)",
        "CREATE TABLE t(id INTEGER PRIMARY KEY, parent INT NOT NULL REFERENCES t(id))",
        "CREATE TABLE a(id INTEGER PRIMARY KEY, b INT NOT NULL REFERENCES b(id));"
        "CREATE TABLE b(id INTEGER PRIMARY KEY, a INT NOT NULL REFERENCES a(id))",
        "CREATE TABLE a(id TEXT PRIMARY KEY NOT NULL, b TEXT REFERENCES b(id));"
        "CREATE TABLE b(id TEXT PRIMARY KEY NOT NULL, a TEXT NOT NULL REFERENCES a(id))",
        "CREATE TABLE p(a INT, b INT, UNIQUE(a, b)); CREATE TABLE q(a INTEGER PRIMARY KEY);"
        "CREATE TABLE c(x INT NOT NULL, y INT NOT NULL, FOREIGN KEY(x, y) REFERENCES p(a, b), "
        "FOREIGN "
        "KEY(x) REFERENCES q(a))",
        "CREATE TABLE \"Order Details\"(\"a b\" INT NOT NULL, [se\"lect] TEXT DEFAULT 'x', c AS "
        "(\"a "
        "b\" + 1), d AS (\"a b\") STORED)",
        "CREATE TABLE t(rowid TEXT UNIQUE, _rowid_ TEXT, oid TEXT REFERENCES t(rowid))",
        "CREATE TABLE t(a INT NOT NULL, b AS (a * 2) CHECK (b > 1000))",
        "CREATE TABLE t(a NOT NULL UNIQUE ON CONFLICT IGNORE, b UNIQUE ON CONFLICT REPLACE)",
        "CREATE TABLE t(a UNIQUE ON CONFLICT ROLLBACK NOT NULL ON CONFLICT ROLLBACK)",
        "CREATE TABLE t(a); CREATE TRIGGER r BEFORE INSERT ON t BEGIN SELECT raise(ABORT, 'no'); "
        "END"));

TEST(SampleRows, NameTheTableThatNothingFits) {
  Database db(
      "CREATE TABLE never(a NOT NULL CHECK (a IS NULL), id INTEGER PRIMARY KEY);"
      "CREATE TABLE child(a INT NOT NULL REFERENCES never(id));"
      "CREATE TABLE free(a INT REFERENCES never(id))");
  EXPECT_EQ(empty_tables(insert_sample_rows(db.get(), {})),
            (std::set<std::string>{"never", "child"}));
  EXPECT_GT(db.number("SELECT count(*) FROM free"), 0);
}

TEST(SampleRows, LeaveEmptyWhatTheyAreTold) {
  Database db("CREATE TABLE A(id INTEGER PRIMARY KEY); CREATE TABLE b(a REFERENCES A)");
  SampleOptions options;
  options.left_empty = {"a"};
  EXPECT_TRUE(insert_sample_rows(db.get(), options).empty());
  EXPECT_EQ(db.number("SELECT count(*) FROM A"), 0);
  EXPECT_GT(db.number("SELECT count(*) FROM b"), 0);
}

TEST(SampleRows, PlainOnesHoldNoNull) {
  Database db("CREATE TABLE t(a INT, b TEXT, c)");
  insert_sample_rows(db.get(), {});
  EXPECT_EQ(db.number("SELECT count(*) FROM t WHERE a IS NULL OR b IS NULL OR c IS NULL"), 0);
  EXPECT_EQ(db.number("SELECT count(*) FROM t"), 3);
}

TEST(SampleRows, EdgeOnesHoldWhatGoesWrong) {
  Database db("CREATE TABLE t(a INT, b TEXT, c)");
  SampleOptions options;
  options.kind = SampleKind::edge;
  options.rows = 10;
  insert_sample_rows(db.get(), options);
  EXPECT_GT(db.number("SELECT count(*) FROM t WHERE a IS NULL"), 0);
  EXPECT_GT(db.number("SELECT count(*) FROM t WHERE b = ''"), 0);
  EXPECT_GT(db.number("SELECT count(*) FROM t WHERE length(b) = 5000"), 0);
  EXPECT_GT(db.number("SELECT count(*) FROM t WHERE a = 9223372036854775807"), 0);
}

TEST(SampleRows, PutTheConnectionBack) {
  Database db(
      "PRAGMA foreign_keys=ON; CREATE TABLE t(a); CREATE TABLE log(a);"
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (1); END");
  SampleOptions options;
  options.left_empty = {"log"};
  insert_sample_rows(db.get(), options);
  EXPECT_EQ(db.number("SELECT count(*) FROM log"), 0);
  EXPECT_EQ(db.number("PRAGMA foreign_keys"), 1);
  db.run("INSERT INTO t VALUES (1)");
  EXPECT_EQ(db.number("SELECT count(*) FROM log"), 1);
}

// SQLite takes no expression of 1,000 terms in a row. Chance alone would not find these values.
TEST(SampleRows, AreFoundThroughMoreChecksThanAnExpressionMayHaveTerms) {
  std::string table = "CREATE TABLE t(a NOT NULL, b NOT NULL, c NOT NULL";
  for (const std::string column : {"a", "b", "c"}) {
    table += ", CHECK (" + column + " IN ('one', 'two'))";
    for (int i = 0; i < 1010; ++i) {
      table += ", CHECK (" + column + " <> 'x" + std::to_string(i) + "')";
    }
  }
  Database db(table + ")");
  SampleOptions options;
  options.rows = 3;
  EXPECT_EQ(empty_tables(insert_sample_rows(db.get(), options)), std::set<std::string>{});
}

}  // namespace
}  // namespace schemake::generator
