#include <gtest/gtest.h>

#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

// A borrowed connection comes back as it was, whatever the migration ended with.

namespace schemake::test {
namespace {

constexpr const char* kPragmas[] = {"foreign_keys",
                                    "legacy_alter_table",
                                    "ignore_check_constraints",
                                    "recursive_triggers",
                                    "reverse_unordered_selects",
                                    "writable_schema",
                                    "busy_timeout",
                                    "defer_foreign_keys",
                                    "trusted_schema",
                                    "query_only",
                                    "cell_size_check",
                                    "secure_delete",
                                    "locking_mode",
                                    "journal_mode",
                                    "synchronous",
                                    "user_version",
                                    "application_id"};
constexpr int kFlags[] = {SQLITE_DBCONFIG_DEFENSIVE,
                          SQLITE_DBCONFIG_DQS_DDL,
                          SQLITE_DBCONFIG_DQS_DML,
                          SQLITE_DBCONFIG_TRUSTED_SCHEMA,
                          SQLITE_DBCONFIG_LEGACY_FILE_FORMAT,
                          SQLITE_DBCONFIG_ENABLE_TRIGGER,
                          SQLITE_DBCONFIG_ENABLE_VIEW};

std::string settings(Database& db) {
  std::string text;
  for (const char* pragma : kPragmas) {
    text += std::string(pragma) + " = " + db.query(std::string("PRAGMA ") + pragma) + "\n";
  }
  for (const int flag : kFlags) {
    int value = -1;
    sqlite3_db_config(db, flag, -1, &value);
    text += std::to_string(flag) + " = " + std::to_string(value) + "\n";
  }
  text += "attached = " + std::to_string(sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, -1)) + "\n";
  text += "autocommit = " + std::to_string(sqlite3_get_autocommit(db)) + "\n";
  return text;
}

// How the migration ends.
enum class End { well, with_a_failing_step, with_a_broken_foreign_key, cancelled, taken_back };

class Borrowed : public testing::TestWithParam<std::tuple<End, bool>> {};

TEST_P(Borrowed, ComesBackAsItWas) {
  const auto [end, odd] = GetParam();
  TemporaryFolder folder;
  Database db(folder.file("a.db"));
  sqlite::Connection connection(db);
  TestCatalog old, newer;
  add_library(old, 2);
  add_library(newer, 3);
  upgrade(connection, old.get());
  db.execute("INSERT INTO author (name) VALUES ('Ada'); INSERT INTO book VALUES (1, 1, 'x')");
  db.execute("PRAGMA user_version = 7; PRAGMA application_id = 9; PRAGMA busy_timeout = 1234");
  if (end == End::with_a_failing_step) {
    newer.revision(id('3'), id('5'), "0005", {run(Phase::data, "x", "SELECT nonsense")},
                   {none("")});
  }
  if (end == End::with_a_broken_foreign_key) {
    newer.revision(id('3'), id('5'), "0005", {run(Phase::data, "x", "DELETE FROM author")},
                   {none("")});
  }
  if (end == End::taken_back) upgrade(connection, newer.get());
  if (odd) {
    db.execute(
        "PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = ON; PRAGMA recursive_triggers = ON;"
        "PRAGMA ignore_check_constraints = ON; PRAGMA reverse_unordered_selects = ON;"
        "PRAGMA writable_schema = ON; PRAGMA trusted_schema = OFF");
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 3);
  }
  int ticks = 0;
  sqlite3_progress_handler(
      db, 1, [](void* count) { return ++*static_cast<int*>(count), 0; }, &ticks);
  const std::string before = settings(db);
  Options options;
  options.ahead = Ahead::take_back;
  options.progress = [end = end](const Progress& progress) {
    return end != End::cancelled || progress.step < 2;
  };
  const Catalog& catalog = end == End::taken_back ? old.get() : newer.get();
  const bool ends_well = end == End::well || end == End::taken_back;
  try {
    upgrade(connection, catalog, options);
    EXPECT_TRUE(ends_well);
  } catch (const Error& error) {
    EXPECT_FALSE(ends_well) << error.what();
  }
  EXPECT_EQ(settings(db), before);
  ticks = 0;
  db.query("SELECT count(*) FROM book");
  EXPECT_GT(ticks, 0) << "the application's progress handler is gone";
  sqlite3_progress_handler(db, 0, nullptr, nullptr);
}

INSTANTIATE_TEST_SUITE_P(Ends, Borrowed,
                         testing::Combine(testing::Values(End::well, End::with_a_failing_step,
                                                          End::with_a_broken_foreign_key,
                                                          End::cancelled, End::taken_back),
                                          testing::Bool()));

