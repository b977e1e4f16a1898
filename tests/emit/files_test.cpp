#include "emit/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FilesTest : public ::testing::Test {
 protected:
  FilesTest() {
    std::string pattern = (fs::temp_directory_path() / "schemake-files-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    root_ = pattern;
  }
  ~FilesTest() override { fs::remove_all(root_); }

  void put(const std::string& name, const std::string& text) {
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  std::string text(const std::string& name) const {
    std::ostringstream out;
    out << std::ifstream(root_ / name, std::ios::binary).rdbuf();
    return out.str();
  }
  std::set<std::string> names(const fs::path& folder) const {
    std::set<std::string> out;
    for (const auto& entry : fs::directory_iterator(folder)) out.insert(entry.path().filename());
    return out;
  }

  fs::path root_;
};

TEST_F(FilesTest, WritesChangesAndRemovesInOneGo) {
  put("old.txt", "old");
  put("same.txt", "same");
  put("other.txt", "not ours");
  FileChanges changes(root_);
  changes.write("new.txt", "new");
  changes.write("same.txt", "same");
  changes.remove("old.txt");
  changes.remove("absent.txt");
  changes.write("sum", "sum");
  EXPECT_THAT(changes.pending(), ElementsAre("new.txt", "old.txt", "sum"));
  changes.commit("sum");
  EXPECT_THAT(names(root_), ElementsAre("new.txt", "other.txt", "same.txt", "sum"));
  EXPECT_EQ(text("new.txt"), "new");
  EXPECT_THAT(changes.pending(), IsEmpty());
}

TEST_F(FilesTest, DoesNotTouchAFileWithTheSameTextOrOtherLineEnds) {
  put("a", "one\r\ntwo\r\n");
  const auto before = fs::last_write_time(root_ / "a");
  FileChanges changes(root_);
  changes.write("a", "one\ntwo\n");
  changes.commit("a");
  EXPECT_EQ(text("a"), "one\r\ntwo\r\n");
  EXPECT_EQ(fs::last_write_time(root_ / "a"), before);
}

TEST_F(FilesTest, MakesANewFolderWithAllItsParents) {
  FileChanges changes(root_ / "a" / "b" / "migrations");
  changes.write("x", "1");
  changes.write("sum", "2");
  changes.commit("sum");
  EXPECT_THAT(names(root_ / "a" / "b"), ElementsAre("migrations"));
  EXPECT_THAT(names(root_ / "a" / "b" / "migrations"), ElementsAre("sum", "x"));
}

TEST_F(FilesTest, MakesNoFolderForNothing) {
  FileChanges changes(root_ / "migrations");
  changes.remove("x");
  changes.commit("sum");
  EXPECT_THAT(names(root_), IsEmpty());
}

TEST_F(FilesTest, LeavesAllAsItWasWhereAFileCannotBeWritten) {
  put("a", "old");
  fs::create_directory(root_ / "b");
  FileChanges changes(root_);
  changes.write("a", "new");
  changes.write("b", "a folder is in the way");
  try {
    changes.commit("b");
    FAIL() << "a folder was overwritten";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr((root_ / "b").string()));
  }
  EXPECT_EQ(text("a"), "old");
  EXPECT_THAT(names(root_), ElementsAre("a", "b"));
}

// A name that is too long only once it is staged, after others were staged already.
TEST_F(FilesTest, RemovesWhatItStagedBeforeAFailure) {
  put("a", "old");
  const std::string name(250, 'z');
  FileChanges changes(root_);
  changes.write("a", "new");
  changes.write(name, "text");
  EXPECT_THROW(changes.commit("sum"), std::runtime_error);
  EXPECT_EQ(text("a"), "old");
  EXPECT_THAT(names(root_), ElementsAre("a"));
}

TEST_F(FilesTest, MakesNoFolderWhereAFileCannotBeWritten) {
  FileChanges changes(root_ / "made" / "migrations");
  changes.write(std::string(300, 'z'), "text");
  EXPECT_THROW(changes.commit("sum"), std::exception);
  EXPECT_THAT(names(root_), IsEmpty());
}

TEST_F(FilesTest, ReplacesWhatAKilledProcessLeft) {
  put(".a.schemake-new", "half");
  FileChanges changes(root_);
  changes.write("a", "whole");
  changes.commit("a");
  EXPECT_EQ(text("a"), "whole");
  EXPECT_THAT(names(root_), ElementsAre("a"));
}

TEST_F(FilesTest, NothingToDoIsNoErrorInAReadOnlyFolder) {
  put("a", "text");
  ASSERT_EQ(::chmod(root_.c_str(), 0555), 0);
  FileChanges changes(root_);
  changes.write("a", "text");
  EXPECT_NO_THROW({
    FolderLock lock(root_);
    changes.commit("a");
  });
  ASSERT_EQ(::chmod(root_.c_str(), 0755), 0);
  EXPECT_THAT(names(root_), ElementsAre("a"));
}

TEST_F(FilesTest, ASecondLockWaitsForTheFirst) {
  std::atomic<bool> held{false};
  std::thread second;
  {
    const FolderLock first(root_);
    second = std::thread([&] {
      const FolderLock lock(root_);
      held = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_FALSE(held);
  }
  second.join();
  EXPECT_TRUE(held);
  EXPECT_THAT(names(root_), IsEmpty());
}

// Both lock the folder above, for the folder is not there yet; the second then moves on to the
// folder.
TEST_F(FilesTest, ALockOnAFolderThatAppearsMeanwhileIsOnThatFolder) {
  const fs::path folder = root_ / "migrations";
  std::atomic<bool> held{false};
  std::thread second;
  {
    const FolderLock first(folder);
    second = std::thread([&] {
      const FolderLock lock(folder);
      held = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      held = false;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    FileChanges changes(folder);
    changes.write("sum", "");
    changes.commit("sum");
  }
  while (!held) std::this_thread::yield();
  {
    const FolderLock lock(folder);
    EXPECT_FALSE(held);
  }
  second.join();
}

}  // namespace
}  // namespace schemake::generator
