#ifndef SCHEMAKE_TESTS_RUNTIME_SQLITE_BACKUP_HPP
#define SCHEMAKE_TESTS_RUNTIME_SQLITE_BACKUP_HPP

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <schemake/sqlite.hpp>
#include <string>
#include <vector>

#include "runtime/database.hpp"
#include "runtime/library.hpp"
#include "runtime/process.hpp"

namespace schemake::test {

namespace fs = std::filesystem;

// A file that a program with four revisions made, with a row in each of two tables that an older
// program would take back.
class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    add_library(newer_, 4);
    add_library(older_, 2);
    fs::create_directory(folder_.file("copies"));
    sqlite::Connection connection(path_);
    upgrade(connection, newer_.get());
    Database db(path_);
    db.execute(
        "INSERT INTO author (name, email) VALUES ('Ada', 'a@b'); INSERT INTO book VALUES (1, 1, "
        "'Notes'); INSERT INTO loan VALUES (1, 'Bo')");
  }

  Options take_back() {
    Options options;
    options.ahead = Ahead::take_back;
    return options;
  }
  // The names in a folder, but for the database and the other folder.
  std::vector<std::string> files(const std::string& folder = "") {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.file(folder))) {
      const std::string name = entry.path().filename().string();
      if (name != "library.db" && name != "copies") names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  // The backups of walking one revision there and back.
  std::string downgrade_one(Connection& connection, Options options) {
    options.accept_loss = {"*"};
    return downgrade(connection, newer_.get(), "-1", options).backup;
  }
  std::string upgrade_one(Connection& connection, const Options& options) {
    return upgrade(connection, newer_.get(), options).backup;
  }
  std::string content() {
    Database db(path_);
    return everything(db);
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("library.db");
  TestCatalog newer_, older_;
};

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_RUNTIME_SQLITE_BACKUP_HPP
