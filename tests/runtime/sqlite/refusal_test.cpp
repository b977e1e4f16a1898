#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <schemake/sqlite.hpp>
#include <thread>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

// What cannot be migrated is refused, in words, and nothing is changed.

namespace schemake::test {
namespace {

using testing::HasSubstr;

Options quick() {
  Options options;
  options.lock_timeout = std::chrono::milliseconds(50);
  return options;
}

TEST(Refusal, AConnectionInsideATransaction) {
  TestCatalog catalog;
  add_library(catalog, 2);
  Database db;
  sqlite::Connection connection(db);
  db.execute("BEGIN");
  expect_error(Code::busy_connection, [&] { upgrade(connection, catalog.get()); });
  EXPECT_EQ(sqlite3_get_autocommit(db), 0);
  db.execute("COMMIT");
  upgrade(connection, catalog.get());
  db.execute("BEGIN");
  EXPECT_TRUE(upgrade(connection, catalog.get()).walked.empty());  // nothing to do
  db.execute("COMMIT");
}

TEST(Refusal, AJournalThatWouldNotSurviveACrash) {
  TestCatalog catalog;
  add_library(catalog, 2);
  for (const char* pragma :
       {"PRAGMA journal_mode = MEMORY", "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"}) {
    TemporaryFolder folder;
    Database db(folder.file("a.db"));
    db.execute(pragma);
    sqlite::Connection connection(db);
    expect_error(Code::unsafe, [&] { upgrade(connection, catalog.get()); });
    EXPECT_EQ(everything(db), "");
    Options options;
    options.allow_unsafe_journal = true;
    EXPECT_EQ(upgrade(connection, catalog.get(), options).walked.size(), 2U);
  }
}

TEST(Refusal, AReadOnlyDatabase) {
  TestCatalog catalog, longer;
  add_library(catalog, 2);
  add_library(longer, 3);
  TemporaryFolder folder;
  {
    sqlite::Connection connection(folder.file("a.db"));
    upgrade(connection, catalog.get());
  }
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open_v2(folder.file("a.db").c_str(), &db, SQLITE_OPEN_READONLY, nullptr),
            SQLITE_OK);
  {
    sqlite::Connection connection(db);
    EXPECT_TRUE(upgrade(connection, catalog.get()).walked.empty());
    expect_error(Code::read_only, [&] { upgrade(connection, longer.get()); });
  }
  sqlite3_close(db);
  Database writable(folder.file("a.db"));
  writable.execute("PRAGMA query_only = ON");
  sqlite::Connection connection(writable);
  expect_error(Code::read_only, [&] { upgrade(connection, longer.get()); });
  EXPECT_EQ(writable.query("PRAGMA query_only"), "1");
}

TEST(Refusal, AFileThatIsNoDatabase) {
  TestCatalog catalog;
  add_library(catalog, 2);
  TemporaryFolder folder;
  std::ofstream(folder.file("a.db")) << std::string(4096, 'x');
  sqlite::Connection connection(folder.file("a.db"));
  expect_error(Code::not_a_database, [&] { upgrade(connection, catalog.get()); });
  std::ifstream file(folder.file("a.db"));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), std::string(4096, 'x'));
}

TEST(Refusal, AFolderThatIsNotThere) {
  TemporaryFolder folder;
  const Error error =
      expect_error(Code::disk, [&] { sqlite::Connection connection(folder.file("no/a.db")); });
  EXPECT_THAT(error.what(), HasSubstr("no/a.db"));
}

TEST(Refusal, AFullDatabase) {
  TestCatalog catalog;
  add_library(catalog, 2);
  catalog.revision(
      id('2'), id('3'), "0003_big",
      {run(Phase::data, "b",
           "CREATE TABLE b AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM "
           "c LIMIT 100) SELECT zeroblob(5000) AS z FROM c")},
      {none("")});
  TemporaryFolder folder;
  Database db(folder.file("a.db"));
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "2");
  const std::string before = everything(db);
  db.execute("PRAGMA max_page_count = 20");
  expect_error(Code::disk, [&] { upgrade(connection, catalog.get()); });
  EXPECT_EQ(everything(db), before);
  EXPECT_EQ(sqlite3_get_autocommit(db), 1);
}

