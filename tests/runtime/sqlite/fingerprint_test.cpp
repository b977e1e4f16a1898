#include "sqlite/fingerprint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <schemake/error.hpp>
#include <string>
#include <vector>

namespace schemake::sqlite {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// An in-memory database that has run `sql`.
class Database {
 public:
  explicit Database(const std::string& sql) {
    EXPECT_EQ(sqlite3_open(":memory:", &db_), SQLITE_OK);
    run(sql);
  }
  ~Database() { sqlite3_close(db_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql) {
    EXPECT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db_) << "\n"
        << sql;
  }
  sqlite3* get() const { return db_; }

 private:
  sqlite3* db_ = nullptr;
};

Fingerprint of(const std::string& sql) { return read_fingerprint(Database(sql).get()); }

std::vector<std::string> words(const Fingerprint& expected, const Fingerprint& found) {
  std::vector<std::string> list;
  for (const Difference& difference : differences(expected, found)) list.push_back(difference.what);
  return list;
}

struct Pair {
  const char* a;
  const char* b;
};

class SameMeaning : public ::testing::TestWithParam<Pair> {};

TEST_P(SameMeaning, HasTheSameRows) {
  EXPECT_THAT(words(of(GetParam().a), of(GetParam().b)), IsEmpty());
  EXPECT_EQ(of(GetParam().a), of(GetParam().b));
}

INSTANTIATE_TEST_SUITE_P(
    Spellings, SameMeaning,
    ::testing::Values(
        Pair{"CREATE TABLE t(a INTEGER PRIMARY KEY)", "CREATE TABLE t(a INTEGER, PRIMARY KEY(a))"},
        Pair{"CREATE TABLE t(a INTEGER PRIMARY KEY)",
             "CREATE TABLE t(\"a\" integer not null constraint x PRIMARY KEY ASC)"},
        Pair{"CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT)",
             "CREATE TABLE t(a INTEGER, PRIMARY KEY(a AUTOINCREMENT))"},
        Pair{"CREATE TABLE t(a TEXT UNIQUE, b)",
             "CREATE TABLE t(a TEXT, b, CONSTRAINT u UNIQUE([a]))"},
        Pair{"CREATE TABLE t(a UNIQUE ON CONFLICT ABORT, b)",
             "CREATE TABLE t(b, a, UNIQUE(a), UNIQUE(A))"},
        Pair{"CREATE TABLE t(a COLLATE nocase, UNIQUE(a))",
             "CREATE TABLE t(a COLLATE \"NOCASE\" UNIQUE)"},
        Pair{"CREATE TABLE t(a CHECK (a > 0))",
             "CREATE TABLE t(a, CONSTRAINT c CHECK ((A>/* */0)))"},
        Pair{"CREATE TABLE t(a VARCHAR(10), b UNSIGNED BIG INT)",
             "CREATE TABLE t(a varchar ( 10 ), b unsigned  big\nint)"},
        Pair{"CREATE TABLE t(a DEFAULT NULL, b DEFAULT 1, c DEFAULT 'x', d DEFAULT -1)",
             "CREATE TABLE t(a, b DEFAULT ((1)), c DEFAULT x, d DEFAULT (- 1))"},
        Pair{"CREATE TABLE t(a DEFAULT (1 + 2), b DEFAULT +5)",
             "CREATE TABLE t(a DEFAULT (( 1+2 )), b DEFAULT 5)"},
        Pair{"CREATE TABLE p(a, b, PRIMARY KEY(a, b)); CREATE TABLE t(x, y, FOREIGN KEY(x, y) "
             "REFERENCES p)",
             "CREATE TABLE p(a, b, PRIMARY KEY(a, b)); CREATE TABLE t(x, y, CONSTRAINT f FOREIGN "
             "KEY(y, x) REFERENCES P(b, a) MATCH SIMPLE ON DELETE NO ACTION NOT DEFERRABLE)"},
        Pair{"CREATE TABLE p(a PRIMARY KEY); CREATE TABLE t(x REFERENCES p ON DELETE CASCADE)",
             "CREATE TABLE p(a PRIMARY KEY); CREATE TABLE t(x, FOREIGN KEY(x) REFERENCES p(a) ON "
             "DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE)"},
        Pair{"CREATE TABLE t(a, b AS (a || \"x\") CHECK (a IN (\"y\", \"a\", \"rowid\")))",
             "CREATE TABLE t(a, b AS (a || 'x') CHECK (a IN ('y', a, \"rowid\")))"},
        Pair{"CREATE TABLE t(a); CREATE INDEX i ON t(a || \"x\") WHERE a <> \"it's\"",
             "CREATE TABLE t(a); CREATE INDEX i ON t(a || 'x') WHERE a <> 'it''s'"},
        Pair{"CREATE TABLE t(a); CREATE INDEX i ON t(a, \"x\", ((\"y\")), \"z\" COLLATE nocase "
             "DESC, "
             "(\"z\" COLLATE rtrim))",
             "CREATE TABLE t(a); CREATE INDEX i ON t(a, +'x', (+'y'), (+'z') COLLATE nocase DESC, "
             "((+'z') COLLATE rtrim))"},
        Pair{"CREATE TABLE t(a, b AS (a || 'x'))",
             "CREATE TABLE t(a, b GENERATED ALWAYS AS ((a||'x')) VIRTUAL)"},
        Pair{"CREATE TABLE t(a); CREATE INDEX i ON t(a)",
             "CREATE TABLE t(a); CREATE INDEX i ON T(\"a\" COLLATE binary ASC)"},
        Pair{
            "CREATE TABLE t(a COLLATE NOCASE); CREATE INDEX i ON t(a, lower(a)) WHERE a > 'x'",
            "CREATE TABLE t(a COLLATE NOCASE); CREATE INDEX i ON t(a COLLATE nocase, (LOWER( a ))) "
            "WHERE (a>'x')"},
        Pair{"CREATE TABLE t(a); CREATE VIEW v AS SELECT a FROM t",
             "CREATE TABLE t(a); CREATE VIEW v AS select \"a\" -- x\n from [t]"},
        Pair{"CREATE TABLE t(a); CREATE TRIGGER r INSERT ON t BEGIN SELECT 1; END",
             "CREATE TABLE t(a); CREATE TRIGGER r BEFORE INSERT ON T FOR EACH ROW BEGIN SELECT 1; "
             "END"},
        Pair{"CREATE TABLE t(a, b PRIMARY KEY) WITHOUT ROWID",
             "CREATE TABLE t(b NOT NULL PRIMARY KEY, a) without rowid"}));

class OtherMeaning : public ::testing::TestWithParam<Pair> {};

TEST_P(OtherMeaning, HasOtherRows) {
  EXPECT_NE(of(GetParam().a), of(GetParam().b));
  EXPECT_THAT(words(of(GetParam().a), of(GetParam().b)), ::testing::Not(IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(
    Schemas, OtherMeaning,
    ::testing::Values(
        Pair{"CREATE TABLE t(a)", "CREATE TABLE T(a)"},
        Pair{"CREATE TABLE t(a)", "CREATE TABLE t(A)"},
        Pair{"CREATE TABLE t(a)", "CREATE TABLE t(a, b)"},
        Pair{"CREATE TABLE t(a TEXT)", "CREATE TABLE t(a)"},
        Pair{"CREATE TABLE t(a TEXT) STRICT", "CREATE TABLE t(a TEXT)"},
        Pair{"CREATE TABLE t(a NOT NULL)", "CREATE TABLE t(a)"},
        Pair{"CREATE TABLE t(a NOT NULL)", "CREATE TABLE t(a NOT NULL ON CONFLICT IGNORE)"},
        Pair{"CREATE TABLE t(a UNIQUE)", "CREATE TABLE t(a UNIQUE ON CONFLICT REPLACE)"},
        Pair{"CREATE TABLE t(a UNIQUE)", "CREATE TABLE t(a); CREATE UNIQUE INDEX i ON t(a)"},
        Pair{"CREATE TABLE t(a DEFAULT 1)", "CREATE TABLE t(a DEFAULT '1')"},
        Pair{"CREATE TABLE t(a DEFAULT true)", "CREATE TABLE t(a DEFAULT 'true')"},
        Pair{"CREATE TABLE t(a DEFAULT ((1) + (2)))", "CREATE TABLE t(a DEFAULT ((1 + 2)))"},
        Pair{"CREATE TABLE t(a COLLATE NOCASE)", "CREATE TABLE t(a COLLATE RTRIM)"},
        Pair{"CREATE TABLE t(a INTEGER PRIMARY KEY)", "CREATE TABLE t(a INTEGER PRIMARY KEY DESC)"},
        Pair{"CREATE TABLE t(a INTEGER PRIMARY KEY)",
             "CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT)"},
        Pair{"CREATE TABLE t(a PRIMARY KEY NOT NULL) WITHOUT ROWID",
             "CREATE TABLE t(a PRIMARY KEY NOT NULL)"},
        Pair{"CREATE TABLE t(a, b, PRIMARY KEY(a, b))", "CREATE TABLE t(a, b, PRIMARY KEY(b, a))"},
        Pair{"CREATE TABLE t(a, b AS (a) STORED)", "CREATE TABLE t(a, b AS (a))"},
        Pair{"CREATE TABLE t(a, b AS (a + 1))", "CREATE TABLE t(a, b AS (a + 2))"},
        Pair{"CREATE TABLE t(a CHECK (a > 0))", "CREATE TABLE t(a CHECK (a > 1))"},
        Pair{"CREATE TABLE t(a REFERENCES t(a))",
             "CREATE TABLE t(a REFERENCES t(a) DEFERRABLE INITIALLY DEFERRED)"},
        Pair{"CREATE TABLE t(a REFERENCES t(a) ON DELETE SET NULL)",
             "CREATE TABLE t(a REFERENCES t(a) ON DELETE SET DEFAULT)"},
        Pair{"CREATE TABLE t(a); CREATE INDEX i ON t(a)",
             "CREATE TABLE t(a); CREATE INDEX i ON t(a DESC)"},
        Pair{"CREATE TABLE t(a); CREATE INDEX i ON t(a)",
             "CREATE TABLE t(a); CREATE INDEX i ON t(a COLLATE NOCASE)"},
        Pair{"CREATE TABLE t(a); CREATE INDEX i ON t(a)",
             "CREATE TABLE t(a); CREATE INDEX i ON t(a) WHERE a > 1"},
        Pair{"CREATE TABLE t(a, b); CREATE INDEX i ON t(a + b)",
             "CREATE TABLE t(a, b); CREATE INDEX i ON t(a - b)"},
        Pair{"CREATE TABLE t(\"a b\", a); CREATE VIEW v AS SELECT \"a b\" FROM t",
             "CREATE TABLE t(\"a b\", a); CREATE VIEW v AS SELECT a b FROM t"},
        Pair{"CREATE TABLE t(a); CREATE VIEW v AS SELECT a FROM t",
             "CREATE TABLE t(a); CREATE VIEW v(b) AS SELECT a FROM t"},
        Pair{"CREATE TABLE t(a); CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END",
             "CREATE TABLE t(a); CREATE TRIGGER r AFTER DELETE ON t BEGIN SELECT 1; END"},
        Pair{"CREATE VIRTUAL TABLE t USING fts5(a)", "CREATE VIRTUAL TABLE t USING fts5(b)"}));

TEST(Fingerprint, LeavesOutWhatIsNotTheSchemas) {
  Database db("CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, b); CREATE INDEX i ON t(b)");
  const Fingerprint before = read_fingerprint(db.get());
  db.run(
      "INSERT INTO t(b) VALUES (1); ANALYZE;"
      "CREATE TABLE schemake_history(a); CREATE TABLE schemake_step(a);"
      "CREATE INDEX history_index ON schemake_history(a);"
      "CREATE TEMP TABLE t(x); CREATE TEMP VIEW v AS SELECT 1");
  EXPECT_EQ(read_fingerprint(db.get()), before);
}

TEST(Fingerprint, TakesAVirtualTableWithoutItsShadows) {
  const Fingerprint rows =
      of("CREATE VIRTUAL TABLE note USING FTS5(body, tokenize = 'porter');"
         "CREATE VIRTUAL TABLE place USING rtree(id, x0, x1)");
  EXPECT_EQ(rows, (Fingerprint{
                      {"virtual table", "note", "note", "arguments", "body , tokenize = 'porter'"},
                      {"virtual table", "note", "note", "module", "fts5"},
                      {"virtual table", "place", "place", "arguments", "id , x0 , x1"},
                      {"virtual table", "place", "place", "module", "rtree"}}));
}

TEST(Fingerprint, FollowsARename) {
  Database db(
      "CREATE TABLE t(a, b CHECK (a > b)); CREATE INDEX i ON t(a) WHERE a > 0;"
      "CREATE TABLE child(x REFERENCES t(a)); CREATE VIEW v AS SELECT a FROM t;"
      "CREATE TRIGGER r AFTER UPDATE OF a ON t WHEN new.a > 0 BEGIN DELETE FROM t WHERE a = 1; END;"
      "ALTER TABLE t RENAME COLUMN a TO \"order\"; ALTER TABLE t RENAME TO \"new t\"");
  EXPECT_THAT(words(of("CREATE TABLE [new t](`order`, b CHECK (\"order\" > b));"
                       "CREATE INDEX i ON [new t](\"order\") WHERE \"order\" > 0;"
                       "CREATE TABLE child(x REFERENCES `new t`(\"order\"));"
                       "CREATE VIEW v AS SELECT [order] FROM [new t];"
                       "CREATE TRIGGER r AFTER UPDATE OF [order] ON [new t] WHEN new.[order] > 0"
                       " BEGIN DELETE FROM [new t] WHERE [order] = 1; END"),
                    read_fingerprint(db.get())),
              IsEmpty());
}

TEST(Fingerprint, ReadsAColumn) {
  const Fingerprint rows = of("CREATE TABLE t(a varchar (5) NOT NULL DEFAULT 'x' COLLATE NOCASE)");
  EXPECT_EQ(rows, (Fingerprint{{"column", "t", "a", "collation", "nocase"},
                               {"column", "t", "a", "default", "'x'"},
                               {"column", "t", "a", "nullable", "no"},
                               {"column", "t", "a", "type", "VARCHAR(5)"},
                               {"table", "t", "t", "strict", "no"},
                               {"table", "t", "t", "without rowid", "no"}}));
}

TEST(Fingerprint, SaysWhatIsNoDatabase) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(SCHEMAKE_SOURCE_DIR "/CMakeLists.txt", &db), SQLITE_OK);
  try {
    read_fingerprint(db);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::not_a_database);
  }
  sqlite3_close(db);
}

TEST(Differences, SayWhatToDoObjectByObject) {
  const Fingerprint expected =
      of("CREATE TABLE author(id INTEGER PRIMARY KEY, nick INTEGER NOT NULL, CHECK (nick > 0));"
         "CREATE TABLE book(id, author REFERENCES author); CREATE INDEX b ON book(id);"
         "CREATE TABLE Page(id); CREATE VIEW v AS SELECT 1");
  const Fingerprint found =
      of("CREATE TABLE author(id INTEGER PRIMARY KEY, nick TEXT, extra);"
         "CREATE INDEX x ON author(extra); CREATE TABLE page(id, b)");
  EXPECT_THAT(
      words(expected, found),
      ElementsAre("table Page: is named page",
                  "column author.nick: nullable is yes, expected no; type is TEXT, expected "
                  "INTEGER",
                  "column author.extra: not expected", "table author: check (nick > 0): missing",
                  "index x: not expected", "table book: missing", "view v: missing"));
}

}  // namespace
}  // namespace schemake::sqlite
