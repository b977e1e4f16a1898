#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "child/project_folder.hpp"

// check --base on real git repositories: what others have must stay.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using Json = nlohmann::json;

// What git needs to commit, and nothing of whoever runs the tests.
const Words kGitEnvironment = {"env",
                               "-u",
                               "GIT_DIR",
                               "GIT_CONFIG_GLOBAL=/dev/null",
                               "GIT_CONFIG_NOSYSTEM=1",
                               "GIT_AUTHOR_NAME=Ada",
                               "GIT_AUTHOR_EMAIL=ada@example.org",
                               "GIT_COMMITTER_NAME=Ada",
                               "GIT_COMMITTER_EMAIL=ada@example.org"};

// The branch `main` has 0001_start and 0002_email, sealed; `work` is checked out and equal to it.
class CheckBase : public ::testing::Test {
 protected:
  void SetUp() override {
    git({"init", "-q", "-b", "main"});
    ASSERT_EQ(
        project_.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"}).code,
        0);
    project_.seal("start");
    commit();
    add_column("email");
    commit();
    git({"checkout", "-q", "-b", "work"});
  }

  ChildResult git(const Words& words) const { return git_in(project_.root(), words); }

  static ChildResult git_in(const std::filesystem::path& folder, const Words& words) {
    Words all = kGitEnvironment;
    all.insert(all.end(), {"git", "-c", "protocol.file.allow=always"});
    all.insert(all.end(), words.begin(), words.end());
    ChildResult result = run_child(all, folder);
    EXPECT_EQ(result.code, 0) << words[0] << ": " << result.said;
    return result;
  }

  void commit() const {
    git({"add", "-A"});
    git({"commit", "-q", "-m", "work"});
  }

  // Edits the YAML, drafts the change and records it under the column's name.
  void add_column(const std::string& name) const {
    project_.replace("schema.yaml", kNameColumn, kNameColumn + ("      " + name) + ": text?\n");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
    project_.seal(name);
  }

  // Reopens 0002_email, and records it with another column.
  void change_the_last() const {
    ASSERT_EQ(project_.schemake({"reopen"}).code, 0);
    project_.replace("schema.yaml", "email: text?", "mail: text?");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
    project_.seal("mail");
  }

  ChildResult check(Words more = {}, const std::string& base = "main") const {
    Words words = {"check", "--base", base};
    words.insert(words.end(), more.begin(), more.end());
    return project_.schemake(words, kGitEnvironment);
  }

  // The rules of what is found, in order; each finding once.
  Words rules(int code = 1) const {
    const ChildResult result = check({"--format", "json"});
    EXPECT_EQ(result.code, code) << result.said;
    Words found;
    for (const Json& each : Json::parse(result.said)) found.push_back(each["rule"]);
    return found;
  }

  // Runs the commands that the advice gives, as they stand there, in a shell.
  void follow_the_advice() const {
    const std::string advice = Json::parse(check({"--json"}).said).back()["advice"];
    std::string script = "set -e\nalias schemake='" + generator_path() + "'\n";
    for (std::size_t at = 0; (at = advice.find("\n  ", at)) != std::string::npos; ++at) {
      script += advice.substr(at + 3, advice.find('\n', at + 3) - at - 3);
      script += script.ends_with("now\"") ? " --accept-loss '*'\n" : "\n";
    }
    Words words = kGitEnvironment;
    words.insert(words.end(), {"sh", "-c", script});
    const ChildResult result = run_child(words, project_.root());
    EXPECT_EQ(result.code, 0) << script << result.said;
  }

  // The schema of the application is kept, and nothing is found any more.
  void expect_cured() const {
    const std::string schema = project_.read("schema.yaml");
    follow_the_advice();
    EXPECT_EQ(project_.read("schema.yaml"), schema);
    const ChildResult result = check();
    EXPECT_EQ(result.code, 0) << result.said;
    EXPECT_TRUE(project_.has("migrations/0002_email.jsonl"));
    EXPECT_TRUE(project_.has("migrations/0003_what_is_different_now.jsonl"));
  }

