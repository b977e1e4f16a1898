#include "sqlite/raw_copy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

namespace schemake::test {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

constexpr const char* kCopy =
    "INSERT INTO main.\"new\" (\"a\", \"b\")\nSELECT \"a\", \"b\"\nFROM main.\"old\";";

std::string raw(const std::string& tables, const std::string& copy = kCopy) {
  Database db;
  db.execute(tables);
  return sqlite::raw_copy(db, copy);
}

TEST(RawCopy, MovesWholeRowsOfTheSameLayout) {
  const std::string tables = "CREATE TABLE old (a, B); CREATE TABLE new (A, b NOT NULL);";
  EXPECT_EQ(raw(tables), "INSERT INTO main.\"new\" SELECT * FROM main.\"old\"");
  EXPECT_EQ(raw(tables,
                "insert or abort into main.\"new\"(\"b\",\"a\") select \"B\", [A] from "
                "main.old"),
            "INSERT OR ABORT INTO main.\"new\" SELECT * FROM main.\"old\"");
}

TEST(RawCopy, LeavesAllElseAsItIs) {
  const char* const tables[] = {
      "CREATE TABLE old (b, a); CREATE TABLE new (a, b)",
      "CREATE TABLE old (a, b); CREATE TABLE new (b, a)",
      "CREATE TABLE old (a, b, c); CREATE TABLE new (a, b)",
      "CREATE TABLE old (a, b); CREATE TABLE new (a, b, c)",
      "CREATE TABLE old (a, b, c); CREATE TABLE new (a, b, c)",
      "CREATE TABLE old (a, b, c AS (a)); CREATE TABLE new (a, b, c AS (a))",
      "CREATE TABLE old (a, b, c AS (a) STORED); CREATE TABLE new (a, b)",
      "CREATE TABLE new (a, b)",
      "",
  };
  for (const char* script : tables) EXPECT_EQ(raw(script), "") << script;
  const char* const statements[] = {
      "INSERT INTO main.\"new\" (\"a\", \"b\") SELECT \"b\", \"a\" FROM main.\"old\"",
      "INSERT INTO main.\"new\" (\"a\", \"b\") SELECT \"a\", 'b' FROM main.\"old\"",
      "INSERT INTO main.\"new\" (\"a\", \"b\") SELECT \"a\", b FROM main.\"old\"",
      "INSERT INTO main.\"new\" (\"a\", \"b\") SELECT \"a\", +\"b\" FROM main.\"old\"",
      "INSERT INTO main.\"new\" (\"a\", \"b\") SELECT \"a\", \"b\" FROM main.\"old\" WHERE a > 0",
      "INSERT INTO main.\"new\" (\"a\", \"b\") SELECT DISTINCT \"a\", \"b\" FROM main.\"old\"",
      "INSERT INTO main.\"new\" (rowid, \"a\", \"b\") SELECT rowid, \"a\", \"b\" FROM main.\"old\"",
      "INSERT INTO main.\"new\" (\"a\") SELECT \"a\" FROM main.\"old\"",
      "INSERT INTO main.\"new\" (\"a\", \"a\") SELECT \"a\", \"a\" FROM main.\"old\"",
      "INSERT OR IGNORE INTO main.\"new\" (\"a\", \"b\") SELECT \"a\", \"b\" FROM main.\"old\"",
      "INSERT INTO \"new\" (\"a\", \"b\") SELECT \"a\", \"b\" FROM main.\"old\"",
      "INSERT INTO main.\"new\" (\"a\", \"b\") SELECT \"a\", \"b\" FROM temp.\"old\"",
      "INSERT INTO main.\"new\" (\"a\", \"b\") SELECT \"a\", \"b\" FROM main.\"old\" AS o",
      "INSERT INTO main.\"new\" (\"a\", \"b\") VALUES (1, 2)",
      "DROP TABLE main.\"old\"",
      "INSERT INTO main.\"new",
  };
  for (const char* statement : statements) {
    EXPECT_EQ(raw("CREATE TABLE old (a, b); CREATE TABLE new (a, b)", statement), "") << statement;
  }
}

// A rebuild for a foreign key, on a database of the same or of another order of columns.
struct Layout {
  const char* tables;
  bool same;
};
class RawRebuild : public testing::TestWithParam<Layout> {};

// Whether one of the statements that run meanwhile copies all columns as they stand.
template <class Work>
bool copies_raw(Database& db, const Work& work) {
  bool raw = false;
  const auto look = [](unsigned, void* found, void* statement, void*) {
    const char* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    if (std::string(sql).find("SELECT * FROM main.\"t\"") != std::string::npos) {
      *static_cast<bool*>(found) = true;
    }
    return 0;
  };
  sqlite3_trace_v2(db, SQLITE_TRACE_STMT, look, &raw);
  work();
  sqlite3_trace_v2(db, 0, nullptr, nullptr);
  return raw;
}

TEST_P(RawRebuild, PutsEachValueInItsColumn) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_start",
                   {run(Phase::expand, "t", "CREATE TABLE p (id INTEGER PRIMARY KEY)")},
                   {none("")});
  catalog.revision(id('1'), id('2'), "0002_reference",
                   {rebuild(Phase::contract, "t", "id\nname\nparent", R"(
CREATE TABLE "schemake_new_t" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT UNIQUE,
  "parent" INTEGER REFERENCES "p" ("id")
);
INSERT INTO main."schemake_new_t" ("id", "name", "parent")
SELECT "id", "name", "parent"
FROM main."t";
DROP TABLE main."t";
ALTER TABLE main."schemake_new_t" RENAME TO "t";)")},
                   {none("")});
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "1");
  db.execute(std::string(GetParam().tables) +
             "; INSERT INTO p VALUES (7); INSERT INTO t (id, name, parent) VALUES (9, 'z', 7), "
             "(2, '007', NULL); INSERT INTO t (name) VALUES ('gone'); DELETE FROM t WHERE id = 10");
  EXPECT_EQ(copies_raw(db, [&] { upgrade(connection, catalog.get()); }), GetParam().same);
  EXPECT_EQ(db.query("SELECT id, name, typeof(name), parent FROM t ORDER BY id"),
            "2|007|text|NULL\n9|z|text|7");
  EXPECT_EQ(db.query("SELECT seq FROM sqlite_sequence WHERE name = 't'"), "10");
  EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(db.query("PRAGMA foreign_key_check"), "");
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, RawRebuild,
    testing::Values(
        Layout{"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, "
               "parent INTEGER)",
               true},
        Layout{"CREATE TABLE t (parent INTEGER, id INTEGER PRIMARY KEY AUTOINCREMENT, "
               "name TEXT UNIQUE)",
               false},
        Layout{"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, parent INTEGER, name TEXT)",
               false},
        Layout{"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, parent INTEGER);"
               "ALTER TABLE t ADD COLUMN name TEXT",
               false}));

// Else the copy would be no faster than by name.
TEST(RawCopy, TakesTheRawRoute) {
  Database db;
  db.execute(
      "CREATE TABLE old (\"a\" INTEGER PRIMARY KEY AUTOINCREMENT, \"b\" TEXT UNIQUE);"
      "CREATE TABLE new (\"a\" INTEGER PRIMARY KEY, \"b\" TEXT UNIQUE REFERENCES old (b))");
  EXPECT_THAT(db.query("EXPLAIN " + sqlite::raw_copy(db, kCopy)),
              AnyOf(HasSubstr("RowCell"), HasSubstr("RowData")));
}

}  // namespace
}  // namespace schemake::test
