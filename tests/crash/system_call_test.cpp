#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>

#include "crash/shape.hpp"
#include "crash/snapshot.hpp"
#include "crash/traced_process.hpp"
#include "runtime/database.hpp"

// A migrating process is killed at its system calls, one after the other: before each call by which
// a file or a lock on it changes, and in the middle of each write. Whatever is left must be the
// database as it stood before or after a transaction, to the last value, and the next launch must
// end where an undisturbed one does.
//
// A sample of the calls is taken, or every one where SCHEMAKE_CRASH is "all" (./dev crash).

namespace schemake::test {
namespace {

bool takes_all() {
  const char* wanted = std::getenv("SCHEMAKE_CRASH");
  return wanted != nullptr && std::string(wanted) == "all";
}

struct Case {
  Shape shape;
  std::string journal;
};

std::ostream& operator<<(std::ostream& out, const Case& test) {
  return out << test.shape << test.journal;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Shape& shape : shapes()) {
    for (const char* journal : {"DELETE", "TRUNCATE", "PERSIST", "WAL"}) {
      all.push_back({shape, journal});
    }
  }
  return all;
}

class SystemCall : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    if (!can_trace()) GTEST_SKIP() << "this system does not let a process trace its child";
    run(start_, GetParam().shape.start);
    allowed_.insert(snapshot(start_));
    copy_database(start_, file_);
    for (const Action& piece : GetParam().shape.pieces) {
      run(file_, piece);
      end_ = snapshot(file_);
      allowed_.insert(end_);
    }
  }

  static void run(const std::string& file, const Action& action) {
    with_connection(file, GetParam().shape, GetParam().journal, action);
  }

  Traced migrate(int kill_at, Death death) const {
    copy_database(start_, file_);
    return run_traced(
        [&] {
          run(file_, GetParam().shape.migrate);
          return 0;
        },
        kill_at, death);
  }

  void check_what_is_left() const {
    copy_database(file_, copy_);
    EXPECT_EQ(allowed_.count(snapshot(copy_)), 1) << "between two states:\n" << snapshot(copy_);
    run(copy_, [](sqlite::Connection& connection) {
      for (const Difference& difference : GetParam().shape.verify(connection)) {
        ADD_FAILURE() << difference.what;
      }
    });
    // The journal that the killed process left is met by the launch itself.
    run(file_, GetParam().shape.migrate);
    EXPECT_EQ(snapshot(file_), end_);
  }

  TemporaryFolder folder_{quick_parent()};
  std::string start_ = folder_.file("start.db");
  std::string file_ = folder_.file("a.db");
  std::string copy_ = folder_.file("copy.db");
  std::set<std::string> allowed_;
  std::string end_;
};

TEST_P(SystemCall, KilledThereTheDatabaseStandsAtOneState) {
  const Traced whole = migrate(0, Death::before);
  ASSERT_EQ(whole.exit_code, 0);
  EXPECT_EQ(snapshot(file_), end_);
  ASSERT_GE(whole.calls, 5);
  // The last calls are those of the commit.
  constexpr int kSample = 3, kLast = 3;
  const int pace = takes_all() ? 1 : std::max(1, whole.calls / kSample);
  int kills = 0, torn = 0;
  for (int call = 1; call <= whole.calls; ++call) {
    if (call % pace != 0 && call + kLast < whole.calls) continue;
    SCOPED_TRACE("killed at call " + std::to_string(call));
    const Traced traced = migrate(call, Death::before);
    ASSERT_EQ(traced.exit_code, Traced::kKilled);
    ++kills;
    check_what_is_left();
    if (!traced.at_write) continue;
    SCOPED_TRACE("in the middle of its write");
    ASSERT_EQ(migrate(call, Death::torn).exit_code, Traced::kKilled);
    ++torn;
    check_what_is_left();
    if (HasFailure()) return;
  }
  std::cout << "kills: " << kills << " before a system call, " << torn
            << " within a write: " << GetParam() << "\n";
}

INSTANTIATE_TEST_SUITE_P(Migrations, SystemCall, testing::ValuesIn(cases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace schemake::test
