#include "introspect/live_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <schemake/error.hpp>
#include <sstream>

#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

class LiveDatabaseTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("live database " + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // With characters that mean something in a URI.
  std::string path() const { return (folder_ / "app 100%?#.db").string(); }

  sqlite3* open(const std::string& sql) const {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open(path().c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db);
    return db;
  }

  static std::string message(const std::string& path) {
    try {
      const LiveDatabase database(path);
      return "opened";
    } catch (const Error& error) {
      return error.what();
    }
  }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  static std::string bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

  fs::path folder_;
};

TEST_F(LiveDatabaseTest, ReadsAndChangesNothing) {
  for (const char* mode : {"delete", "wal"}) {
    fs::remove(path());
    sqlite3_close(open("PRAGMA journal_mode=" + std::string(mode) + "; CREATE TABLE t (a)"));
    const std::string before = bytes(path());
    {
      const LiveDatabase database(path());
      EXPECT_EQ(sqlite::query_number(database.get(), "SELECT count(*) FROM sqlite_schema"), 1);
      EXPECT_THROW(sqlite::execute(database.get(), "CREATE TABLE u (a)"), Error);
      EXPECT_THAT(files(), testing::ElementsAre("app 100%?#.db")) << mode;
    }
    EXPECT_THAT(files(), testing::ElementsAre("app 100%?#.db")) << mode;
    EXPECT_EQ(bytes(path()), before) << mode;
  }
}

TEST_F(LiveDatabaseTest, SeesWhatAWriterHasCommittedToItsWal) {
  sqlite3* const writer = open("PRAGMA journal_mode=wal; CREATE TABLE t (a)");
  {
    const LiveDatabase database(path());
    EXPECT_EQ(sqlite::query_number(database.get(), "SELECT count(*) FROM sqlite_schema"), 1);
  }
  sqlite3_close(writer);
}

TEST_F(LiveDatabaseTest, ReadsASchemaThatUsesJson) {
  sqlite3_close(
      open("CREATE TABLE t (a CHECK (json_valid(a)), b AS (json_extract(a, '$.b')));"
           "CREATE INDEX by_c ON t (json_extract(a, '$.c'));"
           "CREATE VIEW v AS SELECT json_extract(a, '$.d') AS d FROM t;"
           "INSERT INTO t VALUES ('{}')"));
  const LiveDatabase database(path());
  EXPECT_EQ(sqlite::query_number(database.get(), "SELECT count(*) FROM v"), 1);
}

TEST_F(LiveDatabaseTest, TakesAnEmptyFileForADatabase) {
  std::ofstream(path()).close();
  EXPECT_EQ(message(path()), "opened");
}

TEST_F(LiveDatabaseTest, SaysWhatIsNoDatabase) {
  EXPECT_THAT(message(path()), testing::StartsWith("there is no file "));
  EXPECT_THAT(message(folder_.string()), testing::EndsWith(" is a folder, not a database"));
  std::ofstream(path()) << "not a database, but a text that is long enough to be one";
  EXPECT_THAT(message(path()), testing::HasSubstr("is no SQLite database, or it is encrypted"));
}

TEST_F(LiveDatabaseTest, SaysThatADatabaseIsDamaged) {
  sqlite3_close(open("CREATE TABLE t (a)"));
  std::fstream file(path(), std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(100);
  file << std::string(200, '\xFF');
  file.close();
  EXPECT_THAT(message(path()), testing::HasSubstr("cannot read "));
}

TEST_F(LiveDatabaseTest, SaysThatADatabaseIsLocked) {
  sqlite3* const writer = open("CREATE TABLE t (a); BEGIN EXCLUSIVE");
  EXPECT_THAT(message(path()), testing::HasSubstr("is locked by another program"));
  sqlite3_close(writer);
}

}  // namespace
}  // namespace schemake::generator