  void write_over(const std::string& file, const std::string& text) const {
    const std::string before = digest(file);
    project_.write(file, text);
    project_.replace("migrations/schemake.sum", before, digest(file));
  }

  std::string digest(const std::string& file) const {
    return run_child({"sha256sum", file}, project_.root()).said.substr(0, 64);
  }

  ProjectFolder project_;
};

TEST_F(CheckBase, PassesWhereNothingOrMoreIsRecorded) {
  EXPECT_EQ(check().code, 0) << check().said;
  add_column("web");
  EXPECT_EQ(check().code, 0) << check().said;
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  EXPECT_EQ(check().code, 0) << check().said;
}

TEST_F(CheckBase, PassesWithOtherLineEnds) {
  const std::string source = "migrations/0002_email.sqlite.cpp";
  std::string text = project_.read(source), crlf;
  for (char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  project_.write(source, crlf);
  EXPECT_EQ(check().code, 0) << check().said;
}

TEST_F(CheckBase, PassesWhereTheBaseHasNoMigrationsYet) {
  git({"checkout", "-q", "--orphan", "bare"});
  git({"rm", "-rfq", "--cached", "."});
  git({"add", "schema.yaml"});
  git({"commit", "-q", "-m", "before"});
  EXPECT_EQ(check({}, "bare").code, 0) << check({}, "bare").said;
}

// The sum agrees with the edit, so that the folder alone looks whole.
TEST_F(CheckBase, FindsAnEditedFileAtItsLine) {
  const std::string source = "migrations/0002_email.sqlite.cpp";
  const std::string text = project_.read(source);
  write_over(source, text + "// better\n");
  ASSERT_EQ(project_.schemake({"check"}).code, 0);
  const Json found = Json::parse(check({"--json"}).said);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]["rule"], "changed-revision");
  EXPECT_EQ(found[0]["file"], source);
  EXPECT_EQ(found[0]["line"], std::count(text.begin(), text.end(), '\n') + 1);
  const std::string message = found[0]["message"];
  EXPECT_THAT(message, AllOf(HasSubstr("0002_email, which main has"), HasSubstr("edited")));
  EXPECT_THAT(check().said, HasSubstr("    bring the files back"));
}

TEST_F(CheckBase, FindsARevisionThatWasReopenedAndRecordedAnew) {
  change_the_last();
  EXPECT_EQ(rules(), Words{"changed-revision"});
  EXPECT_THAT(check().said, AllOf(HasSubstr("0002_email, which main has, was reopened and changed: "
                                            "here it is 0002_mail"),
                                  HasSubstr("rm -- migrations/0002_mail.bridge.jsonl"),
                                  HasSubstr("git checkout main -- migrations/0002_email.jsonl")));
  commit();
  expect_cured();
}

TEST_F(CheckBase, AReopenedRevisionThatIsUnchangedIsADraftAndNoMore) {
  ASSERT_EQ(project_.schemake({"reopen"}).code, 0);
  const Words found = rules();
  EXPECT_EQ(found.front(), "draft");
  EXPECT_THAT(found, Not(::testing::Contains("changed-revision")));
  project_.seal("email");
  EXPECT_EQ(check().code, 0) << check().said;
}

TEST_F(CheckBase, FindsARevertAndSaysHowToTakeItBack) {
  git({"revert", "--no-edit", "HEAD"});
  ASSERT_EQ(project_.schemake({"check"}).code, 0);
  EXPECT_EQ(rules(), Words{"reverted"});
  EXPECT_THAT(check().said, HasSubstr("0002_email, which main has, was reverted"));
  expect_cured();
}

TEST_F(CheckBase, FindsARemovedRevisionBesideOthers) {
  git({"revert", "--no-edit", "HEAD"});
  add_column("web");
  commit();
  EXPECT_EQ(rules(), Words{"removed-revision"});
  expect_cured();
}

