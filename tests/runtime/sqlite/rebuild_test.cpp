#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

namespace schemake::test {
namespace {

using testing::HasSubstr;

// A database at revision 2, its author about to be rebuilt by revision 3.
class Rebuild : public testing::Test {
 protected:
  Rebuild() {
    add_library(catalog_, 3);
    upgrade_to(connection_, catalog_.get(), "2");
    db_.execute(
        "INSERT INTO author (id, name) VALUES (1, 'Ada'), (2, 'Bo');"
        "INSERT INTO book VALUES (1, 1, 'On Engines'), (2, 2, 'On Fish')");
  }

  std::string schema() {
    return db_.query(
        "SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table' UNION ALL "
        "SELECT type, name, sql FROM sqlite_temp_schema ORDER BY 1, 2");
  }
  Report rebuild() { return upgrade(connection_, catalog_.get()); }
  Error expect_refused(Code code) {
    const std::string before = everything(db_) + schema();
    Error error = expect_error(code, [&] { rebuild(); });
    EXPECT_EQ(everything(db_) + schema(), before);
    return error;
  }

  Database db_;
  sqlite::Connection connection_{db_};
  TestCatalog catalog_;
};

TEST_F(Rebuild, ChildRowsSurviveWithForeignKeysOn) {
  db_.execute(
      "PRAGMA foreign_keys = ON;"
      "CREATE TABLE note (a REFERENCES author ON DELETE SET NULL, b DEFAULT 2 REFERENCES author "
      "ON DELETE SET DEFAULT, c REFERENCES author ON DELETE RESTRICT, d REFERENCES author "
      "DEFERRABLE INITIALLY DEFERRED); INSERT INTO note VALUES (1, 1, 1, 1)");
  rebuild();
  EXPECT_EQ(db_.query("SELECT * FROM book"), "1|1|On Engines\n2|2|On Fish");
  EXPECT_EQ(db_.query("SELECT * FROM note"), "1|1|1|1");
  EXPECT_EQ(db_.query("PRAGMA foreign_key_check"), "");
}

TEST_F(Rebuild, TheSequenceOfAnEmptyTableIsKept) {
  db_.execute("UPDATE sqlite_sequence SET seq = 41; DELETE FROM book; DELETE FROM author");
  rebuild();
  db_.execute("INSERT INTO author (name) VALUES ('Cy')");
  EXPECT_EQ(db_.query("SELECT id FROM author"), "42");
}

// They are the application's own: an older one may read its schema's number there.
TEST_F(Rebuild, NumbersInTheHeaderAreKept) {
  db_.execute("PRAGMA user_version = 7; PRAGMA application_id = -559038737");
  rebuild();
  EXPECT_EQ(db_.query("PRAGMA user_version"), "7");
  EXPECT_EQ(db_.query("PRAGMA application_id"), "-559038737");
  downgrade(connection_, catalog_.get(), "-1");
  EXPECT_EQ(db_.query("PRAGMA user_version"), "7");
}

TEST_F(Rebuild, StatisticsAreKept) {
  db_.execute("ANALYZE");
  rebuild();
  EXPECT_EQ(db_.query("SELECT stat FROM sqlite_stat1 WHERE tbl = 'author'"), "2 1");
}

TEST_F(Rebuild, WhateverMentionsTheTableIsThereAfterwards) {
  db_.execute(
      "CREATE TABLE log (what);"
      "CREATE VIEW names AS SELECT name FROM author;"
      "CREATE VIEW upper_names AS SELECT upper(name) AS name FROM names;"
      "CREATE TEMP VIEW passing AS SELECT * FROM upper_names;"
      "CREATE INDEX author_by_email ON author (email) WHERE email IS NOT NULL;"
      "CREATE TRIGGER own AFTER INSERT ON author BEGIN INSERT INTO log VALUES (new.name); END;"
      "CREATE TRIGGER others AFTER DELETE ON book BEGIN UPDATE author SET email = 'x' "
      "WHERE id = old.author; END;"
      "CREATE TRIGGER through INSTEAD OF INSERT ON upper_names BEGIN "
      "INSERT INTO author (name) VALUES (new.name); END;"
      "CREATE TRIGGER far AFTER INSERT ON log WHEN (SELECT count(*) FROM names) > 100 BEGIN "
      "DELETE FROM log; END;"
      "CREATE TEMP TRIGGER fleeting AFTER UPDATE ON author BEGIN "
      "INSERT INTO log VALUES ('updated'); END");
  const std::string before = schema();
  rebuild();
  EXPECT_EQ(schema(), before);
  db_.execute("INSERT INTO upper_names VALUES ('Cy'); DELETE FROM book WHERE id = 1");
  EXPECT_EQ(db_.query("SELECT what FROM log"), "Cy\nupdated");
  EXPECT_EQ(db_.query("SELECT name FROM passing"), "ADA\nBO\nCY");
}

TEST_F(Rebuild, NamesWithQuotesAndBlanksAreAnybodys) {
  db_.execute(
      "CREATE VIEW \"a view after \"\"rename\"\"; x\" AS SELECT name AS \"the name\" FROM [author];"
      "CREATE INDEX \"in'dex\" ON author (\"name\", email)");
  const std::string before = schema();
  rebuild();
  EXPECT_EQ(schema(), before);
}

TEST_F(Rebuild, ABrokenViewOfSomebodyElseComesBackAsItWas) {
  db_.execute(
      "CREATE VIEW broken AS SELECT * FROM gone; CREATE VIEW over_it AS SELECT * FROM broken;"
      "CREATE VIEW near AS SELECT author.name, gone.x FROM author, gone;"
      "CREATE VIEW quoted AS SELECT \"no column\" AS x FROM author");
  const std::string before = schema();
  rebuild();
  EXPECT_EQ(schema(), before);
  EXPECT_EQ(db_.query("SELECT DISTINCT x FROM quoted"), "no column");
}

TEST_F(Rebuild, AnIndexOverAStringInDoubleQuotesComesBack) {
  db_.execute("CREATE INDEX odd ON author (name || \"suffix\")");
  const std::string before = schema();
  rebuild();
  EXPECT_EQ(schema(), before);
}

// The rows of a fingerprint that are of the index odd.
Fingerprint odd_index(Connection& connection) {
  Fingerprint rows = connection.fingerprint();
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [](const FingerprintRow& row) { return row.name != "odd"; }),
             rows.end());
  EXPECT_FALSE(rows.empty());
  return rows;
}

