#include <gtest/gtest.h>

#include "child/child.hpp"
#include "golden/regenerate.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

class Golden : public ::testing::TestWithParam<std::string> {};

// What reviewers see for each kind of change. Where a difference is meant, `./dev update-goldens`
// writes the files anew, and the difference is reviewed in git.
TEST_P(Golden, IsWhatTheGeneratorWrites) {
  const fs::path folder = golden_folder(GetParam());
  std::map<std::string, std::string> files;
  ASSERT_NO_THROW(files = regenerate(GetParam()));
  for (const auto& [name, text] : files) {
    if (updating()) write_text(folder / name, text);
    EXPECT_EQ(read_text(folder / name), text) << "run ./dev update-goldens and look at the change";
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    const bool input = name == "from.yaml" || name == "to.yaml" || name == "accepted";
    EXPECT_TRUE(input || files.contains(name)) << name << " is written no longer: remove it";
  }
}

INSTANTIATE_TEST_SUITE_P(Change, Golden, ::testing::ValuesIn(golden_names()),
                         [](const auto& info) { return info.param; });

// As CMake compiles them: all in one translation unit, with every warning an error.
TEST(Goldens, CompileAsOneUnityBatch) {
  const fs::path batch = fs::path(SCHEMAKE_BINARY_DIR) / "goldens.cpp";
  std::string includes;
  for (const std::string& name : golden_names()) {
    for (const auto& entry : fs::directory_iterator(golden_folder(name))) {
      if (entry.path().extension() == ".cpp") {
        includes += "#include \"" + entry.path().string() + "\"\n";
      }
    }
  }
  write_text(batch, includes);
  for (const std::string compiler : {"g++", "clang++"}) {
    const auto result = schemake::testing::run_child(
        {compiler, "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror",
         "-fsyntax-only", "-I" SCHEMAKE_SOURCE_DIR "/runtime/include", batch.string()});
    EXPECT_EQ(result.code, 0) << result.said;
    EXPECT_EQ(result.said, "");
  }
}

}  // namespace
}  // namespace schemake::generator