TEST(Borrowed, RowsThatBreakAnIgnoredCheckAreKeptOut) {
  TestCatalog catalog;
  add_library(catalog, 2);
  catalog.revision(id('2'), id('3'), "0003_named",
                   {rebuild(Phase::contract, "author", "id\nname\nemail", kRebuildUp)}, {none("")});
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "2");
  db.execute("INSERT INTO author (name) VALUES (''); PRAGMA ignore_check_constraints = ON");
  expect_error(Code::statement, [&] { upgrade(connection, catalog.get()); });
  EXPECT_EQ(status(connection, catalog.get()).current.name, "0002_add_email");
}

// What a step does is what it did when it was proven, under the settings of a new connection.
TEST(Borrowed, ItsSettingsChangeNothingOfWhatAStepDoes) {
  struct Case {
    const char *setting, *before, *step, *query, *result;
  };
  const Case cases[] = {
      {"legacy_alter_table", "CREATE TABLE a (x); CREATE VIEW v AS SELECT x FROM a",
       "ALTER TABLE main.a RENAME TO b", "SELECT sql FROM sqlite_schema WHERE name = 'v'",
       "CREATE VIEW v AS SELECT x FROM \"b\""},
      {"recursive_triggers",
       "CREATE TABLE a (x); CREATE TRIGGER again AFTER INSERT ON a WHEN new.x < 9 BEGIN "
       "INSERT INTO a VALUES (new.x + 1); END",
       "INSERT INTO main.a VALUES (1)", "SELECT count(*) FROM a", "2"},
      {"reverse_unordered_selects", "CREATE TABLE a (x); INSERT INTO a VALUES (7), (8)",
       "CREATE TABLE b (id INTEGER PRIMARY KEY, x); INSERT INTO main.b (x) SELECT x FROM main.a",
       "SELECT id, x FROM b ORDER BY id", "1|7\n2|8"},
      {"foreign_keys",
       "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a ON DELETE SET "
       "NULL);"
       "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)",
       "DELETE FROM main.a; INSERT INTO main.a VALUES (1)", "SELECT a FROM b", "1"}};
  for (const auto& [setting, before, step, query, result] : cases) {
    TestCatalog catalog;
    catalog.revision("base", id('1'), "0001_start", {run(Phase::expand, "", before)}, {none("")});
    catalog.revision(id('1'), id('2'), "0002_step", {run(Phase::expand, "", step)}, {none("")});
    Database db;
    sqlite::Connection connection(db);
    upgrade_to(connection, catalog.get(), "1");
    db.execute(std::string("PRAGMA ") + setting + " = ON");
    upgrade(connection, catalog.get());
    db.execute(std::string("PRAGMA ") + setting + " = OFF");
    EXPECT_EQ(db.query(query), result) << setting;
  }
}

TEST(Borrowed, NoStepWritesTheTextOfTheSchema) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_start",
                   {run(Phase::data, "", "UPDATE sqlite_schema SET sql = sql || ' '")}, {none("")});
  Database db;
  sqlite::Connection connection(db);
  db.execute("PRAGMA writable_schema = ON");
  expect_error(Code::statement, [&] { upgrade(connection, catalog.get()); });
}

// On a fresh connection that trusts no schema.
bool takes_json_for_unsafe() {
  Database db;
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return sqlite3_exec(db, "CREATE TABLE t (a CHECK (json_valid(a)))", nullptr, nullptr, nullptr) !=
         SQLITE_OK;
}

TEST(Owned, IsDefensive) {
  sqlite::Connection connection(":memory:");
  int defensive = 0, trusted = 1;
  sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
  sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &trusted);
  EXPECT_EQ(defensive, 1);
  EXPECT_EQ(trusted, takes_json_for_unsafe() ? 1 : 0);
  TestCatalog catalog;
  add_library(catalog, 3);
  upgrade(connection, catalog.get());
  sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
  EXPECT_EQ(defensive, 1);
}

TEST(Owned, MigratesASchemaThatUsesJson) {
  TestCatalog catalog;
  catalog.revision(
      "base", id('1'), "0001_start",
      {run(Phase::expand, "t",
           "CREATE TABLE t (a TEXT CHECK (json_valid(a)), b AS (json_extract(a, '$.b')))")},
      {run(Phase::contract, "t", "DROP TABLE t")});
  const TemporaryFolder folder;
  const std::string path = folder.file("app.db");
  {
    sqlite::Connection connection(path);
    upgrade(connection, catalog.get());
    EXPECT_EQ(sqlite3_exec(connection.handle(), "INSERT INTO t VALUES ('{\"b\": 7}')", nullptr,
                           nullptr, nullptr),
              SQLITE_OK);
  }
  sqlite::Connection again(path);
  EXPECT_EQ(status(again, catalog.get()).current.name, "0001_start");
  Database db(path);
  EXPECT_EQ(db.query("SELECT b FROM t"), "7");
}

}  // namespace
}  // namespace schemake::test