const char* const kPartsOfText[] = {
    "name, \"suffix\"",
    "\"suffix\"",
    "((\"suffix\")) COLLATE nocase DESC, \"name\"",
    "(\"it's\" COLLATE nocase) DESC, lower(\"Suffix\")",
};

// As a part of its own such a text stops SQLite from renaming or dropping a column of any table,
// and its ALTER TABLE takes 'text' there for a column's name.
TEST_F(Rebuild, AnIndexOfWhichAStringInDoubleQuotesIsAPartStaysThat) {
  for (const char* parts : kPartsOfText) {
    for (const char* where : {"", " WHERE \"suffix\" <> name"}) {
      Database db;
      sqlite::Connection connection(db);
      upgrade_to(connection, catalog_.get(), "2");
      db.execute("INSERT INTO author (name) VALUES ('Ada')");
      db.execute("CREATE INDEX odd ON author (" + std::string(parts) + ")" + where);
      db.execute("CREATE INDEX far ON book (title, \"suffix\")");  // stays where it is
      const Fingerprint before = odd_index(connection);
      upgrade(connection, catalog_.get());
      EXPECT_EQ(odd_index(connection), before) << parts << where;
      downgrade(connection, catalog_.get(), "-1");
      EXPECT_EQ(odd_index(connection), before) << parts << where;
      EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
    }
  }
}

TEST_F(Rebuild, AnIndexOfWhichAStringInDoubleQuotesIsAPartStopsNoAlterTable) {
  for (const char* alter : {
           "ALTER TABLE book RENAME COLUMN title TO called",
           "ALTER TABLE author RENAME COLUMN email TO suffix",
           "ALTER TABLE author DROP COLUMN email",
           "ALTER TABLE author ADD COLUMN suffix TEXT",
           "ALTER TABLE author RENAME TO writer",
       }) {
    for (const char* parts : kPartsOfText) {
      TestCatalog catalog;
      add_library(catalog, 2);
      catalog.revision(id('2'), id('3'), "0003_other", {run(Phase::contract, "", alter)},
                       {none("")});
      Database db;
      sqlite::Connection connection(db);
      upgrade_to(connection, catalog.get(), "2");
      db.execute("INSERT INTO author (name) VALUES ('Ada')");
      db.execute("CREATE UNIQUE INDEX odd ON author (" + std::string(parts) +
                 ") WHERE name <> \"x\"");
      Fingerprint before = odd_index(connection);
      upgrade(connection, catalog.get());
      Fingerprint after = odd_index(connection);
      for (FingerprintRow& row : after) row.table = "author";
      EXPECT_EQ(after, before) << alter << "; " << parts;
      EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok") << alter << "; " << parts;
    }
  }
}