TEST_F(CheckBase, FindsAFolderThatIsGone) {
  std::filesystem::remove_all(project_.root() / "migrations");
  const ChildResult result = project_.schemake(
      {"check", "--base", "main", "--schema", "schema.yaml", "--migrations", "migrations"},
      kGitEnvironment);
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.said, HasSubstr("0001_start, which main has, was"));
}

TEST_F(CheckBase, FindsAReleaseThatIsGone) {
  git({"checkout", "-q", "main"});
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  commit();
  const std::string sum = project_.read("migrations/schemake.sum");
  git({"checkout", "-q", "-B", "work"});
  ASSERT_EQ(check().code, 0);
  git({"checkout", "-q", "HEAD~1", "--", "migrations/schemake.sum"});
  EXPECT_EQ(rules(), Words{"removed-release"});
  EXPECT_THAT(check().said, HasSubstr("git checkout main -- migrations/schemake.sum"));
  git({"checkout", "-q", "main", "--", "migrations/schemake.sum"});
  EXPECT_EQ(project_.read("migrations/schemake.sum"), sum);
}

// Those who merged their draft's former selves with a release lose them with the next one.
TEST_F(CheckBase, BridgesMayGoWithARelease) {
  change_the_last();
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  commit();
  git({"branch", "-f", "main"});
  ASSERT_TRUE(project_.has("migrations/0002_mail.bridge.jsonl"));
  add_column("web");
  ASSERT_EQ(project_.schemake({"release", "1.1"}).code, 0);
  ASSERT_FALSE(project_.has("migrations/0002_mail.bridge.jsonl"));
  EXPECT_EQ(check().code, 0) << check().said;
}

TEST_F(CheckBase, ABranchThatIsBehindHasRemovedNothing) {
  git({"checkout", "-q", "main"});
  add_column("web");
  commit();
  git({"checkout", "-q", "work"});
  EXPECT_EQ(check().code, 0) << check().said;
}

TEST_F(CheckBase, SaysThatAMergeWouldMakeTwoHeads) {
  git({"checkout", "-q", "main"});
  add_column("web");
  commit();
  git({"checkout", "-q", "work"});
  add_column("phone");
  commit();
  EXPECT_EQ(rules(), Words{"two-heads"});
  EXPECT_THAT(check().said, HasSubstr("0003_web of main, and 0003_phone"));
}

// What the branch left is compared with, not what came since; its cure brings back no more.
TEST_F(CheckBase, ABranchThatIsBehindIsToldOfItsOwnChangesAlone) {
  git({"checkout", "-q", "main"});
  add_column("web");
  commit();
  git({"checkout", "-q", "work"});
  git({"revert", "--no-edit", "HEAD"});
  EXPECT_EQ(rules(), Words{"reverted"});
  EXPECT_THAT(check().said, HasSubstr("where this branch left it"));
  follow_the_advice();
  EXPECT_TRUE(project_.has("migrations/0002_email.jsonl"));
  EXPECT_FALSE(project_.has("migrations/0003_web.jsonl"));
  EXPECT_EQ(rules(), Words{"two-heads"});
}

TEST_F(CheckBase, FindsTwoHeads) {
  add_column("web");
  const Words files = {"migrations/0003_web.jsonl", "migrations/0003_web.sqlite.cpp"};
  Words texts, lines;
  for (const std::string& file : files) {
    texts.push_back(project_.read(file));
    lines.push_back("file " + digest(file) + file.substr(10).replace(0, 1, " ") + "\n");
    std::filesystem::remove(project_.root() / file);
  }
  git({"checkout", "-q", "--", "."});
  add_column("phone");
  for (std::size_t i = 0; i < files.size(); ++i) project_.write(files[i], texts[i]);
  std::string merged = project_.read("migrations/schemake.sum");
  merged.insert(merged.find("file ", merged.find("0003_phone.sqlite.cpp")), lines[0] + lines[1]);
  const std::size_t end = merged.find("\nend ") + 1;
  merged =
      merged.substr(0, end) + "end " +
      std::to_string(std::count(merged.begin(), merged.begin() + static_cast<long>(end), '\n')) +
      "\n";
  project_.write("migrations/schemake.sum", merged);
  const ChildResult result = check();
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.said, AllOf(HasSubstr("the history has two heads: "), HasSubstr("0003_phone"),
                                 HasSubstr("0003_web"), HasSubstr("    keep one")));
}

