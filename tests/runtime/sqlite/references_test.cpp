#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <schemake/data_step.hpp>
#include <string>
#include <vector>

#include "runtime/database.hpp"
#include "runtime/library.hpp"
#include "sqlite/foreign_keys.hpp"

// To look for rows that refer to missing ones takes reading every table with foreign keys, so that
// is done where a step may have made one, and only there.

namespace schemake::test {
namespace {

using edge_v1::retext;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class References : public testing::Test {
 protected:
  References() {
    catalog_.revision("base", id('1'), "0001_start",
                      {run(Phase::expand, "child",
                           "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
                           "CREATE TABLE child (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                           " parent INTEGER REFERENCES parent (id))")},
                      {none("")});
    upgrade_to(connection_, catalog_.get(), "1");
    db_.execute("INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1, 'a', 1)");
  }

  // Walks a second revision and returns the statements that were run.
  std::vector<std::string> walk(std::vector<edge_v1::Step> steps) {
    catalog_.revision(id('1'), id('2'), "0002_change", std::move(steps), {none("")});
    statements_.clear();
    sqlite3_trace_v2(
        db_, SQLITE_TRACE_STMT,
        [](unsigned, void* into, void*, void* text) {
          static_cast<std::vector<std::string>*>(into)->emplace_back(
              static_cast<const char*>(text));
          return 0;
        },
        &statements_);
    upgrade(connection_, catalog_.get());
    sqlite3_trace_v2(db_, 0, nullptr, nullptr);
    return statements_;
  }

  // Outlives the database, whose trace goes on where walk() throws.
  std::vector<std::string> statements_;
  Database db_;
  sqlite::Connection connection_{db_};
  TestCatalog catalog_;
};

constexpr const char* kLook = "foreign_key_check";

TEST_F(References, AreNotReadForWhatCannotBreakThem) {
  EXPECT_THAT(walk({retext(Phase::expand, "child", "name TEXT NOT NULL", "name TEXT"),
                    rebuild(Phase::expand, "child", "id\nname\nparent", "never reached"),
                    run(Phase::expand, "child", "ALTER TABLE main.\"child\" ADD COLUMN note TEXT"),
                    run(Phase::expand, "child", "CREATE INDEX main.by_name ON child (name)")}),
              Not(Contains(HasSubstr(kLook))));
  EXPECT_EQ(db_.query("SELECT name FROM pragma_table_info('child') WHERE \"notnull\""), "");
}

TEST_F(References, AreReadOnceTheFallbackRuns) {
  EXPECT_THAT(walk({retext(Phase::expand, "child", "name BLOB NOT NULL", "name BLOB"),
                    rebuild(Phase::expand, "child", "id\nname\nparent",
                            "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT,"
                            " parent INTEGER REFERENCES parent (id));"
                            "INSERT INTO main.n SELECT * FROM main.child; DROP TABLE main.child;"
                            "ALTER TABLE main.n RENAME TO child")}),
              Contains(HasSubstr(kLook)));
}

TEST_F(References, AreReadAroundAChangeOfRows) {
  const Error error = expect_error(Code::violated, [&] {
    walk({run(Phase::expand, "child", "ALTER TABLE main.child ADD COLUMN note TEXT"),
          run(Phase::data, "child", "DELETE FROM main.parent")});
  });
  EXPECT_THAT(error.what(), HasSubstr("a row of child"));
  EXPECT_EQ(db_.query("SELECT count(*) FROM parent"), "1");
}

void break_references(Data& data) {
  sqlite3_exec(sqlite::handle(data), "DELETE FROM parent", nullptr, nullptr, nullptr);
}

TEST_F(References, AreReadAroundADataStepInCpp) {
  expect_error(Code::violated,
               [&] { walk({edge_v1::call(Phase::data, "child", &break_references)}); });
  EXPECT_EQ(db_.query("SELECT count(*) FROM parent"), "1");
}

// `enforced: false`: a key that is declared to a table that is not there holds no row.
TEST_F(References, ToATableThatIsNotThereHoldNoRowOfANewKey) {
  walk({rebuild(Phase::contract, "child", "id\nname\nparent",
                "CREATE TABLE main.n (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                " parent INTEGER REFERENCES gone (id));"
                "INSERT INTO main.n SELECT * FROM main.child; DROP TABLE main.child;"
                "ALTER TABLE main.n RENAME TO child")});
  EXPECT_EQ(db_.query("SELECT \"table\" FROM pragma_foreign_key_list('child')"), "gone");
  EXPECT_EQ(db_.query("SELECT parent FROM child"), "1");
}

TEST_F(References, ToATableThatIsNotThereHoldNoRowOfANewTable) {
  walk({run(Phase::expand, "loan", "CREATE TABLE main.loan (parent INTEGER REFERENCES gone (id))"),
        run(Phase::expand, "loan", "INSERT INTO main.loan VALUES (9)")});
  EXPECT_EQ(db_.query("SELECT parent FROM loan"), "9");
}

TEST_F(References, ToATableThatGoesAreSeenInARenamedTable) {
  const Error error = expect_error(Code::violated, [&] {
    walk({run(Phase::expand, "child", "ALTER TABLE main.child RENAME TO pupil"),
          run(Phase::contract, "parent", "DROP TABLE main.parent")});
  });
  EXPECT_THAT(error.what(),
              HasSubstr("a row of pupil (rowid 1) refers to a missing row of parent"));
}

// A key that stood before is held to what it refers to.
TEST_F(References, ToATableThatGoesAreStillSeen) {
  const Error error = expect_error(
      Code::violated, [&] { walk({run(Phase::contract, "parent", "DROP TABLE main.parent")}); });
  EXPECT_THAT(error.what(),
              HasSubstr("a row of child (rowid 1) refers to a missing row of parent"));
}

// A plan builds the table anew where its key is declared `enforced: false` from then on.
TEST_F(References, ToATableThatGoesHoldNoRowOfATableThatIsBuiltAnew) {
  walk({rebuild(Phase::contract, "child", "id\nname\nparent",
                "CREATE TABLE main.n (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                " parent INTEGER REFERENCES parent (id));"
                "INSERT INTO main.n SELECT * FROM main.child; DROP TABLE main.child;"
                "ALTER TABLE main.n RENAME TO child"),
        run(Phase::contract, "parent", "DROP TABLE main.parent"),
        run(Phase::contract, "child", "ALTER TABLE main.child RENAME TO pupil")});
  EXPECT_EQ(db_.query("SELECT parent FROM pupil"), "1");
}

// Of a table that the application made by itself nothing was declared.
TEST_F(References, ToATableThatGoesAreSeenInAnotherThanTheOneBuiltAnew) {
  db_.execute(
      "CREATE TABLE own (id INTEGER PRIMARY KEY REFERENCES parent (id));"
      "INSERT INTO own VALUES (1)");
  const Error error = expect_error(Code::violated, [&] {
    walk({rebuild(Phase::contract, "child", "id\nname\nparent",
                  "CREATE TABLE main.n (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                  " parent INTEGER REFERENCES parent (id));"
                  "INSERT INTO main.n SELECT * FROM main.child; DROP TABLE main.child;"
                  "ALTER TABLE main.n RENAME TO child"),
          run(Phase::contract, "parent", "DROP TABLE main.parent")});
  });
  EXPECT_THAT(error.what(), HasSubstr("a row of own (rowid 1) refers to a missing row of parent"));
  EXPECT_THAT(error.what(), Not(HasSubstr("child")));
}

