#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

// A process drops all of its POSIX locks on a file when it closes any descriptor of that file: a
// migration that opened the database but by SQLite would let others write in the middle of it.

namespace schemake::test {
namespace {

#ifdef F_OFD_GETLK

// Sees the locks on a file by a descriptor that stays open, so that looking drops none.
class LockView {
 public:
  explicit LockView(const std::string& path) : file_(open(path.c_str(), O_RDWR | O_CLOEXEC)) {
    EXPECT_GE(file_, 0);
  }
  ~LockView() { close(file_); }
  LockView(const LockView&) = delete;
  LockView& operator=(const LockView&) = delete;

  // By whomever, this process as well: asked for as an open file description of its own.
  bool is_locked() const {
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    EXPECT_EQ(fcntl(file_, F_OFD_GETLK, &lock), 0);
    return lock.l_type != F_UNLCK;
  }

 private:
  int file_;
};

class FileLock : public testing::TestWithParam<const char*> {
 protected:
  FileLock() {
    add_library(catalog_, 4);
    add_library(older_, 2);
    db_.execute(std::string("PRAGMA journal_mode = ") + GetParam());
    upgrade(connection_, older_.get());
    db_.execute("INSERT INTO author (name) VALUES ('Ada'); INSERT INTO book VALUES (1, 1, 'x')");
  }

  // Options that look at the lock before each step, and after `then` was done at it.
  Options looking(const std::function<void()>& then = {}) {
    Options options;
    options.ahead = Ahead::take_back;
    options.progress = [this, then](const Progress& progress) {
      EXPECT_TRUE(view_.is_locked()) << "before step " << progress.step;
      if (then) then();
      EXPECT_TRUE(view_.is_locked()) << "at step " << progress.step;
      ++looks_;
      return true;
    };
    return options;
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.file("library.db");
  Database db_{path_};
  sqlite::Connection connection_{db_};
  LockView view_{path_};  // after the connection, before which it goes
  TestCatalog catalog_, older_;
  int looks_ = 0;
};

TEST_P(FileLock, IsHeldUntilTheCommit) {
  const auto look = [](void* view) {
    EXPECT_TRUE(static_cast<LockView*>(view)->is_locked()) << "at the commit";
    return 0;
  };
  sqlite3_commit_hook(db_, look, &view_);
  EXPECT_FALSE(upgrade(connection_, catalog_.get(), looking()).walked.empty());
  EXPECT_GT(looks_, 2);
  // With a copy made before, by a second connection.
  db_.execute("INSERT INTO loan VALUES (1, 'Bo')");
  const Report back = upgrade(connection_, older_.get(), looking());
  EXPECT_FALSE(back.backup.empty());
  sqlite3_commit_hook(db_, nullptr, nullptr);
}

TEST_P(FileLock, SurvivesAnotherConnectionOfTheProcess) {
  upgrade(connection_, catalog_.get(), looking([&] {
            sqlite::Connection other(path_);
            EXPECT_FALSE(other.state("library").empty());
          }));
  EXPECT_GT(looks_, 2);
}

// That the view sees what it is for.
TEST_P(FileLock, IsGoneOnceTheFileWasOpenedOtherwise) {
  db_.execute("BEGIN IMMEDIATE");
  EXPECT_TRUE(view_.is_locked());
  std::ifstream(path_).get();
  EXPECT_FALSE(view_.is_locked());
  db_.execute("ROLLBACK");
}

INSTANTIATE_TEST_SUITE_P(Journals, FileLock, testing::Values("DELETE", "WAL"),
                         [](const auto& info) { return info.param; });

#endif

}  // namespace
}  // namespace schemake::test
