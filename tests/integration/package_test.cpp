#include <gmock/gmock.h>

#include "integration/consumer.hpp"

// The ways by which Schemake comes into a project.

namespace schemake::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

TEST(Package, MayBeMoved) {
  const Consumer project;
  fs::copy(prefix_path(), project.root() / "elsewhere", fs::copy_options::recursive);
  project.make({"-DSchemake_ROOT=" + (project.root() / "elsewhere").string()});
  EXPECT_THAT(project.read("build/CMakeCache.txt"), HasSubstr("elsewhere/lib"));
  EXPECT_EQ(project.run().code, 0);
}

TEST(Package, AMissingComponentIsNamed) {
  const Consumer project;
  project.replace("CMakeLists.txt", "sqlite migrator", "sqlite oracle");
  const ChildResult configured = project.configure();
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("oracle"));
}

// An old project's policies do not reach into the package.
TEST(Package, ServesAProjectOfOldPolicies) {
  const Consumer project;
  project.replace("CMakeLists.txt", "VERSION 3.22", "VERSION 3.5");
  project.make({"-DCMAKE_PREFIX_PATH=" + prefix_path()});  // Schemake_ROOT is of CMake 3.12
  EXPECT_EQ(project.run().code, 0);
}

// A project with tests gets one more, which walks its migrations.
TEST(Package, AddsATestThatWalksTheMigrations) {
  const Consumer project;
  project.replace("CMakeLists.txt", "find_package(", "enable_testing()\nfind_package(");
  project.make();
  project.seal("start");
  project.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + "      email: text?\n");
  ASSERT_EQ(project.build().code, 0);
  const ChildResult tested = run_child({"ctest", "--test-dir", "build"}, project.root());
  EXPECT_EQ(tested.code, 0) << tested.said;
  EXPECT_THAT(tested.said, HasSubstr("application_migrations.walk"));
}

// CMake 4.3 calls its target SQLite3::SQLite3, older ones SQLite::SQLite3; a find module of one's
// own may set no variables beside it.
class SqliteTarget : public ::testing::TestWithParam<const char*> {};

TEST_P(SqliteTarget, IsTakenByEitherName) {
  const Consumer project;
  project.write("modules/FindSQLite3.cmake",
                std::string("find_library(MY_SQLITE sqlite3)\nfind_path(MY_SQLITE_H sqlite3.h)\n"
                            "set(SQLite3_FOUND TRUE)\nset(target ") +
                    GetParam() +
                    ")\nif(NOT TARGET ${target})\n"
                    "  add_library(${target} UNKNOWN IMPORTED)\n"
                    "  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${MY_SQLITE}\n"
                    "    INTERFACE_INCLUDE_DIRECTORIES ${MY_SQLITE_H}\n"
                    "    INTERFACE_COMPILE_DEFINITIONS MY_MODULE=1)\n"
                    "endif()\n");
  project.write("main.cpp",
                "#ifndef MY_MODULE\n#error another module\n#endif\n" + project.read("main.cpp"));
  // The package is found in a folder beside, where a find module's targets are not visible.
  project.write("code/CMakeLists.txt", "find_package(Schemake REQUIRED)\n");
  project.replace("CMakeLists.txt", "find_package(Schemake",
                  "list(APPEND CMAKE_MODULE_PATH \"${CMAKE_CURRENT_SOURCE_DIR}/modules\")\n"
                  "add_subdirectory(code)\nfind_package(Schemake");
  project.make();
  EXPECT_EQ(project.run().code, 0);
}

INSTANTIATE_TEST_SUITE_P(Names, SqliteTarget,
                         ::testing::Values("SQLite3::SQLite3", "SQLite::SQLite3"),
                         [](const auto& info) {
                           return std::string(info.param).substr(0, info.param[6] == '3' ? 7 : 6);
                         });

// The generator's targets and third-party libraries stay out of a consumer.
TEST(Subdirectory, BringsTheRuntimeAndTheFunctionAlone) {
  const Consumer project;
  project.replace("CMakeLists.txt", "find_package(Schemake REQUIRED COMPONENTS sqlite migrator)",
                  "add_subdirectory(" SCHEMAKE_SOURCE_DIR " schemake)");
  project.make({"-DSCHEMAKE_EXECUTABLE=" + generator_path()});
  EXPECT_EQ(project.run().code, 0);
  const std::string cache = project.read("build/CMakeCache.txt");
  EXPECT_THAT(cache, Not(HasSubstr("yaml-cpp")));
  EXPECT_THAT(cache, Not(HasSubstr("GTest")));
  EXPECT_FALSE(project.has("build/schemake-host"));
}

TEST(Subdirectory, AConfigureOfARecordedSchemaBuildsNoGenerator) {
  const Consumer project;
  project.make();
  project.seal("start");
  fs::remove_all(project.root() / "build");
  project.replace("CMakeLists.txt", "find_package(Schemake REQUIRED COMPONENTS sqlite migrator)",
                  "add_subdirectory(" SCHEMAKE_SOURCE_DIR " schemake)");
  const ChildResult configured = project.configure();
  EXPECT_EQ(configured.code, 0) << configured.said;
  EXPECT_FALSE(project.has("build/schemake-host"));
}

// An application may bring its own build of SQLite: here the system's under another name.
TEST(Subdirectory, TheSqliteTargetCanBeReplaced) {
  const Consumer project;
  project.replace("CMakeLists.txt", "find_package(Schemake REQUIRED COMPONENTS sqlite migrator)",
                  "add_library(my_sqlite INTERFACE)\n"
                  "target_compile_definitions(my_sqlite INTERFACE MY_SQLITE=1)\n"
                  "target_link_libraries(my_sqlite INTERFACE sqlite3)\n"
                  "set(SCHEMAKE_SQLITE_TARGET my_sqlite)\n"
                  "add_subdirectory(" SCHEMAKE_SOURCE_DIR " schemake)");
  project.write("main.cpp",
                "#ifndef MY_SQLITE\n#error not mine\n#endif\n" + project.read("main.cpp"));
  project.make({"-DSCHEMAKE_EXECUTABLE=" + generator_path()});
  EXPECT_EQ(project.run().code, 0);
}

}  // namespace
}  // namespace schemake::testing
