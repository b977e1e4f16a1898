#ifndef SCHEMAKE_TESTS_CHILD_PROJECT_FOLDER_HPP
#define SCHEMAKE_TESTS_CHILD_PROJECT_FOLDER_HPP

#include <filesystem>
#include <string>
#include <vector>

#include "child/child.hpp"

namespace schemake::testing {

using Words = std::vector<std::string>;

// A user's folder with a schema.yaml, in which the built `schemake` runs. It is removed with the
// object.
class ProjectFolder {
 public:
  // `name`: of the folder, which stands alone in a temporary one.
  explicit ProjectFolder(const std::string& name = "project");
  ~ProjectFolder();
  ProjectFolder(const ProjectFolder&) = delete;
  ProjectFolder& operator=(const ProjectFolder&) = delete;

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

  // Runs the generator here; environment: NAME=value each.
  ChildResult schemake(const Words& arguments, const Words& environment = {}) const;
  // Seals the draft.
  void seal(const std::string& message) const;
  // What SQLite's own shell answers.
  std::string query(const std::string& sql, const std::string& database = "test.db") const;

 private:
  std::filesystem::path temporary_, root_;
};

// Where this build put the generator.
std::string generator_path();

// A schema with one table, author(id, name), for tests to edit.
extern const char* const kSchema;

// The line of the schema that new columns of author follow.
extern const char* const kNameColumn;

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_CHILD_PROJECT_FOLDER_HPP
