#include <gmock/gmock.h>

#include "child/project_folder.hpp"

// What holds for every command: help, wrong use, where the project is found.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

struct Use {
  const char* command;
  Words needed = {};  // what it cannot go without

  Words words() const {
    Words words = {command};
    words.insert(words.end(), needed.begin(), needed.end());
    return words;
  }
  bool begins() const { return command == std::string("init") || command == std::string("import"); }

  friend std::ostream& operator<<(std::ostream& out, const Use& use) { return out << use.command; }
};

class EveryCommand : public ::testing::TestWithParam<Use> {};

TEST_P(EveryCommand, HasHelpToWorkBy) {
  const ProjectFolder project;
  const ChildResult help = project.schemake({GetParam().command, "--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_THAT(help.said, AllOf(HasSubstr(GetParam().command), HasSubstr("--migrations DIR"),
                               HasSubstr("--schema FILE")));
  EXPECT_EQ(project.schemake({"help", GetParam().command}).said, help.said);
  EXPECT_THAT(project.schemake({"--help"}).said, HasSubstr(GetParam().command));
}

// What is wrong, and where to look, in the same words everywhere.
TEST_P(EveryCommand, SaysWhatIsWrongWithItsWords) {
  const ProjectFolder project;
  const std::string command = GetParam().command;
  const std::string advice = "\n    schemake " + command + " --help lists all\n";
  const auto with = [&](const std::string& word) {
    Words words = GetParam().words();
    words.push_back(word);
    return words;
  };
  const auto expect = [&](const Words& words, const std::string& said) {
    const ChildResult result = project.schemake(words);
    EXPECT_EQ(result.code, 2) << result.said;
    EXPECT_EQ(result.said, "error: " + said);
  };
  expect(with("--frobnicate"), command + " has no option --frobnicate" + advice);
  expect(with("--migration"),
         command + " has no option --migration\n    did you mean \"--migrations\"? " +
             advice.substr(5));
  if (!GetParam().needed.empty()) {
    const ChildResult bare = project.schemake({command});
    EXPECT_EQ(bare.code, 2);
    EXPECT_THAT(bare.said, AllOf(HasSubstr("error: " + command + " needs "), EndsWith(advice)));
  }
  EXPECT_FALSE(project.has("migrations"));
}

TEST_P(EveryCommand, SaysWhereAMigrationsFolderIsLookedFor) {
  const ProjectFolder project;
  if (GetParam().begins()) return;  // makes one
  const ChildResult result = project.schemake(GetParam().words());
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("no migrations folder here or in a folder above"),
                                 HasSubstr("schemake init")));
}

INSTANTIATE_TEST_SUITE_P(All, EveryCommand,
                         ::testing::Values(Use{"init", {"library"}}, Use{"import", {"old.db"}},
                                           Use{"sync"}, Use{"data", {"sql"}}, Use{"revision"},
                                           Use{"reopen"}, Use{"release", {"1.0"}}, Use{"rebase"},
                                           Use{"merge"}, Use{"squash", {"..head"}},
                                           Use{"amend", {"head", "--reason", "why"}}, Use{"diff"},
                                           Use{"history"}, Use{"heads"}, Use{"show"}, Use{"graph"},
                                           Use{"review"}, Use{"check"}, Use{"lint"},
                                           Use{"verify", {"library.db"}}),
                         [](const auto& info) { return std::string(info.param.command); });

TEST(CommandLine, HelpIsAWordToo) {
  const ProjectFolder project;
  const ChildResult help = project.schemake({"help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_EQ(help.said, project.schemake({"--help"}).said);
  // What each does fits a line; the rest is in its own help.
  EXPECT_THAT(help.said, AllOf(HasSubstr("\n  rebase    Put your revisions on top of those of "
                                         "another branch\n"),
                               Not(HasSubstr("conflict markers"))));
  const ChildResult unknown = project.schemake({"help", "rebse"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.said, HasSubstr("did you mean \"rebase\"?"));
}

TEST(CommandLine, WordsThatDoNotFitAreNamed) {
  const ProjectFolder project;
  const auto expect = [&](const Words& words, const std::string& said) {
    const ChildResult result = project.schemake(words);
    EXPECT_EQ(result.code, 2) << result.said;
    EXPECT_THAT(result.said, HasSubstr("error: " + said));
  };
  expect({}, "no command was given\n    schemake --help lists all");
  expect({"--frobnicate"}, "there is no option --frobnicate");
  expect({"diff", "extra"}, "diff takes no \"extra\"");
  expect({"amend", "head"}, "amend needs --reason TEXT");
  expect({"release"}, "release needs NAME");
  expect({"data", "lua"}, "LANGUAGE: lua not in {sql,cpp}");
  expect({"review", "head", "--base", "main"}, "REVISION excludes --base");
}

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
