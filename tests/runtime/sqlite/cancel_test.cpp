#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <schemake/sqlite.hpp>
#include <thread>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

// Progress with rows, and cancellation in the middle of a long step.

namespace schemake::test {
namespace {

constexpr int kRows = 100'000;

// A table that the revision 0003_named builds anew.
class LongRebuild : public testing::Test {
 protected:
  LongRebuild() {
    add_library(old_, 2);
    add_library(catalog_, 4);
    sqlite::Connection connection(path_);
    upgrade(connection, old_.get());
    db_.execute(
        "INSERT INTO author (name) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
        "FROM c LIMIT " +
        std::to_string(kRows) + ") SELECT 'author ' || i FROM c");
  }
  // That it is all as before, and can be migrated after all.
  void expect_untouched(sqlite::Connection& connection) {
    EXPECT_EQ(sqlite3_get_autocommit(connection.handle()), 1);
    EXPECT_EQ(status(connection, catalog_.get()).current.name, "0002_add_email");
    EXPECT_TRUE(verify(connection, old_.get()).empty());
    EXPECT_EQ(db_.query("SELECT count(*), max(name) FROM author"),
              std::to_string(kRows) + "|author 99999");
    EXPECT_EQ(db_.query("PRAGMA quick_check"), "ok");
    EXPECT_EQ(upgrade(connection, catalog_.get()).walked.size(), 2U);
    EXPECT_TRUE(verify(connection, catalog_.get()).empty());
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("a.db");
  Database db_{path_};
  TestCatalog old_, catalog_;
};

TEST_F(LongRebuild, CountsItsRowsWhileTheyAreCopied) {
  sqlite::Connection connection(path_);
  std::uint64_t last = 0;
  int between = 0;
  Options options;
  options.progress = [&](const Progress& progress) {
    if (progress.revision != "0003_named") return true;
    EXPECT_GE(progress.rows, last);
    between += progress.rows > last && progress.rows < kRows ? 1 : 0;
    last = progress.rows;
    return true;
  };
  upgrade(connection, catalog_.get(), options);
  EXPECT_GE(between, 3);
  EXPECT_GE(last, static_cast<std::uint64_t>(kRows) / 2);
}

TEST_F(LongRebuild, IsCancelledInTheMiddleOfTheCopy) {
  sqlite::Connection connection(path_);
  Options options;
  std::uint64_t rows = 0;
  options.progress = [&](const Progress& progress) {
    rows = progress.rows;
    return progress.rows < kRows / 2;
  };
  expect_error(Code::cancelled, [&] { upgrade(connection, catalog_.get(), options); });
  EXPECT_GE(rows, static_cast<std::uint64_t>(kRows) / 2);
  EXPECT_LT(rows, static_cast<std::uint64_t>(kRows));
  expect_untouched(connection);
}

TEST_F(LongRebuild, ThrowingCancelsToo) {
  sqlite::Connection connection(path_);
  Options options;
  options.progress = [](const Progress& progress) -> bool {
    if (progress.rows >= kRows / 2) throw std::runtime_error("from the callback");
    return true;
  };
  EXPECT_THROW(upgrade(connection, catalog_.get(), options), std::runtime_error);
  expect_untouched(connection);
}

// There a statement is stopped by the application's own means.
TEST_F(LongRebuild, OnABorrowedConnectionIsInterruptedFromAnotherThread) {
  sqlite::Connection connection(db_);
  std::atomic<bool> copying = false, done = false;
  Options options;
  options.progress = [&](const Progress& progress) {
    if (progress.revision == "0003_named" && progress.step == 2) copying = true;
    return true;
  };
  std::thread other([&] {
    while (!copying) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    while (!done) {
      sqlite3_interrupt(db_);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  expect_error(Code::cancelled, [&] { upgrade(connection, catalog_.get(), options); });
  done = true;
  other.join();
  expect_untouched(connection);
}

TEST_F(LongRebuild, OnABorrowedConnectionIsCancelledBetweenSteps) {
  catalog_.revision(id('4'), id('5'), "0005",
                    {run(Phase::data, "author", "UPDATE author SET email = 'x'"),
                     run(Phase::data, "author", "UPDATE author SET email = 'y'")},
                    {none("")});
  sqlite::Connection connection(db_);
  Options options;
  std::uint64_t rows = 0;
  options.progress = [&](const Progress& progress) {
    rows = progress.rows;
    return progress.revision != "0005" || progress.step < 2;
  };
  expect_error(Code::cancelled, [&] { upgrade(connection, catalog_.get(), options); });
  EXPECT_EQ(rows, static_cast<std::uint64_t>(kRows));
  EXPECT_EQ(db_.query("SELECT count(email) FROM author"), "0");
}

int never(void* count) {
  ++*static_cast<int*>(count);
  return 0;
}
void count(void* count, int, const char*, const char*, sqlite3_int64) {
  ++*static_cast<int*>(count);
}

TEST_F(LongRebuild, LeavesTheHandlersOfABorrowedConnection) {
  int ticks = 0, updates = 0;
  sqlite3_progress_handler(db_, 10, never, &ticks);
  sqlite3_update_hook(db_, count, &updates);
  {
    sqlite::Connection connection(db_);
    Options options;
    options.progress = [](const Progress&) { return true; };
    upgrade(connection, catalog_.get(), options);
  }
  ticks = updates = 0;
  db_.execute("INSERT INTO author (name) VALUES ('Eve')");
  EXPECT_GT(ticks, 0);
  EXPECT_EQ(updates, 1);
  sqlite3_progress_handler(db_, 0, nullptr, nullptr);
  sqlite3_update_hook(db_, nullptr, nullptr);
}

TEST_F(LongRebuild, LeavesNoneOnOurOwnConnection) {
  sqlite::Connection connection(path_);
  int asked = 0;
  Options options;
  options.progress = [&](const Progress&) { return ++asked > 0; };
  upgrade(connection, catalog_.get(), options);
  asked = 0;
  EXPECT_EQ(
      sqlite3_exec(connection.handle(), "UPDATE author SET email = 'z'", nullptr, nullptr, nullptr),
      SQLITE_OK);
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(sqlite3_update_hook(connection.handle(), nullptr, nullptr), nullptr);
}

}  // namespace
}  // namespace schemake::test
