#include "integration/consumer.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace schemake::testing {

namespace {

constexpr const char* kLists = R"(cmake_minimum_required(VERSION 3.22)
project(application LANGUAGES CXX)
find_package(Schemake REQUIRED COMPONENTS sqlite migrator)
schemake_add_migrations(application_migrations SCHEMA schema.yaml MIGRATIONS migrations)
add_executable(application main.cpp)
target_link_libraries(application PRIVATE application_migrations)
)";

constexpr const char* kMain = R"(#include <application_migrations.hpp>
#include <schemake/sqlite.hpp>

#include <cstdio>

int main(int, char** argv) try {
  schemake::sqlite::Connection database(argv[1]);
  schemake::Options options;
  options.ahead = schemake::Ahead::take_back;
  const schemake::Report report =
      schemake::upgrade(database, application_migrations::catalog(), options);
  for (const schemake::Walked& edge : report.walked) {
    std::printf("%s %s\n", edge.back ? "back" : "walked", edge.name.c_str());
  }
  return 0;
} catch (const schemake::Error& error) {
  std::printf("refused %d: %s\n", static_cast<int>(error.code()), error.what());
  return 1;
}
)";

// The variables of the outer world that would change what a consumer does.
Words clean_environment() {
  Words words;
  for (const char* name : {"CI", "CMAKE_GENERATOR", "CMAKE_BUILD_TYPE", "CMAKE_TOOLCHAIN_FILE",
                           "CMAKE_PREFIX_PATH", "SCHEMAKE_MODE", "CLICOLOR_FORCE", "NO_COLOR",
                           "MAKEFLAGS", "MAKELEVEL", "DESTDIR", "VERBOSE"}) {
    words.insert(words.end(), {"-u", name});
  }
  return words;
}

void append(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

}  // namespace

std::string prefix_path() { return SCHEMAKE_BINARY_DIR "/tests/integration/prefix"; }

Words quick_arguments() {
  // The compiler is known to work; testing it again costs half a second a project.
  return {"-DCMAKE_CXX_COMPILER_WORKS=1", "-DCMAKE_CXX_COMPILER_LAUNCHER=" SCHEMAKE_TEST_LAUNCHER,
          "-DSchemake_ROOT=" + prefix_path()};
}

Consumer::Consumer(const std::string& name) : ProjectFolder(name) {
  write("CMakeLists.txt", kLists);
  write("main.cpp", kMain);
}

ChildResult Consumer::configure(const Words& arguments, const Words& environment) const {
  Words words = clean_environment();
  append(words, environment);
  append(words, {"cmake", "-S", ".", "-B", "build"});
  if (!has("build/CMakeCache.txt")) {
    if (std::find(arguments.begin(), arguments.end(), "-G") == arguments.end()) {
      append(words, {"-G", "Ninja"});
    }
    append(words, quick_arguments());
  }
  append(words, arguments);
  return run_child(words, root());
}

ChildResult Consumer::build(const Words& arguments) const {
  Words words = clean_environment();
  append(words, {"cmake", "--build", "build"});
  append(words, arguments);
  return run_child(words, root());
}

void Consumer::make(const Words& arguments) const {
  const ChildResult configured = configure(arguments);
  ASSERT_EQ(configured.code, 0) << configured.said;
  const ChildResult built = build();
  ASSERT_EQ(built.code, 0) << built.said;
}

ChildResult Consumer::run(const std::string& database) const {
  return run_child({root() / "build/application", database}, root());
}

}  // namespace schemake::testing
