#include "integration/consumer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace schemake::testing {

namespace fs = std::filesystem;

const char* const kSchema = R"(schemake: 1
catalog: library

tables:
  author:
    columns:
      id: {type: bigint, primary_key: true}
      name: text
)";

const char* const kNameColumn = "      name: text\n";

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
  for (const char* name :
       {"CI", "CMAKE_GENERATOR", "CMAKE_BUILD_TYPE", "CMAKE_TOOLCHAIN_FILE", "CMAKE_PREFIX_PATH",
        "SCHEMAKE_MODE", "CLICOLOR_FORCE", "MAKEFLAGS", "MAKELEVEL", "DESTDIR", "VERBOSE"}) {
    words.insert(words.end(), {"-u", name});
  }
  return words;
}

void append(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

}  // namespace

std::string generator_path() { return SCHEMAKE_BINARY_DIR "/bin/schemake"; }

std::string prefix_path() { return SCHEMAKE_BINARY_DIR "/tests/integration/prefix"; }

Words quick_arguments() {
  // The compiler is known to work; testing it again costs half a second a project.
  return {"-DCMAKE_CXX_COMPILER_WORKS=1", "-DCMAKE_CXX_COMPILER_LAUNCHER=" SCHEMAKE_TEST_LAUNCHER,
          "-DSchemake_ROOT=" + prefix_path()};
}

Consumer::Consumer(const std::string& name) {
  std::string pattern = fs::temp_directory_path() / "schemake-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  temporary_ = pattern;
  root_ = temporary_ / name;
  fs::create_directory(root_);
  write("CMakeLists.txt", kLists);
  write("main.cpp", kMain);
  write("schema.yaml", kSchema);
}

Consumer::~Consumer() {
  std::error_code ignored;  // a temporary folder left over is no reason to end the tests
  fs::remove_all(temporary_, ignored);
}

void Consumer::write(const std::string& path, const std::string& text) const {
  fs::create_directories((root_ / path).parent_path());
  std::ofstream stream(root_ / path, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw std::runtime_error("cannot write " + path);
}

std::string Consumer::read(const std::string& path) const {
  std::ifstream stream(root_ / path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void Consumer::replace(const std::string& path, const std::string& from,
                       const std::string& to) const {
  std::string text = read(path);
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("no \"" + from + "\" in " + path);
  write(path, text.replace(at, from.size(), to));
}

std::vector<std::string> Consumer::migrations() const {
  std::vector<std::string> names;
  if (!has("migrations")) return names;
  for (const fs::directory_entry& entry : fs::directory_iterator(root_ / "migrations")) {
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string Consumer::snapshot() const {
  std::string all;
  for (const std::string& name : migrations()) all += name + "\n" + read("migrations/" + name);
  return all;
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
  return run_child(words, root_);
}

ChildResult Consumer::build(const Words& arguments) const {
  Words words = clean_environment();
  append(words, {"cmake", "--build", "build"});
  append(words, arguments);
  return run_child(words, root_);
}

void Consumer::make(const Words& arguments) const {
  const ChildResult configured = configure(arguments);
  ASSERT_EQ(configured.code, 0) << configured.said;
  const ChildResult built = build();
  ASSERT_EQ(built.code, 0) << built.said;
}

ChildResult Consumer::run(const std::string& database) const {
  return run_child({root_ / "build/application", database}, root_);
}

ChildResult Consumer::schemake(Words arguments) const {
  arguments.insert(arguments.begin(), generator_path());
  return run_child(arguments, root_);
}

void Consumer::seal(const std::string& message) const {
  const ChildResult sealed = schemake({"revision", "-m", message, "--accept-loss", "*"});
  ASSERT_EQ(sealed.code, 0) << sealed.said;
}

std::string Consumer::query(const std::string& sql, const std::string& database) const {
  return run_child({"sqlite3", root_ / database, sql}, root_).said;
}

}  // namespace schemake::testing
