#ifndef SCHEMAKE_TESTS_COMMAND_TWO_BRANCHES_HPP
#define SCHEMAKE_TESTS_COMMAND_TWO_BRANCHES_HPP

#include <gtest/gtest.h>

#include <string>

#include "child/git.hpp"
#include "child/project_folder.hpp"

namespace schemake::testing {

// A git repository with a schema and its first revision on `main`, and a branch `work` checked out.
class TwoBranches : public RepositoryTest {
 protected:
  void SetUp() override {
    start();
    git({"checkout", "-q", "-b", "work"});
  }

  void record(const std::string& column, const std::string& definition) const {
    add_column(column, definition);
    commit();
  }

  // The schema of the first revision with these columns too: how somebody resolves a conflict.
  void write_columns(const std::string& columns) const {
    project_.write("schema.yaml", kSchema);
    project_.replace("schema.yaml", kNameColumn, kNameColumn + columns);
  }
  // Mine is checked out; git stops at what both have changed, and the schema file is resolved.
  void merge_main(const std::string& columns) const {
    git({"merge", "-q", "main"}, 1);
    write_columns(columns);
  }
};

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_COMMAND_TWO_BRANCHES_HPP