// An index of the application's, met by a program that does not register what it needs.
TEST_F(Rebuild, AnIndexByWhatTheConnectionLacksIsNamedAndNothingIsDone) {
  const auto compare = [](void*, int, const void*, int, const void*) { return 0; };
  const auto fold = [](sqlite3_context* context, int, sqlite3_value** values) {
    sqlite3_result_value(context, values[0]);
  };
  sqlite3_create_collation(db_, "dutch", SQLITE_UTF8, nullptr, compare);
  sqlite3_create_function(db_, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, fold,
                          nullptr, nullptr);
  db_.execute(
      "CREATE INDEX by_dutch ON author (name COLLATE dutch);"
      "CREATE INDEX by_fold ON author (fold(name))");
  sqlite3_create_collation(db_, "dutch", SQLITE_UTF8, nullptr, nullptr);
  EXPECT_THAT(expect_refused(Code::statement).what(), HasSubstr("dutch"));
  sqlite3_create_collation(db_, "dutch", SQLITE_UTF8, nullptr, compare);
  sqlite3_create_function(db_, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, nullptr,
                          nullptr, nullptr);
  EXPECT_THAT(expect_refused(Code::statement).what(), HasSubstr("fold"));
  sqlite3_create_function(db_, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, fold,
                          nullptr, nullptr);
  const std::string before = schema();
  rebuild();
  EXPECT_EQ(schema(), before);
}

// Drops email, which nobody has been told of.
void add_drop_of_email(TestCatalog& catalog, bool by_rebuild) {
  std::vector<edge_v1::Step> steps = {
      run(Phase::contract, "author", "ALTER TABLE main.author DROP COLUMN email")};
  if (by_rebuild) {
    steps = {rebuild(
        Phase::contract, "author", "id\nname\nemail",
        "CREATE TABLE author_new (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);"
        "INSERT INTO main.author_new (id, name) SELECT id, name FROM main.author;"
        "DROP TABLE main.author; ALTER TABLE main.author_new RENAME TO author")};
  }
  catalog.revision(id('3'), id('5'), "0005_no_email", steps, {none("")});
}

// "CREATE TEMP TRIGGER t ..." -> "DROP TRIGGER t"
std::string drop_of(const std::string& create, const std::string& name) {
  const std::string head = create.substr(0, create.find(name));
  const char* kind = head.find("VIEW") != std::string::npos    ? "VIEW "
                     : head.find("INDEX") != std::string::npos ? "INDEX "
                                                               : "TRIGGER ";
  return "DROP " + (kind + name);
}

TEST_F(Rebuild, WhatWorksNoMoreIsNamedAndNothingIsDone) {
  rebuild();
  for (const bool by_rebuild : {true, false}) {
    TestCatalog catalog;
    add_library(catalog, 3);
    add_drop_of_email(catalog, by_rebuild);
    const char* const objects[][2] = {
        {"mails", "CREATE VIEW mails AS SELECT email FROM author"},
        {"mails", "CREATE VIEW mails AS SELECT \"email\" FROM author"},
        {"over", "CREATE VIEW over AS SELECT a.email FROM author AS a"},
        {"by_mail", "CREATE INDEX by_mail ON author (email)"},
        {"by_mail", "CREATE INDEX by_mail ON author (\"email\")"},
        {"tell",
         "CREATE TRIGGER tell AFTER INSERT ON author BEGIN DELETE FROM book WHERE title = "
         "new.email; END"},
        {"tell", "CREATE TRIGGER tell BEFORE UPDATE OF name, email ON author BEGIN SELECT 1; END"},
        {"tell",
         "CREATE TRIGGER tell AFTER DELETE ON book BEGIN INSERT INTO author (email) VALUES (1); "
         "END"},
        {"tell",
         "CREATE TRIGGER tell AFTER INSERT ON book BEGIN UPDATE author SET email = 'x'; END"},
        {"tell",
         "CREATE TEMP TRIGGER tell AFTER INSERT ON book BEGIN UPDATE author SET email = 'x'; END"},
    };
    for (const auto& [name, sql] : objects) {
      db_.execute(sql);
      const std::string before = everything(db_) + schema();
      const Error error =
          expect_error(Code::statement, [&] { upgrade(connection_, catalog.get()); });
      EXPECT_THAT(error.what(), HasSubstr(name)) << sql;
      EXPECT_EQ(everything(db_) + schema(), before) << sql;
      db_.execute(drop_of(sql, name));
    }
  }
}

