#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <string>
#include <vector>

#include "fault/broken_off.hpp"
#include "fault/faulty_files.hpp"

// Each file operation of a migration fails in turn, once and for ever after. There must be an
// error, or the migration got round the fault and is whole; never a success that is none.
//
// A sample of the operations is taken, or every one where SCHEMAKE_CRASH is "all" (./dev crash).

namespace schemake::test {
namespace {

struct Kind {
  const char* name;
  Operation operation;
  int result;
  Code code;  // of the error, where there is one
};

constexpr Kind kKinds[] = {
    {"open", Operation::open, SQLITE_CANTOPEN, Code::disk},
    {"remove", Operation::remove, SQLITE_IOERR_DELETE, Code::disk},
    {"access", Operation::access, SQLITE_IOERR_ACCESS, Code::disk},
    {"read", Operation::read, SQLITE_IOERR_READ, Code::disk},
    {"write", Operation::write, SQLITE_IOERR_WRITE, Code::disk},
    {"full", Operation::write, SQLITE_FULL, Code::disk},
    {"sync", Operation::sync, SQLITE_IOERR_FSYNC, Code::disk},
    {"truncate", Operation::truncate, SQLITE_IOERR_TRUNCATE, Code::disk},
    {"size", Operation::size, SQLITE_IOERR_FSTAT, Code::disk},
    {"busy", Operation::lock, SQLITE_BUSY, Code::locked},
    {"lock", Operation::lock, SQLITE_IOERR_LOCK, Code::disk},
    {"unlock", Operation::unlock, SQLITE_IOERR_UNLOCK, Code::disk},
    {"map", Operation::map_shared, SQLITE_IOERR_SHMMAP, Code::disk},
    {"busy index", Operation::lock_shared, SQLITE_BUSY, Code::locked},
    {"lock index", Operation::lock_shared, SQLITE_IOERR_SHMLOCK, Code::disk},
};

std::vector<const char*> journals() {
  if (takes_all()) return {"DELETE", "TRUNCATE", "PERSIST", "WAL"};
  return {"DELETE", "WAL"};
}

class FileFault : public testing::TestWithParam<Shape> {
 protected:
  // How often an undisturbed migration asks for the operation.
  int calls(BrokenOff& migration, Operation operation) {
    int count = 0;
    const BrokenOff::Outcome outcome =
        migration.migrate([&] { files_.heal(); }, [&] { count = files_.calls(operation); });
    EXPECT_FALSE(outcome.error) << outcome.error->what();
    migration.check(outcome);
    return count;
  }

  void fail(BrokenOff& migration, const Kind& kind, int at, bool for_ever) {
    SCOPED_TRACE(std::string(kind.name) + ", the " + std::to_string(at) + "th, " +
                 (for_ever ? "for ever" : "once"));
    wait_for_locks(std::chrono::milliseconds(for_ever ? 50 : 60'000));
    bool failed = false;
    const BrokenOff::Outcome outcome =
        migration.migrate([&] { files_.fail(kind.operation, kind.result, at, for_ever); },
                          [&] {
                            failed = files_.has_failed();
                            files_.heal();
                          });
    EXPECT_TRUE(failed);
    EXPECT_FALSE(outcome.out_of_memory);
    ++faults_;
    if (outcome.error) {
      ++errors_;
      // A backup that fails says that it is one, with the reason.
      const Code code = outcome.error->code();
      EXPECT_TRUE(code == kind.code || code == Code::backup) << outcome.error->what();
    }
    // Somebody who holds the lock for a moment is waited for.
    if (kind.code == Code::locked && !for_ever) {
      EXPECT_FALSE(outcome.error) << outcome.error->what();
    }
    BrokenOff::check_connection(outcome);
    migration.check(outcome);
  }

  // Which of so many calls fail: all, or another one each time.
  std::vector<int> places(int count) {
    std::vector<int> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 1);
    if (takes_all() || count == 0) return all;
    place_ += 7919;
    return {all[place_ % all.size()]};
  }

  FaultyFiles files_;
  int faults_ = 0, errors_ = 0;
  std::size_t place_ = 0;
};

TEST_P(FileFault, IsAnErrorAndLeavesTheDatabaseWhole) {
  for (const char* journal : journals()) {
    SCOPED_TRACE(journal);
    BrokenOff migration(GetParam(), journal);
    for (const Kind& kind : kKinds) {
      for (const int at : places(calls(migration, kind.operation))) {
        fail(migration, kind, at, false);
        fail(migration, kind, at, true);
        if (HasFailure()) return;
      }
    }
  }
  EXPECT_GT(errors_, 0);
  std::cout << "faults: " << faults_ << " of file operations, " << errors_
            << " of them an error: " << GetParam() << "\n";
}

INSTANTIATE_TEST_SUITE_P(Migrations, FileFault, testing::ValuesIn(shapes()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace schemake::test