TEST_F(CheckBase, DraftsAndUnrecordedChangesHaveTheirPlaces) {
  project_.replace("schema.yaml", kNameColumn, "      name: text\n      web: text?\n");
  EXPECT_EQ(rules(), (Words{"unrecorded", "unrecorded"}));
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  const Json found = Json::parse(check({"--json"}).said);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]["rule"], "draft");
  EXPECT_EQ(found[0]["file"], "migrations/draft.jsonl");
  EXPECT_EQ(found[1]["file"], "schema.yaml");
  EXPECT_EQ(found[1]["line"], 5);
  EXPECT_THAT(check().said, HasSubstr("there is a draft\n"));
}

TEST_F(CheckBase, SarifNamesTheFileFromTheTopOfTheRepository) {
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
  EXPECT_EQ(run["tool"]["driver"]["rules"][found["ruleIndex"].get<int>()]["id"], "reverted");
  EXPECT_THAT(found["message"]["text"].get<std::string>(), HasSubstr("git checkout main --"));
  const Json& place = found["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "migrations/schemake.sum");
  EXPECT_EQ(place["region"]["startLine"], 1);
}

TEST_F(CheckBase, SarifOfNothingIsALogWithoutResults) {
  const ChildResult result = check({"--format", "sarif"});
  EXPECT_EQ(result.code, 0);
  EXPECT_TRUE(Json::parse(result.said)["runs"][0]["results"].empty());
}

// Standard error holds the same for people; here both come as one.
TEST_F(CheckBase, BadInputIsInTheLogToo) {
  project_.write("migrations/0002_email.jsonl", "edited\n");
  const ChildResult result = check({"--format", "sarif"});
  EXPECT_EQ(result.code, 2);
  const Json log = Json::parse(result.said.substr(0, result.said.rfind("}\n") + 1));
  EXPECT_EQ(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
  EXPECT_EQ(log["runs"][0]["results"][0]["ruleId"], "bad-input");
}

TEST_F(CheckBase, RefusesWhatIsNoCommit) {
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

TEST_F(CheckBase, RefusesWhereThereIsNoRepositoryOrNoGit) {
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

TEST_F(CheckBase, RespectsTheRepositoryThatTheEnvironmentNames) {
  std::filesystem::rename(project_.root() / ".git", project_.root() / "elsewhere");
  Words words = kGitEnvironment;
  words.erase(words.begin() + 1, words.begin() + 3);  // -u GIT_DIR
  words.insert(words.end(), {"GIT_DIR=elsewhere", "GIT_WORK_TREE=."});
  EXPECT_EQ(project_.schemake({"check", "--base", "main"}, words).code, 0);
  ASSERT_EQ(project_.schemake({"reopen"}).code, 0);
  EXPECT_EQ(project_.schemake({"check", "--base", "main"}, words).code, 1);
}

// A shallow clone is enough where all is well; where not, it may only be behind.
TEST_F(CheckBase, AShallowCloneCannotTellWhatIsMissing) {
  git({"revert", "--no-edit", "HEAD"});
  const std::filesystem::path clone = project_.root().parent_path() / "clone";
  git({"clone", "-q", "--depth", "1", "--branch", "work", "file://" + project_.root().string(),
       clone.string()});
  git_in(clone, {"fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main"});
  Words words = kGitEnvironment;
  words.insert(words.end(), {generator_path(), "check", "--base", "origin/main"});
  ChildResult result = run_child(words, clone);
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("too shallow"), HasSubstr("fetch-depth: 0")));
  git_in(clone, {"checkout", "-q", "origin/main"});
  result = run_child(words, clone);
  EXPECT_EQ(result.code, 0) << result.said;
}

}  // namespace
}  // namespace schemake::testing