TEST_F(Rebuild, AColumnAddedByHandIsRefusedByName) {
  db_.execute("ALTER TABLE author ADD COLUMN \"shoe size\" INTEGER DEFAULT 42");
  const Error error = expect_refused(Code::drifted);
  EXPECT_THAT(error.what(), HasSubstr("shoe size"));
  EXPECT_THAT(error.what(), HasSubstr("author"));
}

TEST_F(Rebuild, AMissingColumnOrTableIsRefusedByName) {
  db_.execute("ALTER TABLE author DROP COLUMN email");
  EXPECT_THAT(expect_refused(Code::drifted).what(), HasSubstr("email"));
  db_.execute("ALTER TABLE author ADD COLUMN email TEXT");
  rebuild();
  db_.execute("DROP TABLE author");
  TestCatalog catalog;
  add_library(catalog, 3);
  add_drop_of_email(catalog, true);
  const Error error = expect_error(Code::drifted, [&] { upgrade(connection_, catalog.get()); });
  EXPECT_THAT(error.what(), HasSubstr("author"));
}

TEST_F(Rebuild, RowsThatTheNewTableDropsAreMissed) {
  rebuild();
  TestCatalog catalog;
  add_library(catalog, 3);
  catalog.revision(
      id('3'), id('5'), "0005_unique",
      {edge_v1::rebuild(Phase::contract, "book", "id\nauthor\ntitle",
                        "CREATE TABLE b (id INTEGER PRIMARY KEY, author INTEGER UNIQUE ON "
                        "CONFLICT IGNORE, title TEXT); INSERT INTO main.b (id, author, title) "
                        "SELECT id, 1, title FROM main.book; DROP TABLE main.book; "
                        "ALTER TABLE main.b RENAME TO book")},
      {none("")});
  const std::string before = everything(db_);
  const Error error = expect_error(Code::loss, [&] { upgrade(connection_, catalog.get()); });
  EXPECT_THAT(error.what(), HasSubstr("1 of 2 rows"));
  EXPECT_EQ(everything(db_), before);
}

TEST_F(Rebuild, ATemporaryTableThatHidesARealOneIsRefused) {
  db_.execute("CREATE TEMP TABLE Author (x); INSERT INTO temp.author VALUES ('mine')");
  EXPECT_THAT(expect_refused(Code::busy_connection).what(), HasSubstr("Author"));
  EXPECT_EQ(db_.query("SELECT * FROM temp.author"), "mine");
}

TEST_F(Rebuild, NeighboursShareTheBracket) {
  rebuild();
  db_.execute(
      "CREATE VIEW both AS SELECT author.name, book.title FROM author JOIN book "
      "ON book.author = author.id");
  TestCatalog catalog;
  add_library(catalog, 3);
  const auto copy = [](const char* table, const char* columns, const char* sql) {
    return edge_v1::rebuild(Phase::contract, table, columns, sql);
  };
  catalog.revision(
      id('3'), id('5'), "0005_both",
      {copy("author", "id\nname\nemail", kRebuildDown),
       copy(
           "book", "id\nauthor\ntitle",
           "CREATE TABLE b (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES author (id) "
           "ON DELETE CASCADE, title TEXT); INSERT INTO main.b (id, author, title) SELECT id, "
           "author, "
           "title FROM main.book; DROP TABLE main.book; ALTER TABLE main.b RENAME TO book")},
      {none("")});
  upgrade(connection_, catalog.get());
  EXPECT_EQ(db_.query("SELECT * FROM both"), "Ada|On Engines\nBo|On Fish");
}

TEST_F(Rebuild, WhatThePlanDropsOrReplacesStaysSo) {
  rebuild();
  db_.execute("CREATE INDEX foreign_one ON author (email)");
  TestCatalog catalog;
  add_library(catalog, 3);
  catalog.revision(
      id('3'), id('5'), "0005_index",
      {edge_v1::rebuild(
          Phase::contract, "author", "id\nname\nemail",
          "CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT);"
          "INSERT INTO main.n (id, name, email) SELECT id, name, email FROM main.author;"
          "CREATE INDEX main.author_by_name ON n (name DESC); DROP INDEX IF EXISTS "
          "main.foreign_one;"
          "DROP TABLE main.author; ALTER TABLE main.n RENAME TO author")},
      {none("")});
  upgrade(connection_, catalog.get());
  EXPECT_EQ(db_.query("SELECT sql FROM sqlite_schema WHERE type = 'index'"),
            "CREATE INDEX author_by_name ON \"author\" (name DESC)");
}

