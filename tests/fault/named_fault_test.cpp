#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "fault/broken_off.hpp"
#include "fault/faulty_files.hpp"

// Faults that say more than that they are an error, and those that once said something wrong.

namespace schemake::test {
namespace {

using testing::HasSubstr;

const Shape& shape_named(const std::string& name) {
  const auto found = std::find_if(shapes().begin(), shapes().end(),
                                  [&](const Shape& shape) { return shape.name == name; });
  EXPECT_NE(found, shapes().end());
  return *found;
}

class NamedFault : public testing::Test {
 protected:
  BrokenOff::Outcome fail(BrokenOff& migration, Operation operation, int result, int at) {
    wait_for_locks(std::chrono::milliseconds(50));
    return migration.migrate([&] { files_.fail(operation, result, at, true); },
                             [&] {
                               failed_ = files_.has_failed();
                               files_.heal();
                             });
  }

  FaultyFiles files_;
  bool failed_ = false;
};

TEST_F(NamedFault, ADiskThatFillsUpInTheMiddleOfARebuildSaysWhatToDo) {
  for (const char* journal : {"DELETE", "WAL"}) {
    SCOPED_TRACE(journal);
    BrokenOff migration(shape_named("SpilledRebuild"), journal);
    const BrokenOff::Outcome outcome = fail(migration, Operation::write, SQLITE_FULL, 30);
    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(static_cast<int>(outcome.error->code()), static_cast<int>(Code::disk));
    EXPECT_THAT(outcome.error->what(), HasSubstr("the disk or the database is full: make room"));
    EXPECT_EQ(outcome.error->revision(), "0002_change");
    BrokenOff::check_connection(outcome);
    migration.check(outcome);
  }
}

// SQLite rolls such a COMMIT back by itself. Trying it again said that there is no transaction.
TEST_F(NamedFault, ALockInTheIndexOfAWalIsWaitedForAndThenNamed) {
  BrokenOff migration(shape_named("AddColumn"), "WAL");
  int errors = 0;
  for (int at = 1;; ++at) {
    SCOPED_TRACE(at);
    const BrokenOff::Outcome outcome = fail(migration, Operation::lock_shared, SQLITE_BUSY, at);
    if (!failed_) break;
    BrokenOff::check_connection(outcome);
    migration.check(outcome);
    if (!outcome.error) continue;
    ++errors;
    EXPECT_EQ(static_cast<int>(outcome.error->code()), static_cast<int>(Code::locked));
    EXPECT_THAT(outcome.error->what(), HasSubstr("another connection holds the database"));
  }
  EXPECT_GE(errors, 10);
}

}  // namespace
}  // namespace schemake::test
