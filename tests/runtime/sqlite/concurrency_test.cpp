#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/library.hpp"
#include "runtime/process.hpp"

// Many processes at once: one migrates, all end at head, none fails.

namespace schemake::test {
namespace {

constexpr int kMigrated = 10;
constexpr int kFoundAtHead = 11;

int launch(const std::string& file, bool per_edge) {
  TestCatalog catalog;
  add_library(catalog, 4);
  sqlite::Connection connection(file);
  Options options;
  options.transaction_per_edge = per_edge;
  options.lock_timeout = std::chrono::seconds(60);
  const Report report = upgrade(connection, catalog.get(), options);
  if (connection.state("library") != id('4')) return 1;
  return report.walked.empty() ? kFoundAtHead : kMigrated;
}

struct Case {
  bool wal, fresh;
};

class Concurrency : public testing::TestWithParam<Case> {};

TEST_P(Concurrency, OneOfManyProcessesMigrates) {
  TemporaryFolder folder;
  const std::string file = folder.file("a.db");
  {
    Database db(file);
    if (GetParam().wal) db.execute("PRAGMA journal_mode = WAL");
    if (!GetParam().fresh) {
      TestCatalog catalog;
      add_library(catalog, 1);
      sqlite::Connection connection(db);
      upgrade(connection, catalog.get());
      db.execute("INSERT INTO author (name) VALUES ('Ada'); INSERT INTO book VALUES (1, 1, 'x')");
    }
  }
  std::vector<Process> processes;
  for (int i = 0; i < 12; ++i) processes.emplace_back([&] { return launch(file, false); });
  std::vector<int> codes;
  for (Process& process : processes) codes.push_back(process.wait());
  EXPECT_EQ(std::count(codes.begin(), codes.end(), kMigrated), 1);
  EXPECT_EQ(std::count(codes.begin(), codes.end(), kFoundAtHead), 11);
  Database db(file);
  EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(db.query("SELECT count(*) FROM schemake_history"), GetParam().fresh ? "1" : "4");
  EXPECT_EQ(db.query("SELECT count(*) FROM book"), GetParam().fresh ? "0" : "1");
}

INSTANTIATE_TEST_SUITE_P(Databases, Concurrency,
                         testing::Values(Case{false, true}, Case{true, true}, Case{false, false},
                                         Case{true, false}));

TEST(Concurrency, WithATransactionPerEdgeEachEdgeIsWalkedOnce) {
  TemporaryFolder folder;
  const std::string file = folder.file("a.db");
  {
    TestCatalog catalog;
    add_library(catalog, 1);
    sqlite::Connection connection(file);
    upgrade(connection, catalog.get());
  }
  std::vector<Process> processes;
  for (int i = 0; i < 8; ++i) processes.emplace_back([&] { return launch(file, true); });
  for (Process& process : processes) {
    EXPECT_THAT(process.wait(), testing::AnyOf(kMigrated, kFoundAtHead));
  }
  Database db(file);
  EXPECT_EQ(db.query("SELECT name FROM schemake_history ORDER BY ordinal"),
            "0001_start\n0002_add_email\n0003_named\n0004_loan");
}

// Migrates the file by another connection right before the first statement that reads sqlite_schema
// for a name: between a launch's look at the history and its look at the tables.
class Intruder {
 public:
  Intruder(Database& watched, std::string file) : watched_(watched), file_(std::move(file)) {
    sqlite3_trace_v2(watched_, SQLITE_TRACE_STMT, &Intruder::on_statement, this);
  }
  ~Intruder() { sqlite3_trace_v2(watched_, 0, nullptr, nullptr); }
  Intruder(const Intruder&) = delete;
  Intruder& operator=(const Intruder&) = delete;
  bool came() const { return came_; }

 private:
  static int on_statement(unsigned, void* context, void*, void* text) {
    auto& self = *static_cast<Intruder*>(context);
    const std::string sql = static_cast<const char*>(text);
    if (self.came_ || sql.find("SELECT name FROM main.sqlite_schema") != 0) return 0;
    self.came_ = true;
    EXPECT_EQ(launch(self.file_, false), kMigrated);
    return 0;
  }

  Database& watched_;
  std::string file_;
  bool came_ = false;
};

TEST(Concurrency, AMigrationBetweenTwoReadsOfALaunchIsNoRefusal) {
  TemporaryFolder folder;
  const std::string file = folder.file("a.db");
  Database db(file);
  db.execute("PRAGMA journal_mode = WAL");
  TestCatalog catalog;
  add_library(catalog, 4);
  sqlite::Connection connection(db);
  const Intruder intruder(db, file);
  const Report report = upgrade(connection, catalog.get());
  EXPECT_TRUE(intruder.came());
  EXPECT_TRUE(report.walked.empty());
  EXPECT_EQ(report.to, id('4'));
}

TEST(Concurrency, AWriterOfTheApplicationDoesNotDisturb) {
  TemporaryFolder folder;
  const std::string file = folder.file("a.db");
  {
    TestCatalog catalog;
    add_library(catalog, 1);
    sqlite::Connection connection(file);
    upgrade(connection, catalog.get());
  }
  constexpr int kRows = 200;
  Process writer([&] {
    Database db(file);
    sqlite3_busy_timeout(db, 60'000);
    for (int i = 0; i < kRows; ++i) db.execute("INSERT INTO author (name) VALUES ('Ada')");
    return 0;
  });
  Process migrating([&] { return launch(file, false); });
  EXPECT_EQ(migrating.wait(), kMigrated);
  EXPECT_EQ(writer.wait(), 0);
  Database db(file);
  EXPECT_EQ(db.query("SELECT count(*), max(id) FROM author"), "200|200");
}

}  // namespace
}  // namespace schemake::test
