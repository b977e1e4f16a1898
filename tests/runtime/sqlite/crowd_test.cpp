#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <schemake/sqlite.hpp>
#include <thread>

#include "runtime/database.hpp"
#include "runtime/library.hpp"
#include "runtime/process.hpp"

// A database that is in use while it migrates: by fifty launches at once, by the application's own
// readers and writers, by a program that does not let go of it.

namespace schemake::test {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr int kMigrated = 10;
constexpr int kFoundAtHead = 11;

class Crowd : public testing::TestWithParam<const char*> {
 protected:
  // At the first of the library's revisions.
  void SetUp() override {
    Database db(file_);
    db.execute(std::string("PRAGMA journal_mode = ") + GetParam());
    TestCatalog catalog;
    add_library(catalog, 1);
    sqlite::Connection connection(db);
    upgrade(connection, catalog.get());
  }

  TemporaryFolder folder_{quick_parent()};
  std::string file_ = folder_.file("a.db");
};

int launch(const std::string& file, int revisions, milliseconds timeout) {
  TestCatalog catalog;
  add_library(catalog, revisions);
  sqlite::Connection connection(file);
  Options options;
  options.lock_timeout = timeout;
  const Report report = upgrade(connection, catalog.get(), options);
  if (report.to != catalog.get().head) return 1;
  return report.walked.empty() ? kFoundAtHead : kMigrated;
}

TEST_P(Crowd, OfFiftyProcessesOneMigratesRoundAfterRound) {
  constexpr int kProcesses = 50;
  for (int revisions = 1; revisions <= 4; ++revisions) {
    SCOPED_TRACE(revisions);
    if (revisions == 1) std::filesystem::remove(file_);  // the first round creates
    std::vector<int> codes;
    {
      Gate gate;
      std::vector<Process> processes;
      for (int i = 0; i < kProcesses; ++i) {
        processes.emplace_back([&] {
          gate.wait();
          return launch(file_, revisions, std::chrono::seconds(60));
        });
      }
      gate.open();
      for (Process& process : processes) codes.push_back(process.wait());
    }
    EXPECT_EQ(std::count(codes.begin(), codes.end(), kMigrated), 1);
    EXPECT_EQ(std::count(codes.begin(), codes.end(), kFoundAtHead), kProcesses - 1);
    Database db(file_);
    EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(db.query("SELECT count(*) FROM schemake_history"), std::to_string(revisions));
    if (revisions == 1) db.execute(std::string("PRAGMA journal_mode = ") + GetParam());
  }
}

// Adds an author and her book in one transaction, over and over until the file `stop` appears. The
// number of them goes into the file `written`.
int write_rows(const std::string& file, const std::string& stop, const std::string& written) {
  int rows = 0;
  {
    Database db(file);
    sqlite3_busy_timeout(db, 60'000);
    for (; !std::filesystem::exists(stop); ++rows) {
      db.execute(
          "BEGIN IMMEDIATE; INSERT INTO author (name) VALUES ('Ada');"
          "INSERT INTO book (author, title) VALUES (last_insert_rowid(), 'Notes'); COMMIT");
      std::this_thread::sleep_for(milliseconds(1));
    }
  }
  std::ofstream(written) << rows;
  return testing::Test::HasFailure() ? 1 : 0;
}

// Whether what one read transaction sees is one state: the rows that belong together, and the
// schema of the revision that the history names.
int read_rows(const std::string& file, const std::string& stop) {
  Database db(file);
  sqlite3_busy_timeout(db, 60'000);
  while (!std::filesystem::exists(stop)) {
    db.execute("BEGIN");
    EXPECT_EQ(db.query("SELECT (SELECT count(*) FROM author) - (SELECT count(*) FROM book)"), "0");
    const std::string state = db.query(
        "SELECT substr(to_state, 1, 1) FROM schemake_history ORDER BY ordinal DESC LIMIT 1");
    EXPECT_EQ(db.query("SELECT (SELECT count(*) FROM pragma_table_info('author')), "
                       "(SELECT count(*) FROM sqlite_schema WHERE name = 'loan')"),
              state == "1" ? "2|0" : "3|1");
    db.execute("COMMIT");
  }
  return testing::Test::HasFailure() ? 1 : 0;
}

TEST_P(Crowd, ReadersAndWritersOfTheApplicationGoOnMeanwhile) {
  constexpr int kEach = 3, kMigrations = 12;
  const std::string stop = folder_.file("stop");
  std::vector<Process> processes;
  for (int i = 0; i < kEach; ++i) {
    const std::string written = folder_.file("written" + std::to_string(i));
    processes.emplace_back([=, this] { return write_rows(file_, stop, written); });
    processes.emplace_back([=, this] { return read_rows(file_, stop); });
  }
  {
    TestCatalog catalog;
    add_library(catalog, 4);
    sqlite::Connection connection(file_);
    Options options;
    options.lock_timeout = std::chrono::seconds(60);
    options.accept_loss = {"*"};
    for (int i = 0; i < kMigrations; ++i) {
      if (i % 2 == 0) {
        upgrade(connection, catalog.get(), options);
      } else {
        downgrade(connection, catalog.get(), "0001_start", options);
      }
    }
  }
  std::ofstream(stop) << "";
  for (Process& process : processes) EXPECT_EQ(process.wait(), 0);
  long rows = 0;
  for (int i = 0; i < kEach; ++i) {
    long own = 0;
    std::ifstream(folder_.file("written" + std::to_string(i))) >> own;
    EXPECT_GT(own, 0);
    rows += own;
  }
  Database db(file_);
  EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(db.query("PRAGMA foreign_key_check"), "");
  const std::string count = std::to_string(rows);
  EXPECT_EQ(db.query("SELECT count(*), max(id) FROM author"), count + "|" + count);
  EXPECT_EQ(db.query("SELECT count(*) FROM book"), count);
}

// A process that has done `sql` on the file and stays so until the gate opens.
Process holder(const std::string& file, const std::string& sql, Gate& held, Gate& release) {
  return Process([&] {
    Database db(file);
    db.execute(sql);
    held.open();
    release.wait();
    return testing::Test::HasFailure() ? 1 : 0;
  });
}

// Launches while another program holds a lock: refused with words that say what to do, the database
// as it was; migrated once that program has let go.
void expect_locked_out(const std::string& file, const std::string& sql) {
  constexpr milliseconds kTimeout(300);
  std::string before;
  {
    Database db(file);
    db.execute("INSERT INTO author (name) VALUES ('Ada')");
    before = everything(db);
  }
  Gate held, release;
  Process other = holder(file, sql, held, release);
  held.wait();
  const auto begin = std::chrono::steady_clock::now();
  const Error error = expect_error(Code::locked, [&] { launch(file, 4, kTimeout); });
  const auto waited = std::chrono::steady_clock::now() - begin;
  EXPECT_THAT(error.what(), HasSubstr("another connection holds the database: close it or wait"));
  EXPECT_GE(waited, kTimeout);
  release.open();
  EXPECT_EQ(other.wait(), 0);
  {
    Database db(file);
    EXPECT_EQ(everything(db), before);
  }
  EXPECT_EQ(launch(file, 4, kTimeout), kMigrated);
}

TEST_P(Crowd, AWriterThatDoesNotLetGoIsAnError) {
  expect_locked_out(file_, "BEGIN IMMEDIATE; DELETE FROM author");
}

TEST_P(Crowd, AnExclusiveLockThatIsNotLetGoIsAnError) {
  expect_locked_out(file_, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
}

TEST_P(Crowd, AReaderThatDoesNotLetGoStopsACommitInARollbackJournalAlone) {
  const std::string sql = "BEGIN; SELECT * FROM author";
  if (GetParam() == std::string("DELETE")) {
    expect_locked_out(file_, sql);
    return;
  }
  Gate held, release;
  Process other = holder(file_, sql, held, release);
  held.wait();
  EXPECT_EQ(launch(file_, 4, milliseconds(300)), kMigrated);
  release.open();
  EXPECT_EQ(other.wait(), 0);
}

INSTANTIATE_TEST_SUITE_P(Journals, Crowd, testing::Values("DELETE", "WAL"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace schemake::test
