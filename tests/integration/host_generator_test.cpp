#include <gmock/gmock.h>

#include "integration/consumer.hpp"

// The nested build of the generator, for the machine that builds, whatever the outer build is for.

namespace schemake::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A "cross compiler": the host's, which refuses to compile anything of the generator.
const char* const kCrossCompiler = R"(#!/bin/sh
for word; do
  case "$word" in
    */generator/*.cpp) echo "compiled for the target: $word" >&2; exit 1 ;;
  esac
done
exec c++ -DFOR_TARGET=1 "$@"
)";

const char* const kToolchain = R"(set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR other)
set(CMAKE_CXX_COMPILER "${CMAKE_CURRENT_LIST_DIR}/cross-c++")
set(CMAKE_CXX_FLAGS_INIT "-DTARGET_FLAGS=1")
)";

// Poison for a nested build that heeds its environment.
const Words& hostile_environment() {
  static const Words words = {"CXXFLAGS=-DNOT_FOR_HOST -include /nonexistent.h",
                              "LDFLAGS=-L/nonexistent -lnonexistent",
                              "CXX=/nonexistent/c++",
                              "CMAKE_GENERATOR=Unix Makefiles",
                              "CMAKE_PREFIX_PATH=/nonexistent",
                              "PKG_CONFIG_LIBDIR=/nonexistent",
                              "DESTDIR=/nonexistent",
                              "MAKEFLAGS=-j99 --nonexistent",
                              "CPLUS_INCLUDE_PATH=/nonexistent"};
  return words;
}

void use_checkout(const Consumer& project) {
  project.replace("CMakeLists.txt", "find_package(Schemake REQUIRED COMPONENTS sqlite migrator)",
                  "add_subdirectory(" SCHEMAKE_SOURCE_DIR " schemake)");
}

// As the development build of this checkout compiles it: what ccache has is not compiled again.
const char* const kAsDeveloped =
    "-DSCHEMAKE_HOST_ARGUMENTS=-DCMAKE_CXX_FLAGS_RELEASE=-g;-DSCHEMAKE_WERROR=ON";

// One test, for the generator takes minutes to build where there is no ccache.
TEST(HostGenerator, IsBuiltForTheHostOnceAndOnlyWhenNeeded) {
  const Consumer project;
  use_checkout(project);
  project.write("cross-c++", kCrossCompiler);
  std::filesystem::permissions(project.root() / "cross-c++", std::filesystem::perms::owner_all);
  project.write("toolchain.cmake", kToolchain);
  const ChildResult crossed = project.configure(
      // The outer build has its flags from here alone, not from the environment.
      {"-DCMAKE_TOOLCHAIN_FILE=toolchain.cmake", "-DCMAKE_CXX_FLAGS=-DOUTER_FLAGS",
       "-DCMAKE_EXE_LINKER_FLAGS=", kAsDeveloped},
      hostile_environment());
  ASSERT_EQ(crossed.code, 0) << crossed.said;
  EXPECT_THAT(crossed.said, HasSubstr("Building Schemake's generator"));
  EXPECT_THAT(crossed.said, Not(HasSubstr("[1/"))) << "the log goes to a file";
  const std::string cache = project.read("build/schemake-host/CMakeCache.txt");
  EXPECT_THAT(cache, HasSubstr("CMAKE_BUILD_TYPE:STRING=Release"));
  EXPECT_THAT(cache, HasSubstr("CMAKE_GENERATOR:INTERNAL=Ninja"));
  EXPECT_THAT(cache, HasSubstr("CMAKE_CXX_FLAGS_RELEASE:STRING=-g\n")) << "as asked for";
  EXPECT_THAT(cache, Not(HasSubstr("OUTER_FLAGS")));
  EXPECT_THAT(cache, Not(HasSubstr("cross-c++")));
  EXPECT_TRUE(project.has("migrations/draft.sqlite.cpp"));
  const ChildResult built = project.build();
  EXPECT_EQ(built.code, 0) << built.said;

  const auto stamp = [&] {
    return std::filesystem::last_write_time(project.root() / "build/schemake-host/bin/schemake");
  };
  const auto before = stamp();
  project.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + "      email: text?\n");
  const ChildResult again = project.configure();
  ASSERT_EQ(again.code, 0) << again.said;
  EXPECT_THAT(again.said, Not(HasSubstr("Building Schemake's generator")));
  EXPECT_EQ(stamp(), before);
}

TEST(HostGenerator, AFailureShowsTheLogAndNamesIt) {
  const Consumer project;
  use_checkout(project);
  const ChildResult configured = project.configure({"-DSCHEMAKE_HOST_CXX_COMPILER=/bin/false"});
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("/bin/false"));
  EXPECT_THAT(configured.said, HasSubstr("schemake-host.log"));
  EXPECT_FALSE(project.has("migrations"));
  // What failed is not taken for built.
  EXPECT_NE(project.configure().code, 0);
}

// The outer build has several configurations, the nested one is of one. How it is configured shows
// before it fails.
TEST(HostGenerator, IsOfOneConfigurationWhateverTheOuterBuildIs) {
  const Consumer project;
  use_checkout(project);
  const ChildResult configured =
      project.configure({"-G", "Ninja Multi-Config", "-DSCHEMAKE_HOST_CXX_COMPILER=/bin/false"});
  EXPECT_NE(configured.code, 0);
  const std::string cache = project.read("build/schemake-host/CMakeCache.txt");
  EXPECT_THAT(cache, HasSubstr("CMAKE_GENERATOR:INTERNAL=Ninja\n"));
  EXPECT_THAT(cache, HasSubstr("CMAKE_BUILD_TYPE:STRING=Release\n"));
}

TEST(HostGenerator, CheckDoesNotBuildOne) {
  const Consumer project;
  use_checkout(project);
  const ChildResult configured = project.configure({"-DSCHEMAKE_MODE=CHECK"});
  EXPECT_NE(configured.code, 0);
  EXPECT_FALSE(project.has("build/schemake-host"));
}

TEST(HostGenerator, AnExecutableThatIsNotThereIsNamed) {
  const Consumer project;
  const ChildResult configured = project.configure({"-DSCHEMAKE_EXECUTABLE=/nonexistent/schemake"});
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("/nonexistent/schemake"));
}

}  // namespace
}  // namespace schemake::testing
