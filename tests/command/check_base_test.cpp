#include "command/check_base.hpp"

#include <algorithm>

// check --base on real git repositories: what others have must stay.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

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

// Hand-written SQL is not thrown away by the commands that are printed.
TEST_F(CheckBase, TheCureKeepsADataStep) {
  git({"revert", "--no-edit", "HEAD"});
  project_.write("migrations/draft.data.sql",
                 "-- schemake: upgrade\nUPDATE author SET name = trim(name);\n"
                 "-- schemake: nothing to undo\n");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("trim");
  commit();
  EXPECT_EQ(rules(), Words{"removed-revision"});
  EXPECT_THAT(check().said, HasSubstr("mv -- migrations/0002_trim.data.sql "
                                      "migrations/draft.data.sql"));
  expect_cured();
  EXPECT_THAT(project_.read("migrations/0003_what_is_different_now.data.sql"),
              HasSubstr("trim(name)"));
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
  EXPECT_THAT(check().said,
              AllOf(HasSubstr("0003_web of main, and 0003_phone"), HasSubstr("`schemake rebase`")));
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
                                 HasSubstr("0003_web"), HasSubstr("`schemake rebase`")));
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

}  // namespace
}  // namespace schemake::testing
