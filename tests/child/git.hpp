#ifndef SCHEMAKE_TESTS_CHILD_GIT_HPP
#define SCHEMAKE_TESTS_CHILD_GIT_HPP

#include <gtest/gtest.h>

#include "child/project_folder.hpp"

namespace schemake::testing {

// What git needs to commit, and nothing of whoever runs the tests.
inline const Words kGitEnvironment = {"env",
                                      "-u",
                                      "GIT_DIR",
                                      "GIT_CONFIG_GLOBAL=/dev/null",
                                      "GIT_CONFIG_NOSYSTEM=1",
                                      "GIT_AUTHOR_NAME=Ada",
                                      "GIT_AUTHOR_EMAIL=ada@example.org",
                                      "GIT_COMMITTER_NAME=Ada",
                                      "GIT_COMMITTER_EMAIL=ada@example.org"};

// Runs git in a folder; another exit code than `code` fails the test.
inline ChildResult run_git(const std::filesystem::path& folder, const Words& words, int code = 0) {
  Words all = kGitEnvironment;
  all.insert(all.end(), {"git", "-c", "protocol.file.allow=always"});
  all.insert(all.end(), words.begin(), words.end());
  ChildResult result = run_child(all, folder);
  EXPECT_EQ(result.code, code) << words[0] << ": " << result.said;
  return result;
}

// A project that is a git repository.
class RepositoryTest : public ::testing::Test {
 protected:
  ChildResult git(const Words& words, int code = 0) const {
    return run_git(project_.root(), words, code);
  }
  void commit() const {
    git({"add", "-A"});
    git({"commit", "-q", "-m", "work"});
  }
  // The branch `main` with 0001_start, recorded and committed.
  void start() const {
    git({"init", "-q", "-b", "main"});
    ASSERT_EQ(
        project_.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"}).code,
        0);
    project_.seal("start");
    commit();
  }
  // Records a column of author under its name.
  void add_column(const std::string& name, const std::string& definition = "text?") const {
    project_.replace("schema.yaml", kNameColumn,
                     std::string(kNameColumn) + "      " + name + ": " + definition + "\n");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
    project_.seal(name);
  }

  ProjectFolder project_;
};

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_CHILD_GIT_HPP
