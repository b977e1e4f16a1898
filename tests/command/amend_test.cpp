#include <gmock/gmock.h>

#include "command/two_branches.hpp"

// amend: the plan of a released revision is made anew, with its data step.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

class Amend : public TwoBranches {
 protected:
  void SetUp() override {
    TwoBranches::SetUp();
    ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
    project_.write("migrations/draft.data.sql", step("trim(name)"));
    ASSERT_EQ(project_.schemake({"revision", "-m", "trim"}).code, 0);
  }
  static std::string step(const std::string& value) {
    return "-- schemake: upgrade\nUPDATE author SET name = " + value +
           ";\n-- schemake: nothing to undo\n";
  }
  void release() const {
    ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
    commit();
  }
  void edit() const { project_.write("migrations/0002_trim.data.sql", step("ltrim(name)")); }
  ChildResult amend(const std::string& name = "0002_trim",
                    const std::string& reason = "it cut too much") const {
    return project_.schemake({"amend", name, "--reason", reason});
  }

  const std::string plan_ = "migrations/0002_trim.sqlite.cpp";
};

TEST_F(Amend, TakesTheEditedDataStep) {
  release();
  edit();
  EXPECT_THAT(project_.schemake({"check"}).said,
              AllOf(HasSubstr("schemake amend 0002_trim --reason"),
                    Not(HasSubstr("are not those of its record"))));
  const std::string id = project_.read("migrations/0002_trim.jsonl").substr(0, 90);
  const ChildResult result = amend();
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, AllOf(HasSubstr("amended 0002_trim"), HasSubstr("by a new revision")));
  EXPECT_THAT(project_.read(plan_), HasSubstr("= ltrim(name)"));
  const std::string written = project_.read("migrations/0002_trim.jsonl");
  EXPECT_EQ(written.substr(0, 90), id);
  EXPECT_THAT(written,
              AllOf(HasSubstr("\"reason\":\"it cut too much\""),
                    HasSubstr(" 0002_trim.sqlite.cpp\""), HasSubstr(" 0002_trim.data.sql\"")));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  EXPECT_EQ(project_.schemake({"check", "--base", "work"}, kGitEnvironment).code, 0);
  // And once more.
  project_.write("migrations/0002_trim.data.sql", step("rtrim(name)"));
  ASSERT_EQ(amend("0002", "again").code, 0);
  EXPECT_THAT(project_.schemake({"show", "0002"}).said,
              EndsWith("amended after its release: it cut too much\n"
                       "amended after its release: again\n"));
  record("email", "text?");
}

TEST_F(Amend, ReachesWhatLeadsOverIt) {
  record("email", "text?");
  record("web", "text?");
  ASSERT_EQ(project_.schemake({"squash", "0001_start..", "--with-data"}).code, 0);
  release();
  edit();
  ASSERT_EQ(amend().code, 0);
  for (const std::string& name : project_.migrations()) {
    if (name.find(".squash_") == std::string::npos) continue;
    EXPECT_THAT(project_.read("migrations/" + name), HasSubstr("= ltrim(name)"));
  }
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  EXPECT_EQ(project_.schemake({"check", "--base", "work"}, kGitEnvironment).code, 0);
}

TEST_F(Amend, IsForReleasedRevisions) {
  const ChildResult result = amend();
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.said, AllOf(HasSubstr("in no release"), HasSubstr("`schemake reopen`")));
}

TEST_F(Amend, SaysWhenThereIsNothingToAmend) {
  release();
  const std::string before = project_.snapshot();
  const ChildResult result = amend();
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.said, HasSubstr("nothing to amend: 0002_trim would be planned as it is"));
  EXPECT_EQ(amend("0002_trim", " ").code, 2);
  EXPECT_EQ(project_.snapshot(), before);
}

TEST_F(Amend, WritesNothingWhereTheStepDoesNotWork) {
  release();
  project_.write("migrations/0002_trim.data.sql", step("nothing(name)"));
  const std::string before = project_.snapshot();
  const ChildResult result = amend();
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("0002_trim.data.sql:2"));
  EXPECT_EQ(project_.snapshot(), before);
}

TEST_F(Amend, TakesOneRevisionAtATime) {
  record("email", "text?");
  release();
  edit();
  const ChildResult result = amend("0003_email");
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.said, HasSubstr("the data step of 0002_trim was edited too"));
}

}  // namespace
}  // namespace schemake::testing
