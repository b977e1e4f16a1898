#ifndef SCHEMAKE_TESTS_INTEGRATION_CONSUMER_HPP
#define SCHEMAKE_TESTS_INTEGRATION_CONSUMER_HPP

#include <string>

#include "child/project_folder.hpp"

namespace schemake::testing {

// A project of its own that uses Schemake as a user's does: a schema, an application that upgrades
// its database and says what it walked, and a CMakeLists.txt. It lives in a folder that is removed
// with the object. Schemake comes from an installed package unless the CMakeLists.txt is replaced.
//
// Every command runs outside of CI (CI unset) and without the variables that steer CMake.
class Consumer : public ProjectFolder {
 public:
  explicit Consumer(const std::string& name = "application");

  // cmake -S . -B build with Ninja (or what `arguments` say); environment: NAME=value each.
  ChildResult configure(const Words& arguments = {}, const Words& environment = {}) const;
  ChildResult build(const Words& arguments = {}) const;
  // Configures and builds; a failure fails the test and shows why.
  void make(const Words& arguments = {}) const;
  // The application on test.db, or the database named.
  ChildResult run(const std::string& database = "test.db") const;
};

// Where this build installed Schemake.
std::string prefix_path();

// Arguments by which a consumer finds compiler and package quickly.
Words quick_arguments();

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_INTEGRATION_CONSUMER_HPP
