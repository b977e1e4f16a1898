#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <schemake/sqlite.hpp>
#include <thread>

#include "runtime/database.hpp"
#include "runtime/library.hpp"
#include "runtime/process.hpp"

// A migrating process is killed at random instants. The database must stand at one state or
// another, with its schema and all rows, and the next launch must go on from there.

namespace schemake::test {
namespace {

using std::chrono::microseconds;
using Clock = std::chrono::steady_clock;

constexpr int kRows = 3000;
constexpr int kKills = 15;

struct Case {
  const char* name;
  const char* journal;
  bool per_edge;
  bool back;  // a downgrade is killed, not an upgrade
};

std::ostream& operator<<(std::ostream& out, const Case& test) { return out << test.name; }

class Kill : public testing::TestWithParam<Case> {
 protected:
  // A database with rows, where the migration that will be killed begins.
  void make_start() const {
    TestCatalog catalog;
    add_library(catalog, GetParam().back ? 4 : 1);
    Database db(start_);
    db.execute(std::string("PRAGMA journal_mode = ") + GetParam().journal);
    sqlite::Connection connection(db);
    upgrade(connection, catalog.get());
    db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT " +
               std::to_string(kRows) +
               ") INSERT INTO author (id, name) SELECT i, 'author number ' || i FROM n;"
               "INSERT INTO book SELECT id, id, 'book ' || id FROM author");
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  void copy_start() const {
    for (const char* suffix : {"-journal", "-wal", "-shm"}) std::filesystem::remove(file_ + suffix);
    std::filesystem::copy_file(start_, file_, std::filesystem::copy_options::overwrite_existing);
  }

  int migrate() const {
    TestCatalog catalog;
    add_library(catalog, 4);
    sqlite::Connection connection(file_);
    Options options;
    options.transaction_per_edge = GetParam().per_edge;
    options.accept_loss = {"*"};
    if (GetParam().back) {
      downgrade(connection, catalog.get(), "1", options);
    } else {
      upgrade(connection, catalog.get(), options);
    }
    return 0;
  }

  // Whatever was done to it, it stands at one state, whole.
  void check_whole() const {
    TestCatalog catalog;
    add_library(catalog, 4);
    sqlite::Connection connection(file_);
    for (const Difference& difference : verify(connection, catalog.get())) {
      ADD_FAILURE() << difference.what;
    }
    Database db(file_);
    EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(db.query("PRAGMA foreign_key_check"), "");
    const std::string rows = std::to_string(kRows);
    EXPECT_EQ(db.query("SELECT count(*), sum(name = 'author number ' || id) FROM author"),
              rows + "|" + rows);
    EXPECT_EQ(db.query("SELECT count(*), sum(title = 'book ' || author) FROM book"),
              rows + "|" + rows);
    EXPECT_EQ(db.query("SELECT seq FROM sqlite_sequence"), rows);
  }

  TemporaryFolder folder_{quick_parent()};
  std::string start_ = folder_.file("start.db");
  std::string file_ = folder_.file("a.db");
};

TEST_P(Kill, LeavesOneStateOrTheNext) {
  make_start();
  copy_start();
  const Clock::time_point begin = Clock::now();
  Process first([&] { return migrate(); });
  ASSERT_EQ(first.wait(), 0);
  const auto whole = std::chrono::duration_cast<microseconds>(Clock::now() - begin);
  std::mt19937 random(20'260'101);  // NOLINT: the same instants each time, as far as a clock allows
  // A machine that was busy when `whole` was measured is quicker later: what ended before its kill
  // brings the kills forward.
  std::int64_t latest = whole.count();
  int killed = 0;
  for (int round = 0; killed < kKills && round < 10 * kKills; ++round) {
    SCOPED_TRACE(round);
    copy_start();
    Process process([&] { return migrate(); });
    const std::int64_t instant = std::uniform_int_distribution<std::int64_t>(0, latest)(random);
    std::this_thread::sleep_for(microseconds(instant));
    process.kill();
    if (process.wait() == -1) {
      ++killed;
    } else {
      latest = std::max<std::int64_t>(instant, 1);
    }
    check_whole();
    Process next([&] { return migrate(); });
    ASSERT_EQ(next.wait(), 0);
    check_whole();
    Database db(file_);
    EXPECT_EQ(db.query("SELECT to_state FROM schemake_history ORDER BY ordinal DESC LIMIT 1"),
              id(GetParam().back ? '1' : '4'));
  }
  EXPECT_EQ(killed, kKills);
}

INSTANTIATE_TEST_SUITE_P(Migrations, Kill,
                         testing::Values(Case{"UpgradeDelete", "DELETE", false, false},
                                         Case{"UpgradeWal", "WAL", false, false},
                                         Case{"UpgradePerEdge", "DELETE", true, false},
                                         Case{"DowngradeWal", "WAL", true, true}),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace schemake::test
