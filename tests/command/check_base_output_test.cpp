#include "command/check_base.hpp"

// check --base: what programs read of it, and where it cannot tell.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class CheckBaseOutput : public CheckBase {};

TEST_F(CheckBaseOutput, SarifNamesTheFileFromTheTopOfTheRepository) {
  git({"revert", "--no-edit", "HEAD"});
  const ChildResult result = run_child(
      [] {
        Words words = kGitEnvironment;
        words.insert(words.end(), {generator_path(), "check", "--base=main", "--format=sarif"});
        return words;
      }(),
      project_.root() / "migrations");
  EXPECT_EQ(result.code, 1);
  const Json log = Json::parse(result.said);
  EXPECT_EQ(log["version"], "2.1.0");
  const Json& run = log["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["name"], "schemake");
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
  ASSERT_EQ(run["results"].size(), 1U);
  const Json& found = run["results"][0];
  EXPECT_EQ(found["ruleId"], "reverted");
  EXPECT_EQ(run["tool"]["driver"]["rules"][found["ruleIndex"].get<std::size_t>()]["id"],
            "reverted");
  EXPECT_THAT(found["message"]["text"].get<std::string>(), HasSubstr("git checkout main --"));
  const Json& place = found["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "migrations/schemake.sum");
  EXPECT_EQ(place["region"]["startLine"], 1);
}

TEST_F(CheckBaseOutput, SarifOfNothingIsALogWithoutResults) {
  const ChildResult result = check({"--format", "sarif"});
  EXPECT_EQ(result.code, 0);
  EXPECT_TRUE(Json::parse(result.said)["runs"][0]["results"].empty());
}

// Standard error holds the same for people; here both come as one.
TEST_F(CheckBaseOutput, BadInputIsInTheLogToo) {
  project_.write("migrations/0002_email.jsonl", "edited\n");
  const ChildResult result = check({"--format", "sarif"});
  EXPECT_EQ(result.code, 2);
  const Json log = Json::parse(result.said.substr(0, result.said.rfind("}\n") + 1));
  EXPECT_EQ(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
  EXPECT_EQ(log["runs"][0]["results"][0]["ruleId"], "bad-input");
}

TEST_F(CheckBaseOutput, RefusesWhatIsNoCommit) {
  ChildResult result = check({}, "origin/main");
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("no commit \"origin/main\""),
                                 HasSubstr("git fetch origin main"), HasSubstr("fetch-depth: 0")));
  result = check({}, "--upload-pack=x");
  EXPECT_EQ(result.code, 2);
  for (const char* name : {"--upload-pack=x", "-h", ""}) {
    result = project_.schemake({"check", std::string("--base=") + name}, kGitEnvironment);
    EXPECT_EQ(result.code, 2) << name;
  }
  result = project_.schemake({"check", "--base=--upload-pack=x"}, kGitEnvironment);
  EXPECT_THAT(result.said, HasSubstr("\"--upload-pack=x\" is no name of a commit"));
  EXPECT_EQ(check({}, "\x1b[31m").said.find('\x1b'), std::string::npos);
}

TEST_F(CheckBaseOutput, RefusesWhereThereIsNoRepositoryOrNoGit) {
  std::filesystem::remove_all(project_.root() / ".git");
  Words words = kGitEnvironment;
  words.push_back("GIT_CEILING_DIRECTORIES=" + project_.root().parent_path().string());
  ChildResult result = project_.schemake({"check", "--base", "main"}, words);
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("git cannot read a repository around"),
                                 HasSubstr("run it in a clone")));
  words.back() = "PATH=/nowhere";
  result = project_.schemake({"check", "--base", "main"}, words);
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("there is no git in PATH"), HasSubstr("install git")));
}

TEST_F(CheckBaseOutput, RespectsTheRepositoryThatTheEnvironmentNames) {
  std::filesystem::rename(project_.root() / ".git", project_.root() / "elsewhere");
  Words words = kGitEnvironment;
  words.erase(words.begin() + 1, words.begin() + 3);  // -u GIT_DIR
  words.insert(words.end(), {"GIT_DIR=elsewhere", "GIT_WORK_TREE=."});
  EXPECT_EQ(project_.schemake({"check", "--base", "main"}, words).code, 0);
  ASSERT_EQ(project_.schemake({"reopen"}).code, 0);
  EXPECT_EQ(project_.schemake({"check", "--base", "main"}, words).code, 1);
}

// A shallow clone is enough where all is well; where not, it may only be behind.
TEST_F(CheckBaseOutput, AShallowCloneCannotTellWhatIsMissing) {
  git({"revert", "--no-edit", "HEAD"});
  const std::filesystem::path clone = shallow_clone();
  Words words = kGitEnvironment;
  words.insert(words.end(), {generator_path(), "check", "--base", "origin/main"});
  ChildResult result = run_child(words, clone);
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("too shallow"), HasSubstr("fetch-depth: 0")));
  run_git(clone, {"checkout", "-q", "origin/main"});
  result = run_child(words, clone);
  EXPECT_EQ(result.code, 0) << result.said;
}

}  // namespace
}  // namespace schemake::testing
