#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "schema/reader.hpp"

// What no file under bad/ can be: bytes that are no text, sizes, and things that are no files.

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

const std::string kHead = "schemake: 1\ncatalog: hostile\n";

class HostileInput : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("schemake_hostile_" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "inner");
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  // The first thing that was said, as rendered; "accepted" where there was no error.
  static std::string read(const fs::path& path) {
    Sources sources;
    Diagnostics diagnostics;
    const bool accepted = read_schema(path.string(), sources, diagnostics).has_value();
    EXPECT_EQ(accepted, !diagnostics.has_errors());
    std::string all;
    for (const Diagnostic& diagnostic : diagnostics.all()) all += render(diagnostic, sources);
    for (const char c : all) {
      EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20)
          << "a control character is printed";
    }
    return accepted ? "accepted" : all;
  }
  std::string read_text(const std::string& text) const { return read(write("x.yaml", text)); }

  static bool says(const std::string& all, const std::string& part) {
    return all.find(part) != std::string::npos;
  }

  fs::path folder_;
};

TEST_F(HostileInput, WhatIsNoFile) {
  EXPECT_TRUE(says(read(folder_ / "missing.yaml"), "No such file"));
  EXPECT_TRUE(says(read(folder_), "not a regular file"));
  ASSERT_EQ(::mkfifo((folder_ / "fifo.yaml").c_str(), 0600), 0);
  EXPECT_TRUE(says(read(folder_ / "fifo.yaml"), "not a regular file"));
  fs::create_symlink(folder_ / "loop.yaml", folder_ / "loop.yaml");
  EXPECT_TRUE(says(read(folder_ / "loop.yaml"), "cannot read"));
}

TEST_F(HostileInput, WhatIsNoText) {
  EXPECT_TRUE(says(read_text(""), "holds no YAML"));
  EXPECT_TRUE(says(read_text(" \n\n"), "holds no YAML"));
  EXPECT_TRUE(says(read_text(std::string("\x7f"
                                         "ELF\0\0\1",
                                         7)),
                   ":1:1: error: a control character"));
  EXPECT_TRUE(says(read_text(kHead + "# gr\xFC\xDF\n"), ":3:5: error: a byte that is not UTF-8"));
  EXPECT_TRUE(says(read_text(kHead + std::string("a\0b", 3)), ":3:2: error: a control character"));
  EXPECT_TRUE(says(read_text(kHead + "# \x1b[2J\n"), ":3:3: error: a control character"));
  EXPECT_TRUE(says(read_text(kHead + "# \xE2\x80\xAE evil\n"), ":3:3: error: a control character"));
  EXPECT_TRUE(says(read_text(kHead + "# one\rtables: x\n"), ":3:6: error: a control character"));
  EXPECT_TRUE(says(read_text("\xFF\xFE"
                             "s\0c\0"),
                   "not UTF-8"));
}

TEST_F(HostileInput, WhatIsTooLargeOrTooDeep) {
  EXPECT_TRUE(says(read_text(std::string(17U << 20U, '#')), "larger than 16 MiB"));
  for (const std::string& opening :
       {std::string("["), std::string("{a: "), std::string("- "), std::string("? ")}) {
    std::string deep = kHead + "tables: \n ";
    for (int i = 0; i < 100000; ++i) deep += opening;
    const std::string said = read_text(deep);
    EXPECT_TRUE(says(said, "nested deeper than 32 levels") || says(said, "a key is text"))
        << opening;
    EXPECT_LT(said.size(), 2000U);
  }
}

TEST_F(HostileInput, AnAliasBombIsRefusedAtItsFirstAnchor) {
  std::string bomb = kHead + "a0: &a0 [x, x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before +
            "]\n";
  }
  EXPECT_TRUE(says(read_text(bomb), ":3:5: error: anchors and aliases are not read"));
}

TEST_F(HostileInput, ManyErrorsTakeNoLongerThanTheyShould) {
  const auto start = std::chrono::steady_clock::now();
  std::string columns = kHead + "tables:\n t:\n  columns: {";
  for (int i = 0; i < 100000; ++i) columns += "c" + std::to_string(i) + ": nonsense, ";
  EXPECT_TRUE(says(read_text(columns + "}\n"), "2000 columns at most"));
  std::string parts = kHead + "tables:\n t:\n  columns: {a: text}\n  primary_key: [a";
  for (int i = 0; i < 20000; ++i) parts += ", a";
  const std::string said = read_text(parts + "]\n");
  EXPECT_TRUE(says(said, "stands in the list already"));
  EXPECT_TRUE(says(said, "and 19800 more errors"));
  std::string values = kHead + "enums:\n e: [";
  for (int i = 0; i < 100000; ++i) values += "v" + std::to_string(i) + ", ";
  EXPECT_EQ(read_text(values + "]\n"), "accepted");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST_F(HostileInput, AnIncludeStaysInItsFolder) {
  write("outside.yaml", "schemake: 1\n");
  fs::create_symlink(folder_ / "outside.yaml", folder_ / "inner" / "link.yaml");
  fs::create_directory_symlink(folder_, folder_ / "inner" / "folder");
  const char* const leaving[] = {"../outside.yaml", "link.yaml", "folder/outside.yaml",
                                 "./../outside.yaml"};
  for (const char* include : leaving) {
    const fs::path path = write("inner/x.yaml", kHead + "include: [" + include + "]\n");
    EXPECT_TRUE(says(read(path), ":3:11: error: an include stays in the folder")) << include;
  }
}

TEST_F(HostileInput, AnIncludeMayBeALinkInsideAndIsReadOnce) {
  write("inner/parts.yaml", "schemake: 1\ntables: {t: {columns: {a: text}}}\n");
  fs::create_symlink(folder_ / "inner" / "parts.yaml", folder_ / "inner" / "again.yaml");
  const fs::path path =
      write("inner/x.yaml", kHead + "include: [parts.yaml, ./parts.yaml, again.yaml]\n");
  EXPECT_EQ(read(path), "accepted");
}

TEST_F(HostileInput, NamesReachTheTerminalEscaped) {
  const std::string said = read_text(kHead + "tables: {\"a\\u009b2J\\e]0;x\\a\": 1}\n");
  EXPECT_TRUE(says(said, "control character"));
}

}  // namespace
}  // namespace schemake::generator
