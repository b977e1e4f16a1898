#include <gmock/gmock.h>

#include "child/project_folder.hpp"

// What holds for every command: help, wrong use, where the project is found.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class EveryCommand : public ::testing::TestWithParam<const char*> {};

TEST_P(EveryCommand, HasHelpToWorkBy) {
  const ProjectFolder project;
  const ChildResult help = project.schemake({GetParam(), "--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_THAT(help.said, AllOf(HasSubstr(GetParam()), HasSubstr("--migrations DIR"),
                               HasSubstr("--schema FILE")));
  EXPECT_THAT(project.schemake({"--help"}).said, HasSubstr(GetParam()));
}

TEST_P(EveryCommand, RefusesAnUnknownOption) {
  const ProjectFolder project;
  Words words = {GetParam(), "--frobnicate"};
  if (words[0] == "init" || words[0] == "release") words.emplace_back("name");
  const ChildResult result = project.schemake(words);
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("--frobnicate"));
  EXPECT_FALSE(project.has("migrations"));
}

TEST_P(EveryCommand, SaysWhereAMigrationsFolderIsLookedFor) {
  const ProjectFolder project;
  Words words = {GetParam()};
  if (words[0] == "init") return;  // makes one
  if (words[0] == "release") words.emplace_back("1.0");
  const ChildResult result = project.schemake(words);
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("no migrations folder here or in a folder above"),
                                 HasSubstr("schemake init")));
}

INSTANTIATE_TEST_SUITE_P(All, EveryCommand,
                         ::testing::Values("init", "sync", "diff", "revision", "reopen", "release",
                                           "check", "history", "heads", "show", "graph", "review"),
                         [](const auto& info) { return std::string(info.param); });

TEST(CommandLine, AnUnknownCommandIsNamedWithTheNearest) {
  const ProjectFolder project;
  const ChildResult result = project.schemake({"revison", "-m", "start"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("there is no command \"revison\""),
                                 HasSubstr("did you mean \"revision\"?")));
}

TEST(CommandLine, NoCommandIsWrongUse) {
  const ProjectFolder project;
  const ChildResult result = project.schemake({});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("--help"));
}

TEST(CommandLine, ControlCharactersDoNotReachTheTerminal) {
  const ProjectFolder project;
  const ChildResult result = project.schemake({"\x1b[31mred"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, Not(HasSubstr("\x1b")));
}

TEST(CommandLine, HasAVersion) {
  const ChildResult result = ProjectFolder().schemake({"--version"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.said, HasSubstr("schemake 0."));
}

TEST(CommandLine, FindsTheProjectFromAFolderBelow) {
  const ProjectFolder project;
  ASSERT_EQ(
      project.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"}).code, 0);
  std::filesystem::create_directories(project.root() / "source/deep");
  const ChildResult below =
      run_child({generator_path(), "history"}, project.root() / "source/deep");
  EXPECT_EQ(below.code, 0) << below.said;
  EXPECT_THAT(below.said, HasSubstr("draft"));
}

TEST(CommandLine, ColoursOnlyWhenAskedWhereThereIsNoTerminal) {
  const ProjectFolder project;
  project.write("schema.yaml", "schemake: 1\ncatalog: library\ntabels: {}\n");
  const Words sync = {"sync", "--schema", "schema.yaml", "--migrations", "migrations"};
  EXPECT_THAT(project.schemake(sync).said, Not(HasSubstr("\x1b[")));
  Words colored = sync;
  colored.emplace_back("--color=always");
  EXPECT_THAT(project.schemake(colored).said, HasSubstr("\x1b["));
  EXPECT_THAT(project.schemake(colored, {"NO_COLOR=1"}).said, HasSubstr("\x1b["));
  EXPECT_THAT(project.schemake(sync, {"CLICOLOR_FORCE=1"}).said, HasSubstr("\x1b["));
  EXPECT_THAT(project.schemake(sync, {"CLICOLOR_FORCE=1", "NO_COLOR=1"}).said,
              Not(HasSubstr("\x1b[")));
}

// A terminal made by script(1), of bsdutils.
TEST(CommandLine, ColoursATerminalUnlessToldNotTo) {
  const ProjectFolder project;
  project.write("schema.yaml", "schemake: 1\ncatalog: library\ntabels: {}\n");
  const auto on_terminal = [&](const std::string& environment, const std::string& option) {
    const std::string command = "env " + environment + " '" + generator_path() +
                                "' sync --schema schema.yaml --migrations migrations " + option;
    return run_child({"-u", "NO_COLOR", "script", "-qec", command, "/dev/null"}, project.root());
  };
  const ChildResult plain = on_terminal("", "");
  ASSERT_THAT(plain.said, HasSubstr("tabels"));
  EXPECT_THAT(plain.said, HasSubstr("\x1b["));
  EXPECT_THAT(on_terminal("NO_COLOR=1", "").said, Not(HasSubstr("\x1b[")));
  EXPECT_THAT(on_terminal("", "--color=never").said, Not(HasSubstr("\x1b[")));
}

}  // namespace
}  // namespace schemake::testing
