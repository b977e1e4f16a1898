#include <gmock/gmock.h>

#include "command/two_branches.hpp"

// rebase: two branches that recorded revisions, brought together on real git repositories.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class Rebase : public TwoBranches {
 protected:
  ChildResult rebase(const Words& more = {}) const {
    Words words = {"rebase"};
    words.insert(words.end(), more.begin(), more.end());
    return project_.schemake(words, kGitEnvironment);
  }
  // 0002_email on the branch that is checked out, 0002_born on main.
  void record_on_both() const {
    record("email", "text?");
    git({"checkout", "-q", "main"});
    record("born", "date?");
    git({"checkout", "-q", "work"});
  }
};

TEST_F(Rebase, PutsMineOnTopOfTheirs) {
  record("email", "text?");
  record("web", "text?");
  git({"checkout", "-q", "main"});
  record("born", "date?");
  git({"checkout", "-q", "work"});
  merge_main("      born: date?\n      email: text?\n      web: text?\n");
  EXPECT_THAT(project_.schemake({"sync"}).said, HasSubstr("`schemake rebase`"));
  const ChildResult result = rebase({"0003_web"});
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("put 0003_email, 0004_web on top of 0002_born"));
  EXPECT_THAT(project_.migrations(),
              AllOf(Contains("0002_born.jsonl"), Contains("0003_email.jsonl"),
                    Contains("0004_web.bridge.sqlite.cpp"), Not(Contains("0002_email.jsonl"))));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  commit();
  EXPECT_EQ(project_.schemake({"check", "--base", "main"}, kGitEnvironment).code, 0);
}

TEST_F(Rebase, MovesMineWhereMainIsMergedIn) {
  record_on_both();
  merge_main("      born: date?\n      email: text?\n");
  const ChildResult result = rebase();
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("put 0003_email on top of 0002_born, which the branch that is "
                                     "merged in has\n"));
}

// In the midst of `git rebase` what is checked out is theirs.
TEST_F(Rebase, MovesMineWhereGitPutsItOnMain) {
  record_on_both();
  git({"rebase", "-q", "main"}, 1);
  write_columns("      born: date?\n      email: text?\n");
  const ChildResult result = rebase();
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("put 0003_email on top of 0002_born, which the branch that "
                                     "this one is put on has\n"));
  git({"add", "-A"});
  git({"-c", "core.editor=true", "rebase", "--continue"});
  EXPECT_EQ(project_.schemake({"check", "--base", "main"}, kGitEnvironment).code, 0);
}

// On main, mine would be what all others have.
TEST_F(Rebase, NeverMovesWhatOriginHasByItself) {
  record_on_both();
  git({"update-ref", "refs/remotes/origin/main", "main"});
  git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  git({"checkout", "-q", "main"});
  git({"merge", "-q", "work"}, 1);
  write_columns("      born: date?\n      email: text?\n");
  const ChildResult result = rebase();
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said,
              HasSubstr("put 0003_email on top of 0002_born, which origin's default branch has\n"));
}

TEST_F(Rebase, AsksWhichOfTheTwoIsMineWhereGitCannotTell) {
  record_on_both();
  merge_main("      born: date?\n      email: text?\n");
  std::filesystem::remove_all(project_.root() / ".git");
  const std::string before = project_.snapshot();
  const ChildResult unsaid = rebase();
  EXPECT_EQ(unsaid.code, 2);
  EXPECT_THAT(unsaid.said, AllOf(HasSubstr("say which of them is yours and moves"),
                                 HasSubstr("schemake rebase 0002_born"),
                                 HasSubstr("schemake rebase 0002_email")));
  const ChildResult wrong = rebase({"0001"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.said, HasSubstr("0001_start is no head"));
  EXPECT_EQ(project_.snapshot(), before);
}

// Each commit in its turn: the second revision names the first as it was.
TEST_F(Rebase, GoesOnThroughTheCommitsOfGitsRebase) {
  record("email", "text?");
  record("web", "text?");
  git({"checkout", "-q", "main"});
  record("born", "date?");
  git({"checkout", "-q", "work"});
  git({"rebase", "-q", "main"}, 1);
  const std::string columns[] = {"      born: date?\n      email: text?\n",
                                 "      born: date?\n      email: text?\n      web: text?\n"};
  for (const std::string& each : columns) {
    write_columns(each);
    const ChildResult result = rebase();
    ASSERT_EQ(result.code, 0) << result.said;
    git({"add", "-A"});
    git({"-c", "core.editor=true", "rebase", "--continue"}, &each == &columns[0] ? 1 : 0);
  }
  EXPECT_THAT(project_.migrations(), Contains("0004_web.jsonl"));
  EXPECT_EQ(project_.schemake({"check", "--base", "main"}, kGitEnvironment).code, 0);
}

TEST_F(Rebase, NamesTheFilesThatBothBranchesHave) {
  record("email", "text?");
  git({"checkout", "-q", "main"});
  record("email", "varchar(20)?");
  git({"checkout", "-q", "work"});
  git({"merge", "-q", "main"}, 1);
  project_.write("schema.yaml", kSchema);
  // Both files are called 0002_email: git has conflicts in the record itself.
  const std::string before = project_.snapshot();
  const ChildResult result = rebase({"0002_email"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("both branches changed 0002_email.jsonl"),
                    HasSubstr("give your revision another name by `schemake reopen`")));
  EXPECT_EQ(project_.snapshot(), before);
}

TEST_F(Rebase, RefusesWhatDoesNotApplyWithTheLinesOfBoth) {
  project_.replace("schema.yaml", "name: text", "name: text?");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("mine");
  commit();
  git({"checkout", "-q", "main"});
  project_.replace("schema.yaml", "name: text", "name: varchar(20)");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  ASSERT_EQ(project_.schemake({"revision", "-m", "theirs", "--accept-loss", "author.name"}).code,
            0);
  commit();
  git({"checkout", "-q", "work"});
  git({"merge", "-q", "main"}, 1);
  project_.write("schema.yaml", kSchema);
  const std::string before = project_.snapshot();
  const ChildResult result = rebase({"0002_mine"});
  EXPECT_EQ(result.code, 1) << result.said;
  EXPECT_THAT(result.said, AllOf(HasSubstr("0002_mine does not go on top of 0002_theirs"),
                                 HasSubstr("0002_theirs.jsonl:2: author: changes type of name"),
                                 HasSubstr("0002_mine.jsonl:2: author: ")));
  EXPECT_EQ(project_.snapshot(), before);
}

TEST_F(Rebase, NeverMovesWhatWasReleased) {
  record("email", "text?");
  git({"checkout", "-q", "main"});
  record("born", "date?");
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  commit();
  git({"checkout", "-q", "work"});
  merge_main("      born: date?\n      email: text?\n");
  EXPECT_THAT(rebase({"0002_born"}).said, HasSubstr("0002_born was released, and never changes"));
  const ChildResult result = rebase();
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("put 0003_email on top of 0002_born"));
}

