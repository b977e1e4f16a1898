#ifndef SCHEMAKE_TESTS_RUNTIME_DATABASE_HPP
#define SCHEMAKE_TESTS_RUNTIME_DATABASE_HPP

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <schemake/error.hpp>
#include <schemake/sqlite.hpp>
#include <string>

namespace schemake::test {

// A folder that vanishes with the object.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(
      const std::filesystem::path& parent = std::filesystem::temp_directory_path()) {
    std::string pattern = (parent / "schemake_test_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// Where files are quick to sync: a process that dies leaves the same bytes there as on a disk.
inline std::filesystem::path quick_parent() {
  const std::filesystem::path memory = "/dev/shm";
  return access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

// A plain SQLite connection, as an application has one.
class Database {
 public:
  explicit Database(const std::string& path = ":memory:") {
    EXPECT_EQ(sqlite3_open(path.c_str(), &db_), SQLITE_OK);
  }
  ~Database() { EXPECT_EQ(sqlite3_close(db_), SQLITE_OK); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  operator sqlite3*() const { return db_; }  // NOLINT: stands for the handle

  void execute(const std::string& sql) {
    char* message = nullptr;
    const int result = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message);
    EXPECT_EQ(result, SQLITE_OK) << sql << "\n" << (message == nullptr ? "" : message);
    sqlite3_free(message);
  }
  // All values of all rows: "|" between columns, a newline between rows.
  std::string query(const std::string& sql) {
    std::string text;
    char* message = nullptr;
    const auto add = [](void* into, int count, char** values, char**) {
      std::string& all = *static_cast<std::string*>(into);
      if (!all.empty()) all += '\n';
      for (int i = 0; i < count; ++i) {
        if (i > 0) all += '|';
        all += values[i] == nullptr ? "NULL" : values[i];
      }
      return 0;
    };
    const int result = sqlite3_exec(db_, sql.c_str(), add, &text, &message);
    EXPECT_EQ(result, SQLITE_OK) << sql << "\n" << (message == nullptr ? "" : message);
    sqlite3_free(message);
    return text;
  }

 private:
  sqlite3* db_ = nullptr;
};

// All of the database that must be as before after a refusal.
inline std::string everything(Database& db) {
  std::string text =
      db.query("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
  const std::string tables =
      db.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  std::string name;
  for (const char c : tables + "\n") {
    if (c != '\n') {
      name += c;
      continue;
    }
    if (!name.empty()) text += "\n" + name + ":\n" + db.query("SELECT * FROM \"" + name + "\"");
    name.clear();
  }
  return text;
}

// Runs `body`, which must throw an Error of this code, and returns it.
inline Error expect_error(Code code, const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    EXPECT_EQ(static_cast<int>(error.code()), static_cast<int>(code)) << error.what();
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return Error(code, "");
}

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_RUNTIME_DATABASE_HPP
