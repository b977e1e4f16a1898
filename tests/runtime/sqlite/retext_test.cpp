#include "sqlite/retext.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <schemake/fingerprint.hpp>
#include <string>
#include <vector>

#include "runtime/database.hpp"
#include "runtime/library.hpp"
#include "sqlite/fingerprint.hpp"
#include "sqlite/settings.hpp"

namespace schemake::test {
namespace {

edge_v1::Step step(const char* table, const char* was, const char* now) {
  return edge_v1::retext(Phase::expand, table, was, now);
}

bool retext(Database& db, const edge_v1::Step& step) {
  db.execute("BEGIN IMMEDIATE");
  const bool done = sqlite::retext(db, step);
  db.execute("COMMIT");
  return done;
}

std::vector<std::string> differences_from(const std::string& script, Database& db) {
  Database fresh;
  fresh.execute(script);
  std::vector<std::string> lines;
  for (const auto& one :
       differences(sqlite::read_fingerprint(fresh), sqlite::read_fingerprint(db))) {
    lines.push_back(one.what);
  }
  return lines;
}

// A table of some shape, with rows, and what relaxes it.
struct Shape {
  const char* name;
  const char* start;  // a script that leads to the table t, with what hangs on it
  const char* was;
  const char* now;
  const char* relaxed;  // a script that creates the same schema relaxed
  const char* then;     // a statement that was refused before
};
void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }

class Retext : public ::testing::TestWithParam<Shape> {};

TEST_P(Retext, RelaxesTheTableAndNothingElse) {
  const Shape& shape = GetParam();
  const TemporaryFolder folder;
  Database db(folder.file("a.db"));
  Database other(folder.file("a.db"));
  db.execute(shape.start);
  const std::string version = other.query("PRAGMA schema_version");
  const std::string rows = db.query("SELECT * FROM t");
  ASSERT_NE(sqlite3_exec(db, shape.then, nullptr, nullptr, nullptr), SQLITE_OK);
  ASSERT_NE(sqlite3_exec(other, shape.then, nullptr, nullptr, nullptr), SQLITE_OK);

  ASSERT_TRUE(retext(db, step("t", shape.was, shape.now)));
  EXPECT_EQ(differences_from(shape.relaxed, db), std::vector<std::string>());
  EXPECT_EQ(db.query("SELECT * FROM t"), rows);
  EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(db.query("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(db.query("PRAGMA writable_schema"), "0");
  // Another connection that had the old schema in its memory.
  other.execute(shape.then);
  EXPECT_NE(other.query("PRAGMA schema_version"), version);
  EXPECT_EQ(other.query("PRAGMA integrity_check"), "ok");
  db.execute("DELETE FROM t; VACUUM");
  EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(differences_from(shape.relaxed, db), std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, Retext,
    ::testing::Values(
        Shape{"Strict",
              "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b ANY) STRICT;"
              "INSERT INTO t VALUES (1, 'x', 2)",
              "a TEXT NOT NULL", "a TEXT",
              "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b ANY) STRICT",
              "INSERT INTO t (a) VALUES (NULL)"},
        Shape{"WithoutRowid",
              "CREATE TABLE t (a TEXT NOT NULL, b INT, c TEXT NOT NULL UNIQUE, PRIMARY KEY (b, a))"
              " WITHOUT ROWID; INSERT INTO t VALUES ('x', 1, 'y'), ('x', 2, 'z')",
              "c TEXT NOT NULL", "c TEXT",
              "CREATE TABLE t (a TEXT NOT NULL, b INT, c TEXT UNIQUE, PRIMARY KEY (b, a))"
              " WITHOUT ROWID",
              "INSERT INTO t VALUES ('z', 3, NULL)"},
        Shape{"UnderGeneratedColumnsAndIndexes",
              "CREATE TABLE t (a TEXT NOT NULL, b TEXT AS (upper(a)), c TEXT AS (a || b) STORED);"
              "CREATE INDEX by_b ON t (b) WHERE a IS NOT NULL; CREATE UNIQUE INDEX by_c ON t (c);"
              "INSERT INTO t VALUES ('x'), ('y')",
              "a TEXT NOT NULL", "a TEXT",
              "CREATE TABLE t (a TEXT, b TEXT AS (upper(a)), c TEXT AS (a || b) STORED);"
              "CREATE INDEX by_b ON t (b) WHERE a IS NOT NULL; CREATE UNIQUE INDEX by_c ON t (c)",
              "INSERT INTO t VALUES (NULL), (NULL)"},
        Shape{"TextPrimaryKey",
              "CREATE TABLE t (a TEXT NOT NULL PRIMARY KEY, b); INSERT INTO t VALUES ('x', 1)",
              "a TEXT NOT NULL PRIMARY KEY", "a TEXT PRIMARY KEY",
              "CREATE TABLE t (a TEXT PRIMARY KEY, b)", "INSERT INTO t VALUES (NULL, 2)"},
        Shape{"AutoincrementAndCheck",
              "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a, CHECK (t.a > 0));"
              "INSERT INTO t (a) VALUES (1)",
              "CHECK (t.a > 0)", "", "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a)",
              "INSERT INTO t (a) VALUES (0)"},
        Shape{"CommentsAndOddNames",
              "create  table  -- the table\n main . [t] (\n`a ``b`\tTEXT/**/Not /* ! */ NULL--\n,"
              "\"c, d\" /* NOT NULL */ int)\n; INSERT INTO t VALUES ('x', 1)",
              "\"a `b\" TEXT NOT NULL", "\"a `b\" TEXT",
              "CREATE TABLE t (\"a `b\" TEXT, \"c, d\" INT)", "INSERT INTO t VALUES (NULL, 1)"},
        Shape{"ColumnAddedByAlter",
              "CREATE TABLE t (a INT); INSERT INTO t VALUES (1);"
              "ALTER TABLE t ADD COLUMN b TEXT NOT NULL DEFAULT 'x' CHECK (b <> '')",
              "b TEXT NOT NULL DEFAULT 'x'", "b TEXT DEFAULT 'x'",
              "CREATE TABLE t (a INT, b TEXT DEFAULT 'x' CHECK (b <> ''))",
              "INSERT INTO t VALUES (2, NULL)"},
        Shape{"RenamedAndDropped",
              "CREATE TABLE s (a INT, b TEXT NOT NULL,\n  c INT,\n  CHECK (s.b <> ''));"
              "INSERT INTO s VALUES (1, 'x', 2); ALTER TABLE s RENAME TO t;"
              "ALTER TABLE t RENAME COLUMN b TO \"the b\"; ALTER TABLE t DROP COLUMN a;"
              "ALTER TABLE t ADD COLUMN d REAL",
              "\"the b\" TEXT NOT NULL, CHECK (t.\"the b\" <> '')", "\"the b\" TEXT",
              "CREATE TABLE t (\"the b\" TEXT, c INT, d REAL)",
              "INSERT INTO t (\"the b\") VALUES (NULL), ('')"},
        Shape{"ReferenceAndTriggers",
              "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);"
              "CREATE TABLE t (a INT, b INT REFERENCES p ON DELETE CASCADE);"
              "CREATE TRIGGER more AFTER INSERT ON t BEGIN DELETE FROM p WHERE id = 9; END;"
              "CREATE VIEW v AS SELECT a FROM t; INSERT INTO t VALUES (1, 1);"
              "PRAGMA foreign_keys = ON",
              "b INT REFERENCES p (id) ON DELETE CASCADE", "b INT",
              "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INT, b INT);"
              "CREATE TRIGGER more AFTER INSERT ON t BEGIN DELETE FROM p WHERE id = 9; END;"
              "CREATE VIEW v AS SELECT a FROM t",
              "PRAGMA foreign_keys = ON; INSERT INTO t VALUES (2, 7)"}),
    [](const auto& info) { return info.param.name; });

TEST(RetextDefault, ChangesWhatNewRowsGetAlone) {
  Database db;
  db.execute(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'old', b INT);"
      "CREATE INDEX by_a ON t (a); INSERT INTO t (b) VALUES (1)");
  ASSERT_TRUE(retext(db, step("t", "a TEXT DEFAULT 'old', b INT",
                              "a TEXT DEFAULT (upper('new')), b INT DEFAULT 7")));
  db.execute("INSERT INTO t DEFAULT VALUES");
  EXPECT_EQ(db.query("SELECT a, b FROM t"), "old|1\nNEW|7");
  EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
}

// ALTER TABLE ADD COLUMN writes no row: what is older reads as the default, whatever it is.
TEST(RetextDefault, KeepsTheValuesOfRowsThatAreOlderThanTheColumn) {
  const char* const columns[][3] = {
      {"TEXT DEFAULT 'old'", "a TEXT DEFAULT 'old'", "a TEXT DEFAULT 'new'"},
      {"TEXT DEFAULT 'old'", "a TEXT DEFAULT 'old'", "a TEXT"},
      {"TEXT", "a TEXT", "a TEXT DEFAULT 'new'"},
      {"TEXT NOT NULL DEFAULT ''", "a TEXT NOT NULL DEFAULT ''", "a TEXT NOT NULL DEFAULT 'new'"}};
  for (const auto& [added, was, now] : columns) {
    for (const char* const options : {"", " WITHOUT ROWID", " STRICT"}) {
      SCOPED_TRACE(std::string(was) + " -> " + now + options);
      Database db;
      db.execute("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, z TEXT NOT NULL)" +
                 std::string(options) + "; INSERT INTO t VALUES (1, 'z'), (2, 'z');" +
                 "ALTER TABLE t ADD COLUMN a " + added +
                 "; CREATE INDEX by_a ON t (a); INSERT INTO t VALUES (3, 'z', 'own')");
      const std::string before = everything(db);
      EXPECT_FALSE(retext(db, step("t", was, now)));
      EXPECT_EQ(everything(db), before);
      db.execute("UPDATE t SET z = 'y' WHERE id = 1");  // writes the whole row
      EXPECT_FALSE(retext(db, step("t", was, now)));
      db.execute("UPDATE t SET z = 'y'");
      const std::string rows = db.query("SELECT * FROM t");
      EXPECT_TRUE(retext(db, step("t", was, now)));
      EXPECT_EQ(db.query("SELECT * FROM t"), rows);
      EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
    }
  }
}

TEST(RetextDefault, KeepsTheValuesWhereAColumnBehindWasAddedToo) {
  Database db;
  db.execute(
      "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1);"
      "ALTER TABLE t ADD COLUMN a DEFAULT 1; ALTER TABLE t ADD COLUMN b NOT NULL DEFAULT 2");
  EXPECT_FALSE(retext(db, step("t", "b NOT NULL DEFAULT 2", "b NOT NULL")));
  EXPECT_FALSE(retext(db, step("t", "a DEFAULT 1, b NOT NULL DEFAULT 2", "a, b NOT NULL")));
  EXPECT_EQ(db.query("SELECT * FROM t"), "1|1|2");
}

TEST(RetextRefused, WhereTheSchemaMayNotBeWritten) {
  Database db;
  db.execute("CREATE TABLE t (a INT NOT NULL); INSERT INTO t VALUES (1)");
  const edge_v1::Step relax = step("t", "a INT NOT NULL", "a INT");
  const std::string before = everything(db);
  {
    const sqlite::ConfigFlag defensive(db, SQLITE_DBCONFIG_DEFENSIVE, true);
    EXPECT_FALSE(retext(db, relax));
  }
  sqlite3_set_authorizer(
      db,
      [](void*, int action, const char* table, const char*, const char*, const char*) {
        const bool schema = table != nullptr && std::string(table) == "sqlite_master";
        return action == SQLITE_UPDATE && schema ? SQLITE_DENY : SQLITE_OK;
      },
      nullptr);
  EXPECT_FALSE(retext(db, relax));
  sqlite3_set_authorizer(db, nullptr, nullptr);
  EXPECT_EQ(everything(db), before);
  EXPECT_EQ(db.query("PRAGMA writable_schema"), "0");
  EXPECT_FALSE(retext(db, step("nothing", "a INT NOT NULL", "a INT")));
  EXPECT_TRUE(retext(db, relax));
}

TEST(RetextRefused, TakesNothingAlongThatIsRolledBack) {
  Database db;
  db.execute("CREATE TABLE t (a INT NOT NULL); BEGIN");
  ASSERT_TRUE(sqlite::retext(db, step("t", "a INT NOT NULL", "a INT")));
  db.execute("INSERT INTO t VALUES (NULL); ROLLBACK");
  EXPECT_NE(sqlite3_exec(db, "INSERT INTO t VALUES (NULL)", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(db.query("SELECT sql FROM sqlite_schema"), "CREATE TABLE t (a INT NOT NULL)");
}

constexpr const char* kRelaxed =
    "CREATE TABLE b (x INTEGER, y TEXT UNIQUE); INSERT INTO main.b (x, y) SELECT x, y FROM main.a;"
    " DROP TABLE main.a; ALTER TABLE main.b RENAME TO a";

TEST(RetextStep, RunsItsFallbackWhereItMust) {
  const struct {
    const char* created;
    const char* left;
  } kCases[] = {
      {"CREATE TABLE a (x INTEGER NOT NULL, y TEXT  UNIQUE)",
       "CREATE TABLE a (x INTEGER, y TEXT  UNIQUE)"},
      {"CREATE TABLE a (x INTEGER NOT NULL ON CONFLICT FAIL, y TEXT UNIQUE)",
       "CREATE TABLE \"a\" (x INTEGER, y TEXT UNIQUE)"},
  };
  for (const auto& [created, left] : kCases) {
    for (const bool borrowed : {true, false}) {
      TestCatalog catalog;
      catalog.revision("base", id('1'), "0001_start", {run(Phase::expand, "a", created)},
                       {none("")});
      catalog.revision(id('1'), id('2'), "0002_relax",
                       {step("a", "x INTEGER NOT NULL", "x INTEGER"),
                        rebuild(Phase::expand, "a", "x\ny", kRelaxed),
                        run(Phase::data, "a", "INSERT INTO main.a VALUES (NULL, 'new')")},
                       {none("")});
      const TemporaryFolder folder;
      Database db(folder.file("a.db"));
      const auto connection = borrowed ? std::make_unique<sqlite::Connection>(db)
                                       : std::make_unique<sqlite::Connection>(folder.file("a.db"));
      upgrade_to(*connection, catalog.get(), "1");
      db.execute("INSERT INTO a VALUES (1, 'old')");
      upgrade(*connection, catalog.get());
      EXPECT_EQ(db.query("SELECT sql FROM sqlite_schema WHERE name = 'a'"), left);
      EXPECT_EQ(db.query("SELECT x, y FROM a"), "1|old\nNULL|new");
      EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
    }
  }
}

}  // namespace
}  // namespace schemake::test
