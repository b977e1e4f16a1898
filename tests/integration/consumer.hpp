#ifndef SCHEMAKE_TESTS_INTEGRATION_CONSUMER_HPP
#define SCHEMAKE_TESTS_INTEGRATION_CONSUMER_HPP

#include <filesystem>
#include <string>
#include <vector>

#include "child/child.hpp"

namespace schemake::testing {

using Words = std::vector<std::string>;

// A project of its own that uses Schemake as a user's does: a schema, an application that upgrades
// its database and says what it walked, and a CMakeLists.txt. It lives in a folder that is removed
// with the object. Schemake comes from an installed package unless the CMakeLists.txt is replaced.
//
// Every command runs outside of CI (CI unset) and without the variables that steer CMake.
class Consumer {
 public:
  // `name`: of the project's folder, which stands alone in a temporary one.
  explicit Consumer(const std::string& name = "application");
  ~Consumer();
  Consumer(const Consumer&) = delete;
  Consumer& operator=(const Consumer&) = delete;

  const std::filesystem::path& root() const { return root_; }

  // Paths are relative to the project.
  void write(const std::string& path, const std::string& text) const;
  std::string read(const std::string& path) const;
  void replace(const std::string& path, const std::string& from, const std::string& to) const;
  bool has(const std::string& path) const { return std::filesystem::exists(root_ / path); }
  // The names in migrations/, sorted.
  std::vector<std::string> migrations() const;
  // All files of migrations/ with their texts: equal when nothing was written there.
  std::string snapshot() const;

  // cmake -S . -B build with Ninja (or what `arguments` say); environment: NAME=value each.
  ChildResult configure(const Words& arguments = {}, const Words& environment = {}) const;
  ChildResult build(const Words& arguments = {}) const;
  // Configures and builds; a failure fails the test and shows why.
  void make(const Words& arguments = {}) const;
  // The application on test.db, or the database named.
  ChildResult run(const std::string& database = "test.db") const;
  ChildResult schemake(Words arguments) const;
  // Seals the draft.
  void seal(const std::string& message) const;
  // What SQLite's own shell answers.
  std::string query(const std::string& sql, const std::string& database = "test.db") const;

 private:
  std::filesystem::path temporary_, root_;
};

// Paths of what this build made.
std::string generator_path();
std::string prefix_path();

// Arguments by which a consumer finds compiler and package quickly.
Words quick_arguments();

// A schema with one table, author(id, name), for tests to edit.
extern const char* const kSchema;

// The line of the schema that new columns of author follow.
extern const char* const kNameColumn;

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_INTEGRATION_CONSUMER_HPP
