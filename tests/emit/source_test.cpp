#include "emit/source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "child/child.hpp"
#include "emit/comment.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;
using schemake::testing::run_child;
using ::testing::HasSubstr;
using ::testing::Not;

// Text that tries to leave the literal or the comment that it stands in.
const std::string kHostile[] = {
    "quote\" and )sql\" and )sql1\" ",
    "*/ int main() { ?\?/",
    "ends in a backslash \\",
    "two\nlines\n#error escaped\n",
    "?\?/\nint x;",
    "bell \x07 escape \x1b[31m return \r\n#error escaped",
    "\xE2\x80\xAE reordered \xE2\x80\xAC",
    "half a character \xC3",
    "R\"sql(nested)sql\"",
    std::string(20'000, '?'),
    std::string(3000, '"') + "\n" + std::string(9000, '\\'),
    "%s %n {} \t tab",
    "line\xE2\x80\xA8separator",
};

EdgeText hostile_edge(const std::string& text) {
  EdgeText edge;
  edge.from = "base";
  edge.to = std::string(64, 'a');
  edge.name = text;
  edge.message = text;
  edge.changes = {{text, {text, text}}};
  edge.losses = {{ObjectName{Kind::column, text, text}, text}};
  edge.plan.dialect = "sqlite";
  edge.plan.engine = 3035005;
  edge.plan.costs = {text};
  edge.plan.irreversible = text;
  for (Verb verb : {Verb::run, Verb::guard, Verb::rebuild, Verb::retext, Verb::alone, Verb::none}) {
    Step step;
    step.verb = verb;
    step.object = step.sql = step.was = step.reason = text;
    edge.plan.upgrade.push_back(step);
    edge.plan.downgrade.push_back(step);
  }
  return edge;
}

class CompileTest : public ::testing::Test {
 protected:
  CompileTest() {
    std::string pattern = (fs::temp_directory_path() / "schemake-source-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    root_ = pattern;
  }
  ~CompileTest() override { fs::remove_all(root_); }

  // What the compiler says; empty where it is content.
  std::string compile(const std::string& compiler, const std::string& name) const {
    return run_child(
               {compiler, "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror",
                "-c", "-I" SCHEMAKE_SOURCE_DIR "/runtime/include", "-o", name + ".o", name},
               root_.string())
        .said;
  }
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(root_ / name, std::ios::binary) << text;
  }

  fs::path root_;
};

TEST(Symbol, IsTheFileNameAsAnIdentifier) {
  EXPECT_EQ(symbol("0003_add_email", "sqlite"), "edges_0003_add_email_sqlite");
  EXPECT_EQ(symbol("draft.bridge", "sqlite"), "edges_draft_bridge_sqlite");
  EXPECT_EQ(symbol("0012_start.from_1a2b3c4d", "postgresql"),
            "edges_0012_start_from_1a2b3c4d_postgresql");
}

TEST(Comment, IsOfPrintableAsciiAlone) {
  for (const std::string& text : kHostile) {
    const std::string written = comment(text, 4);
    std::istringstream lines(written);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_TRUE(std::regex_match(line, std::regex("//[ -~]{0,98}"))) << line;
    }
    EXPECT_THAT(written, Not(HasSubstr("??"))) << written;
    EXPECT_THAT(written, Not(HasSubstr("\\\n"))) << written;
  }
  EXPECT_EQ(comment("Gr\xC3\xB6\xC3\x9F"
                    "e"),
            "// Gr..e\n");
}

TEST(Comment, WrapsAtBlanks) {
  const std::string word(40, 'w');
  EXPECT_EQ(comment(word + " " + word + " " + word, 2),
            "//   " + word + " " + word + "\n//       " + word + "\n");
}

TEST(Source, SaysWhatAReviewerWantsToKnow) {
  EdgeText edge;
  edge.from = std::string(64, '1');
  edge.to = std::string(64, '2');
  edge.name = "0003_drop_nickname";
  edge.message = "drop nickname";
  edge.breaks = true;
  edge.changes = {{"author", {"drops column nickname"}}};
  edge.losses = {
      {ObjectName{Kind::column, "author", "nickname"}, "drops the column and its values"},
      {ObjectName{Kind::column, "author", "born"}, "drops the column and its values"}};
  edge.accepted = {"author.nickname"};
  edge.plan =
      Plan{"sqlite", 3035005, {Step{}}, {Step{}}, "", {"rebuilds author: copies every row"}};
  const std::string source = cpp_source("library", "0003_drop_nickname", {edge});
  EXPECT_THAT(source, HasSubstr("// 0003_drop_nickname: drop nickname\n"));
  EXPECT_THAT(source, HasSubstr("//   author\n//     drops column nickname\n"));
  EXPECT_THAT(source, HasSubstr("//   rebuilds author: copies every row\n"));
  EXPECT_THAT(source,
              HasSubstr("//   SQLite 3.35.5 or newer\n//   no older binary on the same database"));
  EXPECT_THAT(source,
              HasSubstr("//   author.nickname: drops the column and its values (accepted)\n"));
  EXPECT_THAT(source,
              HasSubstr("//   author.born: drops the column and its values (NOT accepted)\n"));
  EXPECT_THAT(
      source,
      HasSubstr("// Can it be taken back\n//   yes, but the values that are lost stay lost\n"));
  EXPECT_THAT(source, HasSubstr("namespace schemake_catalog_library {\n"));
}

