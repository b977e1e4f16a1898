#include <gmock/gmock.h>

#include "command/two_branches.hpp"

// merge: two lines of revisions that were both released, joined on real git repositories.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class Merge : public TwoBranches {
 protected:
  ChildResult merge(const Words& more = {}) const {
    Words words = {"merge"};
    words.insert(words.end(), more.begin(), more.end());
    return project_.schemake(words);
  }
  void release(const std::string& name) const {
    ASSERT_EQ(project_.schemake({"release", name}).code, 0);
    commit();
  }
  // 1.0.1 on `work` has email; 1.1 on `main`, checked out and in the midst of git's merge, has web
  // and born.
  void release_both() const {
    record("email", "text?");
    release("1.0.1");
    git({"checkout", "-q", "main"});
    record("web", "text?");
    record("born", "date?");
    release("1.1");
    git({"merge", "-q", "work"}, 1);
    write_columns("      born: date?\n      email: text?\n      web: text?\n");
  }
};

TEST_F(Merge, LeadsFromBothReleases) {
  release_both();
  EXPECT_THAT(project_.schemake({"heads"}).said,
              AllOf(HasSubstr("0002_email"), HasSubstr("0003_born"),
                    HasSubstr("the history forks behind 0001_start")));
  const ChildResult result = merge({"-m", "bring 1.0.1 home"});
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("merged 0002_email into 0003_born as 0004_bring_1_0_1_home"));
  const std::string theirs = project_.read("migrations/0004_bring_1_0_1_home.sqlite.cpp");
  EXPECT_THAT(theirs, AllOf(HasSubstr("ADD COLUMN \"email\""), Not(HasSubstr("\"born\""))));
  std::string ours;
  for (const std::string& name : project_.migrations()) {
    if (name.find(".from_") != std::string::npos) ours = project_.read("migrations/" + name);
  }
  EXPECT_THAT(ours, AllOf(HasSubstr("{Kind::merge, "), HasSubstr("ADD COLUMN \"born\""),
                          HasSubstr("ADD COLUMN \"web\""), Not(HasSubstr("\"email\""))));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  commit();
  EXPECT_EQ(project_.schemake({"check", "--base", "work"}, kGitEnvironment).code, 0);
  EXPECT_THAT(project_.schemake({"heads"}).said, HasSubstr("0004_bring_1_0_1_home"));
}

TEST_F(Merge, GoesOnFromThere) {
  release_both();
  ASSERT_EQ(merge().code, 0);
  commit();
  project_.replace("schema.yaml", "web: text?", "web: text?\n      zip: text?");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("zip");
  EXPECT_THAT(project_.migrations(), Contains("0005_zip.sqlite.cpp"));
  // The files of the merge were carried to the byte, and are read again.
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

// A line that was merged goes on, and is merged again: only what is new comes over.
TEST_F(Merge, TakesTheSameLineTwice) {
  release_both();
  ASSERT_EQ(merge().code, 0);
  commit();
  git({"checkout", "-q", "work"});
  record("fax", "text?");
  git({"checkout", "-q", "main"});
  git({"merge", "-q", "work"}, 1);
  project_.write("schema.yaml", kSchema);
  project_.replace("schema.yaml", kNameColumn,
                   std::string(kNameColumn) +
                       "      born: date?\n      email: text?\n      fax: text?\n"
                       "      web: text?\n");
  const ChildResult result = merge({"-m", "again"});
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(project_.read("migrations/0005_again.sqlite.cpp"),
              AllOf(HasSubstr("ADD COLUMN \"fax\""), Not(HasSubstr("\"email\""))));
}

// A fix that was recorded on both branches is there already.
TEST_F(Merge, TakesTheSameFixOnce) {
  record("email", "text?");
  project_.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + "      zip: text?\n");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("zip of mine");
  commit();
  git({"checkout", "-q", "main"});
  record("zip", "text?");
  git({"checkout", "-q", "work"});
  merge_main("      email: text?\n      zip: text?\n");
  const ChildResult result = merge();
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(project_.read("migrations/0004_merge_zip.sqlite.cpp"), Not(HasSubstr("ADD COLUMN")));
}

TEST_F(Merge, ShowsBothSidesWhereTheyContradictEachOther) {
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
  git({"merge", "-q", "work"}, 1);
  project_.write("schema.yaml", kSchema);
  const std::string before = project_.snapshot();
  const ChildResult result = merge();
  EXPECT_EQ(result.code, 1) << result.said;
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("contradict each other"), HasSubstr("0002_theirs.jsonl:2: author: "),
                    HasSubstr("0002_mine.jsonl:2: author: "),
                    HasSubstr("after which both say the same of it")));
  EXPECT_EQ(project_.snapshot(), before);
}

// What either branch may do, both together may not.
TEST_F(Merge, SaysWhatNoDatabaseCanHave) {
  const std::string sum = "      sum: {type: \"integer?\", generated: 1 + 1}\n";
  const auto write = [&](const std::string& columns) {
    project_.write("schema.yaml", std::string(kSchema) + "  pair:\n    columns:\n" + columns + sum);
  };
  const auto seal = [&](const std::string& message) {
    const ChildResult result = project_.schemake({"revision", "-m", message, "--accept-loss", "*"});
    ASSERT_EQ(result.code, 0) << result.said;
    commit();
  };
  const std::string a = "      a: integer?\n", b = "      b: integer?\n";
  write(a + b);
  seal("pair");
  git({"branch", "other"});
  write(b);
  seal("without a");
  git({"checkout", "-q", "other"});
  write(a);
  seal("without b");
  git({"merge", "-q", "work"}, 1);
  write("      c: integer?\n");
  const std::string before = project_.snapshot();
  const ChildResult result = merge();
  EXPECT_EQ(result.code, 2) << result.said;
  EXPECT_THAT(result.said, HasSubstr("0004_merge_without_b would hold what cannot be: "));
  EXPECT_EQ(project_.snapshot(), before);
}

TEST_F(Merge, RunsTheDataStepsOfTheOtherSide) {
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  project_.write("migrations/draft.data.sql",
                 "-- schemake: upgrade\nUPDATE author SET name = trim(name);\n"
                 "-- schemake: nothing to undo\n");
  ASSERT_EQ(project_.schemake({"revision", "-m", "trim"}).code, 0);
  commit();
  git({"checkout", "-q", "main"});
  record("born", "date?");
  git({"merge", "-q", "work"}, 1);
  project_.write("schema.yaml", kSchema);
  project_.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + "      born: date?\n");
  ASSERT_EQ(merge({"0002_trim"}).code, 0);
  EXPECT_THAT(project_.read("migrations/0003_merge_trim.sqlite.cpp"), HasSubstr("trim(name)"));
  for (const std::string& name : project_.migrations()) {
    if (name.find(".from_") == std::string::npos) continue;
    EXPECT_THAT(project_.read("migrations/" + name),
                AllOf(HasSubstr("ADD COLUMN \"born\""), Not(HasSubstr("trim(name)"))));
  }
}

TEST_F(Merge, NeedsTwoHeads) {
  const ChildResult result = merge();
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("there is one head"));
}

TEST_F(Merge, NamesTheHeadsForOneThatIsNone) {
  release_both();
  const ChildResult result = merge({"0001"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("0001_start is no head"));
}

}  // namespace
}  // namespace schemake::testing