// Its states have other ids now, and it would lead over what came from the other branch.
TEST_F(Rebase, DropsASquashOfWhatMoves) {
  record("email", "text?");
  record("web", "text?");
  ASSERT_EQ(project_.schemake({"squash", "0001_start..0003_web"}).code, 0);
  record("fax", "text?");
  ASSERT_EQ(project_.schemake({"squash", "0002_email..0004_fax"}).code, 0);
  commit();
  git({"checkout", "-q", "main"});
  record("born", "date?");
  git({"checkout", "-q", "work"});
  merge_main("      born: date?\n      email: text?\n      fax: text?\n      web: text?\n");
  const ChildResult result = rebase({"0004_fax"});
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(project_.migrations(), Not(Contains(HasSubstr(".squash_"))));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

TEST_F(Rebase, CarriesDataStepsAlong) {
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  project_.write("migrations/draft.data.sql",
                 "-- schemake: upgrade\nUPDATE author SET name = trim(name);\n"
                 "-- schemake: nothing to undo\n");
  ASSERT_EQ(project_.schemake({"revision", "-m", "trim"}).code, 0);
  commit();
  git({"checkout", "-q", "main"});
  record("born", "date?");
  git({"checkout", "-q", "work"});
  merge_main("      born: date?\n");
  ASSERT_EQ(rebase({"0002_trim"}).code, 0);
  EXPECT_THAT(project_.read("migrations/0003_trim.data.sql"), HasSubstr("trim(name)"));
  EXPECT_THAT(project_.read("migrations/0003_trim.sqlite.cpp"), HasSubstr("trim(name)"));
  // A database that ran it already does not run it again.
  EXPECT_THAT(project_.read("migrations/0003_trim.bridge.sqlite.cpp"),
              AllOf(HasSubstr("ADD COLUMN \"born\""), Not(HasSubstr("trim(name)"))));
}

// Somebody has taken one side's sum for the resolution.
TEST_F(Rebase, SaysHowAConflictThatWasThrownAwayComesBack) {
  record_on_both();
  merge_main("      born: date?\n      email: text?\n");
  git({"checkout", "-q", "--ours", "migrations/schemake.sum"});
  const ChildResult lost = rebase();
  EXPECT_EQ(lost.code, 2);
  EXPECT_THAT(lost.said, AllOf(HasSubstr("0002_born.jsonl is not named by schemake.sum"),
                               HasSubstr("`git checkout -m schemake.sum`")));
  git({"checkout", "-q", "-m", "migrations/schemake.sum"});
  EXPECT_EQ(rebase().code, 0);
}

TEST_F(Rebase, ASchemaFileInConflictIsToBeResolvedFirst) {
  record_on_both();
  git({"merge", "-q", "main"}, 1);
  const ChildResult result = rebase();
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("error: git's conflict markers\n    <<<<<<< HEAD"),
                                 HasSubstr("remove the markers"), Not(HasSubstr("not YAML"))));
}

TEST_F(Rebase, NeedsTwoHeads) {
  const ChildResult result = rebase();
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("there is one head"));
}

}  // namespace
}  // namespace schemake::testing