TEST_F(Rebuild, BrokenForeignKeysOfBeforeAreNotOurs) {
  db_.execute("INSERT INTO book VALUES (9, 99, 'Orphan')");
  rebuild();
  EXPECT_EQ(db_.query("SELECT rowid FROM book WHERE author = 99"), "9");
}

TEST(Alter, BrokenViewsDoNotStopADropOrRename) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_start",
                   {run(Phase::expand, "a", "CREATE TABLE a (x, y, z); CREATE TABLE b (x)")},
                   {none("")});
  catalog.revision(id('1'), id('2'), "0002_change",
                   {run(Phase::contract, "a", "ALTER TABLE main.a DROP COLUMN y"),
                    run(Phase::expand, "a", "ALTER TABLE main.a RENAME COLUMN z TO w"),
                    run(Phase::expand, "b", "ALTER TABLE main.b RENAME TO c")},
                   {none("")});
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "1");
  db.execute(
      "CREATE VIEW broken AS SELECT * FROM gone; CREATE VIEW fine AS SELECT z FROM a;"
      "CREATE TRIGGER odd AFTER INSERT ON a BEGIN INSERT INTO gone VALUES (1); END");
  upgrade(connection, catalog.get());
  EXPECT_EQ(
      db.query("SELECT name FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY name"),
      "broken\nfine\nodd");
  EXPECT_EQ(db.query("SELECT sql FROM sqlite_schema WHERE name = 'fine'"),
            "CREATE VIEW fine AS SELECT w FROM a");
  EXPECT_EQ(db.query("SELECT name FROM pragma_table_info('a')"), "x\nw");
}

TEST(ForeignKeys, NewViolationsRefuse) {
  TestCatalog catalog;
  add_library(catalog, 1);
  catalog.revision(id('1'), id('2'), "0002_delete",
                   {run(Phase::data, "author", "DELETE FROM main.author")}, {none("")});
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "1");
  db.execute("INSERT INTO author VALUES (1, 'Ada'); INSERT INTO book VALUES (5, 1, 'x')");
  const std::string before = everything(db);
  const Error error = expect_error(Code::violated, [&] { upgrade(connection, catalog.get()); });
  EXPECT_THAT(error.what(), HasSubstr("book (rowid 5)"));
  EXPECT_EQ(everything(db), before);
}

TEST(ForeignKeys, OldViolationsFollowARename) {
  TestCatalog catalog;
  add_library(catalog, 1);
  catalog.revision(id('1'), id('2'), "0002_rename",
                   {run(Phase::expand, "book",
                        "ALTER TABLE main.book RENAME TO tome;"
                        "ALTER TABLE main.author RENAME TO writer")},
                   {none("")});
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "1");
  db.execute("INSERT INTO book VALUES (5, 1, 'x')");
  upgrade(connection, catalog.get());
  EXPECT_EQ(db.query("SELECT id FROM tome"), "5");
}

TEST(ForeignKeys, AParentThatLostItsUniqueRefuses) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_start",
                   {run(Phase::expand, "p",
                        "CREATE TABLE p (x); CREATE UNIQUE INDEX p_x ON p (x);"
                        "CREATE TABLE c (x REFERENCES p (x))")},
                   {none("")});
  catalog.revision(id('1'), id('2'), "0002_drop",
                   {run(Phase::contract, "p", "DROP INDEX main.p_x")}, {none("")});
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "1");
  const Error error = expect_error(Code::violated, [&] { upgrade(connection, catalog.get()); });
  EXPECT_THAT(error.what(), HasSubstr("foreign key mismatch"));
  db.execute("DROP INDEX p_x");  // by hand: not ours
  catalog.revision(id('2'), id('3'), "0003_more", {run(Phase::expand, "q", "CREATE TABLE q (x)")},
                   {none("")});
  stamp(connection, catalog.get(), "2");
  upgrade(connection, catalog.get());
  EXPECT_EQ(db.query("SELECT count(*) FROM q"), "0");
}

}  // namespace
}  // namespace schemake::test
