#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <vector>

#include "fault/broken_off.hpp"
#include "fault/faulty_memory.hpp"
#include "runtime/library.hpp"

// Each allocation of a migration fails in turn, once and for ever after: first those of SQLite,
// then those of C++. There must be an error, or the migration did without the memory and is whole.
//
// A sample of the allocations is taken, or every one where SCHEMAKE_CRASH is "all" (./dev crash).

namespace schemake::test {
namespace {

const bool kInstalled = FaultyMemory::install();

class MemoryFault : public testing::TestWithParam<Shape> {
 protected:
  static int calls(BrokenOff& migration, Allocator allocator) {
    int count = 0;
    const BrokenOff::Outcome outcome = migration.migrate([&] { FaultyMemory::watch(allocator); },
                                                         [&] {
                                                           count = FaultyMemory::calls();
                                                           FaultyMemory::heal();
                                                         });
    EXPECT_FALSE(outcome.error || outcome.out_of_memory);
    return count;
  }

  void fail(BrokenOff& migration, Allocator allocator, int at, Lack lack) {
    SCOPED_TRACE("allocation " + std::to_string(at) + ", lack " +
                 std::to_string(static_cast<int>(lack)));
    const BrokenOff::Outcome outcome = migration.migrate(
        [&] { FaultyMemory::fail(allocator, at, lack); }, [] { FaultyMemory::heal(); });
    EXPECT_TRUE(FaultyMemory::has_failed());
    ++faults_;
    errors_ += outcome.error || outcome.out_of_memory ? 1 : 0;
    if (allocator == Allocator::sqlite) {
      EXPECT_FALSE(outcome.out_of_memory) << "SQLite's lack of memory is an Error";
      if (outcome.error) {
        // A backup that fails says that it is one, with the reason.
        const Code code = outcome.error->code();
        EXPECT_TRUE(code == Code::memory || code == Code::backup) << outcome.error->what();
      }
    }
    // SQLite cannot even roll back with no memory at all.
    const bool rolls_back = allocator == Allocator::cpp || lack != Lack::for_ever;
    if (rolls_back) BrokenOff::check_connection(outcome);
    migration.check(outcome);
  }

  void fail_all(Allocator allocator, const char* name, const std::vector<Lack>& lasting) {
    BrokenOff migration(GetParam(), "TRUNCATE");  // on a borrowed connection
    const int count = calls(migration, allocator);
    ASSERT_GT(count, 100);
    constexpr int kSample = 8;
    const int pace = takes_all() ? 1 : count / kSample;
    for (int at = 1; at <= count; at += pace) {
      fail(migration, allocator, at, Lack::once);
      // What lasts shows little more at one place than at the next.
      constexpr int kPlaces = 4;
      const bool lasts = !takes_all() || at % kPlaces == 0;
      for (const Lack lack : lasts ? lasting : std::vector<Lack>()) {
        fail(migration, allocator, at, lack);
      }
      if (HasFailure()) return;
    }
    EXPECT_GT(errors_, faults_ / 2);
    std::cout << "faults: " << faults_ << " of " << name << " allocations, " << errors_
              << " of them an error: " << GetParam() << "\n";
  }

  int faults_ = 0, errors_ = 0;
};

TEST_P(MemoryFault, OfSqliteIsAnErrorAndLeavesTheDatabaseWhole) {
  ASSERT_TRUE(kInstalled);
  fail_all(Allocator::sqlite, "SQLite", {Lack::exhausted, Lack::for_ever});
}

TEST_P(MemoryFault, OfCppIsAnErrorAndLeavesTheDatabaseWhole) {
  fail_all(Allocator::cpp, "C++", {Lack::for_ever});
}

// The application's connection must not stay inside a transaction that it did not begin.
TEST(MemoryFaultForEver, RollsBackAtLatestWhenTheConnectionIsLetGo) {
  Database application;
  TestCatalog catalog;
  add_library(catalog, 4);
  int left_open = 0;
  for (int at = 1; left_open == 0 && at < 5000; at += 50) {
    sqlite::Connection connection(application);
    FaultyMemory::fail(Allocator::sqlite, at, Lack::for_ever);
    EXPECT_ANY_THROW(upgrade(connection, catalog.get()));
    FaultyMemory::heal();
    left_open += sqlite3_get_autocommit(application) == 0 ? 1 : 0;
  }
  EXPECT_EQ(left_open, 1) << "SQLite rolled back without memory: this test says nothing then";
  EXPECT_NE(sqlite3_get_autocommit(application), 0);
  EXPECT_EQ(application.query("SELECT count(*) FROM sqlite_schema"), "0");
}

INSTANTIATE_TEST_SUITE_P(Migrations, MemoryFault, testing::ValuesIn(shapes()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace schemake::test
