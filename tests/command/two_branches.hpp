#ifndef SCHEMAKE_TESTS_COMMAND_TWO_BRANCHES_HPP
#define SCHEMAKE_TESTS_COMMAND_TWO_BRANCHES_HPP

#include <gtest/gtest.h>

#include <string>

#include "child/git.hpp"
#include "child/project_folder.hpp"

namespace schemake::testing {

// A git repository with a schema and its first revision on `main`, and a branch `work` checked out.
class TwoBranches : public ::testing::Test {
 protected:
  void SetUp() override {
    git({"init", "-q", "-b", "main"});
    ASSERT_EQ(
        project_.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"}).code,
        0);
    project_.seal("start");
    commit();
    git({"checkout", "-q", "-b", "work"});
  }

  ChildResult git(const Words& words, int code = 0) const {
    return run_git(project_.root(), words, code);
  }
  void commit() const {
    git({"add", "-A"});
    git({"commit", "-q", "-m", "work"});
  }

  // Records a column of author under its name.
  void record(const std::string& column, const std::string& definition) const {
    project_.replace("schema.yaml", kNameColumn,
                     std::string(kNameColumn) + "      " + column + ": " + definition + "\n");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
    project_.seal(column);
    commit();
  }

  // Mine is checked out; git stops at what both have changed, and the schema file is resolved.
  void merge_main(const std::string& columns) const {
    git({"merge", "-q", "main"}, 1);
    project_.write("schema.yaml", kSchema);
    project_.replace("schema.yaml", kNameColumn, kNameColumn + columns);
  }

  ProjectFolder project_;
};

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_COMMAND_TWO_BRANCHES_HPP