TEST(Refusal, AnEngineThatIsTooOld) {
  TestCatalog catalog;
  add_library(catalog, 2);
  catalog.revision(id('2'), id('3'), "0003_new", {none("")}, {none("")}).engine = 3'099'001;
  Database db;
  sqlite::Connection connection(db);
  const Error error = expect_error(Code::engine, [&] { upgrade(connection, catalog.get()); });
  EXPECT_THAT(error.what(), HasSubstr("SQLite 3.99.1"));
  EXPECT_EQ(error.revision(), "0003_new");
  EXPECT_EQ(everything(db), "");
}

TEST(Refusal, AHistoryOfALaterFormat) {
  TestCatalog catalog;
  add_library(catalog, 2);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  db.execute("UPDATE schemake_history SET format = 2 WHERE ordinal = 2");
  expect_error(Code::format, [&] { upgrade(connection, catalog.get()); });
  expect_error(Code::format, [&] { status(connection, catalog.get()); });
}

TEST(Refusal, TablesOfTheCatalogsNamesWithoutAHistory) {
  for (const char* sql : {"CREATE TABLE Author (x)", "CREATE VIEW loan AS SELECT 1",
                          "CREATE TABLE mine (x); CREATE INDEX author_by_name ON mine (x)"}) {
    TestCatalog catalog;
    add_library(catalog, 4);
    Database db;
    sqlite::Connection connection(db);
    db.execute(sql);
    const std::string before = everything(db);
    expect_error(Code::unmanaged, [&] { upgrade(connection, catalog.get()); });
    EXPECT_EQ(everything(db), before);
  }
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  db.execute("CREATE TABLE mine (x)");
  upgrade(connection, catalog.get());
}

TEST(Refusal, ALockHeldLongerThanTheTimeout) {
  TestCatalog catalog;
  add_library(catalog, 2);
  TemporaryFolder folder;
  Database other(folder.file("a.db"));
  sqlite::Connection connection(folder.file("a.db"));
  for (const char* lock : {"BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"}) {
    other.execute(lock);
    const auto begin = std::chrono::steady_clock::now();
    expect_error(Code::locked, [&] { upgrade(connection, catalog.get(), quick()); });
    const auto waited = std::chrono::steady_clock::now() - begin;
    EXPECT_GE(waited, std::chrono::milliseconds(50));
    EXPECT_LT(waited, std::chrono::seconds(5));
    other.execute("COMMIT");
  }
  upgrade(connection, catalog.get(), quick());
}

TEST(Refusal, AReaderThatNeverEndsStopsTheCommit) {
  TestCatalog catalog;
  add_library(catalog, 2);
  TemporaryFolder folder;
  Database reader(folder.file("a.db"));
  reader.execute("CREATE TABLE mine (x)");
  reader.execute("BEGIN");
  reader.query("SELECT * FROM mine");
  sqlite::Connection connection(folder.file("a.db"));
  expect_error(Code::locked, [&] { upgrade(connection, catalog.get(), quick()); });
  reader.execute("COMMIT");
  EXPECT_EQ(status(connection, catalog.get()).current.id, "base");
  EXPECT_EQ(upgrade(connection, catalog.get(), quick()).walked.size(), 2U);
}

TEST(Patience, ACommitWaitsForAReader) {
  TestCatalog catalog;
  add_library(catalog, 2);
  TemporaryFolder folder;
  Database reader(folder.file("a.db"));
  reader.execute("CREATE TABLE mine (x)");
  reader.execute("BEGIN");
  reader.query("SELECT * FROM mine");
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    reader.execute("COMMIT");
  });
  sqlite::Connection connection(folder.file("a.db"));
  EXPECT_EQ(upgrade(connection, catalog.get()).walked.size(), 2U);
  later.join();
}

TEST(Open, MakesAFileForItsOwnerAlone) {
  TemporaryFolder folder;
  { sqlite::Connection connection(folder.file("a.db")); }
  struct stat info {};
  ASSERT_EQ(stat(folder.file("a.db").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST(Open, NoConnectionAtAll) {
  expect_error(Code::usage, [] { sqlite::Connection connection(static_cast<sqlite3*>(nullptr)); });
}

}  // namespace
}  // namespace schemake::test