// A column whose values are gone cannot come back NOT NULL to rows.
TEST(Source, SaysWhereRowsStandInTheWayBack) {
  EdgeText edge;
  edge.from = std::string(64, '1');
  edge.to = std::string(64, '2');
  edge.name = "0003_drop_level";
  edge.losses = {{ObjectName{Kind::column, "a", "level"}, "drops the column and its values"}};
  Step guard;
  guard.verb = Verb::guard;
  guard.object = "a";
  guard.source = {Kind::column, "a", "level"};
  guard.sql = "SELECT 1 FROM main.\"a\" LIMIT 1";
  edge.plan = Plan{"sqlite", 3035005, {Step{}}, {guard}, "", {}};
  EXPECT_EQ(taken_back(edge.plan, edge.losses),
            "yes, but only while a has no rows: nothing says what they get in a.level (the "
            "downgrade of a data step can); the values that are lost stay lost");
  EXPECT_THAT(cpp_source("library", "0003_drop_level", {edge}),
              HasSubstr("// Can it be taken back\n//   yes, but only while a has no rows"));
  edge.plan.downgrade.front().sql = "SELECT 1 FROM main.\"a\" WHERE \"level\" IS NULL LIMIT 1";
  EXPECT_EQ(taken_back(edge.plan, edge.losses), "yes, but the values that are lost stay lost");
}

// A thousand revisions are compiled in moments as long as each is plain data.
TEST_F(CompileTest, NeedsNoStandardHeader) {
  put("a.cpp", "#include <schemake/catalog.hpp>\n" + cpp_source("c", "0001", {hostile_edge("x")}));
  EXPECT_EQ(run_child({"c++", "-std=c++17", "-nostdinc", "-nostdinc++", "-fsyntax-only",
                       "-I" SCHEMAKE_SOURCE_DIR "/runtime/include", "a.cpp"},
                      root_.string())
                .said,
            "");
}

// One unity batch of everything hostile, by both compilers; then a program that compares what the
// literals hold with what was written.
TEST_F(CompileTest, HostileTextCompilesWithoutAWarning) {
  std::string batch;
  int count = 0;
  for (const std::string& text : kHostile) {
    const std::string file = "edge" + std::to_string(count) + ".cpp";
    put(file, cpp_source("c", "000" + std::to_string(count++), {hostile_edge(text)}));
    batch += "#include \"" + file + "\"\n";
  }
  put("bridge.cpp", cpp_source("c", "draft.bridge", {hostile_edge("a"), hostile_edge("b")}));
  put("long.cpp", cpp_source("c", "long", {hostile_edge(std::string(200'000, 'x'))}));
  put("batch.cpp", batch + "#include \"bridge.cpp\"\n#include \"long.cpp\"\n");
  EXPECT_EQ(compile("g++", "batch.cpp"), "");
  EXPECT_EQ(compile("clang++", "batch.cpp"), "");
}

TEST_F(CompileTest, LiteralsHoldTheBytesThatWereWritten) {
  std::string program = "#include <cstdio>\nint main() {\n";
  std::string expected;
  for (const std::string& text : kHostile) {
    program += "std::fputs(" + literal(text) + ", stdout);\n";
    expected += text;
  }
  put("program.cpp", program + "}\n");
  for (const std::string compiler : {"g++", "clang++"}) {
    EXPECT_EQ(
        run_child({compiler, "-std=c++17", "-o", "program", "program.cpp"}, root_.string()).said,
        "");
    EXPECT_EQ(run_child({"./program"}, root_.string()).said, expected);
  }
}

TEST_F(CompileTest, DataStepsAreDeclaredInTheCatalog) {
  EdgeText edge = hostile_edge("x");
  Step call;
  call.verb = Verb::call;
  call.sql = "upgrade_0004_split_name";
  edge.plan.upgrade = {call};
  put("call.cpp", cpp_source("library", "0004_split_name", {edge}));
  EXPECT_EQ(compile("g++", "call.cpp"), "");
}

// Constant data needs no initialiser, which would run before main() and be dropped by a static
// library.
TEST_F(CompileTest, NothingRunsBeforeMain) {
  put("edge.cpp", cpp_source("c", "0001", {hostile_edge("text")}));
  ASSERT_EQ(compile("g++", "edge.cpp"), "");
  std::ifstream object(root_ / "edge.cpp.o", std::ios::binary);
  std::ostringstream bytes;
  bytes << object.rdbuf();
  EXPECT_THAT(bytes.str(), Not(HasSubstr(".init_array")));
  EXPECT_THAT(bytes.str(), HasSubstr("edges_0001_sqlite"));
}

}  // namespace
}  // namespace schemake::generator