// A new key beside one to nowhere counts.
TEST_F(References, ToATableThatIsThereCountBesideOnesToNowhere) {
  const Error error = expect_error(Code::violated, [&] {
    walk({rebuild(Phase::contract, "child", "id\nname\nparent",
                  "CREATE TABLE main.n (id INTEGER PRIMARY KEY REFERENCES gone (id),"
                  " name TEXT NOT NULL, parent INTEGER REFERENCES parent (id));"
                  "INSERT INTO main.n SELECT id, name, 7 FROM main.child; DROP TABLE main.child;"
                  "ALTER TABLE main.n RENAME TO child")});
  });
  EXPECT_THAT(error.what(),
              HasSubstr("a row of child (rowid 1) refers to a missing row of parent"));
  EXPECT_THAT(error.what(), Not(HasSubstr("gone")));
}

TEST(MayBreakReferences, IsNoForWhatChangesNoRowAndTakesNoKey) {
  const auto may = [](const char* sql) {
    return sqlite::may_break_references(run(Phase::expand, "t", sql));
  };
  for (const char* sql :
       {"", "ALTER TABLE t ADD COLUMN a", "alter table main.\"t\" add a INT DEFAULT 1;",
        "CREATE UNIQUE INDEX i ON t (a); CREATE INDEX j ON t (b)",
        "DROP VIEW v; CREATE VIEW v AS "
        "SELECT 1",
        "DROP TRIGGER r"}) {
    EXPECT_FALSE(may(sql)) << sql;
  }
  for (const char* sql :
       {"ALTER TABLE t ADD COLUMN a DEFAULT 1 REFERENCES p", "ALTER TABLE t DROP COLUMN a",
        "ALTER TABLE add RENAME TO u", "ALTER TABLE main.t RENAME COLUMN a TO b", "DROP INDEX i",
        "CREATE TABLE t (a)", "DROP TABLE t", "DELETE FROM t", "UPDATE t SET a = 1",
        "CREATE INDEX i ON t (a); INSERT INTO t VALUES (1)", "WITH x AS (SELECT 1) DELETE FROM t",
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; DELETE FROM p; END",
        "PRAGMA user_version = 1"}) {
    EXPECT_TRUE(may(sql)) << sql;
  }
  EXPECT_TRUE(sqlite::may_break_references(rebuild(Phase::expand, "t", "a", "")));
  EXPECT_FALSE(sqlite::may_break_references(retext(Phase::expand, "t", "a", "a")));
  EXPECT_FALSE(sqlite::may_break_references(none("nothing")));
}

}  // namespace
}  // namespace schemake::test
