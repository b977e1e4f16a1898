#include <gmock/gmock.h>

#include "command/two_branches.hpp"

// merge --data: a data step of one line does not fit the schema of the other, whose databases run
// another one.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const char* const kNothingToUndo = "-- schemake: nothing to undo\n";

std::string step(const std::string& sql) {
  return "-- schemake: upgrade\n" + sql + '\n' + kNothingToUndo;
}

// `work` has trimmed author.name; `main`, checked out and in the midst of git's merge, calls it
// full_name.
class MergeData : public TwoBranches {
 protected:
  void SetUp() override {
    TwoBranches::SetUp();
    ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
    project_.write("migrations/draft.data.sql", step("UPDATE author SET name = trim(name);"));
    ASSERT_EQ(project_.schemake({"revision", "-m", "trim"}).code, 0);
    commit();
    git({"checkout", "-q", "main"});
    project_.replace("schema.yaml", "      name: text\n",
                     "      full_name: {type: text, renamed_from: name}\n");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
    project_.seal("full name");
    commit();
    schema_ = project_.read("schema.yaml");
    git({"merge", "-q", "work"}, 1);
    project_.write("schema.yaml", schema_);
  }
  ChildResult merge(const Words& data) const {
    Words words = {"merge", "0002_trim"};
    for (const std::string& each : data) words.insert(words.end(), {"--data", each});
    return project_.schemake(words);
  }
  void merge_with_file() const {
    project_.write("trim.sql", step("UPDATE author SET full_name = trim(full_name);"));
    const ChildResult result = merge({"0002_full_name=trim.sql"});
    ASSERT_EQ(result.code, 0) << result.said;
    commit();
  }
  void add(const std::string& column) const {
    project_.replace("schema.yaml",
                     "      full_name:", "      " + column + ": text?\n      full_name:");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
    project_.seal(column);
  }
  // The file of a way to the merge, other than its source from the first parent, that ends so.
  std::string file(const std::string& end) const {
    for (const std::string& name : project_.migrations()) {
      if (name.starts_with("0003_merge_trim.from_") && name.ends_with(end)) {
        return "migrations/" + name;
      }
    }
    return "no file *" + end;
  }
  void expect_refused(const Words& data, const std::string& what, const std::string& advice) const {
    const std::string before = project_.snapshot();
    const ChildResult result = merge(data);
    EXPECT_EQ(result.code, 2) << result.said;
    EXPECT_THAT(result.said, AllOf(HasSubstr(what), HasSubstr(advice)));
    EXPECT_EQ(project_.snapshot(), before);
  }

  std::string schema_;
};

TEST_F(MergeData, IsAdvisedWhereAStepDoesNotFit) {
  expect_refused(
      {}, "0002_trim.data.sql:2:1: error: ",
      "where databases at 0002_full_name need another data step, write it into a file of "
      "its own: schemake merge --data 0002_full_name=FILE.sql");
}

TEST_F(MergeData, RunsInsteadOfTheOtherLinesSteps) {
  merge_with_file();
  // The way from 0002_full_name, the first parent, has the new step alone.
  EXPECT_THAT(project_.read("migrations/0003_merge_trim.sqlite.cpp"),
              AllOf(HasSubstr("full_name = trim(full_name)"), Not(HasSubstr("SET name ="))));
  EXPECT_THAT(project_.read(file(".data.sql")), HasSubstr("full_name = trim(full_name)"));
  // That from 0002_trim moves no data.
  EXPECT_THAT(project_.read(file(".sqlite.cpp")),
              AllOf(HasSubstr("RENAME COLUMN"), Not(HasSubstr("trim("))));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  EXPECT_EQ(project_.schemake({"check", "--base", "work"}, kGitEnvironment).code, 0);
  EXPECT_THAT(project_.schemake({"review", "0003"}).said,
              HasSubstr("UPDATE author SET full_name = trim(full_name)"));
  // Revisions go on from there, and carry the files to the byte.
  add("email");
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

TEST_F(MergeData, IsGuardedLikeOtherDataSteps) {
  merge_with_file();
  project_.write(file(".data.sql"), step("UPDATE author SET full_name = '';"));
  EXPECT_THAT(project_.schemake({"check"}).said, HasSubstr("the file was edited"));
  ASSERT_EQ(project_.schemake({"sync"}).code, 2);
}

TEST_F(MergeData, IsAmended) {
  merge_with_file();
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  project_.write(file(".data.sql"), step("UPDATE author SET full_name = rtrim(full_name);"));
  const ChildResult result =
      project_.schemake({"amend", "0003_merge_trim", "--reason", "it cut too much"});
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(project_.read("migrations/0003_merge_trim.sqlite.cpp"),
              HasSubstr("full_name = rtrim(full_name)"));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

// Both ways are told, with where they come from.
TEST_F(MergeData, IsReviewedFromEachParent) {
  merge_with_file();
  const std::string said = project_.schemake({"review", "0003"}).said;
  EXPECT_THAT(said, AllOf(HasSubstr("of databases at `0002_trim`"),
                          HasSubstr("sqlite: upgrade from 0002_full_name, "),
                          HasSubstr("sqlite: upgrade from 0002_trim, "),
                          HasSubstr("sqlite: downgrade to 0002_trim, "),
                          HasSubstr("- from 0002\\_trim: yes"),
                          HasSubstr("; brings together `0002_full_name` and `0002_trim`."),
                          Not(HasSubstr("Not shown"))));
  EXPECT_THAT(said, Not(HasSubstr("Read these files themselves")));
}

// Whoever passes the merge by a short way would run a step that does not fit, or none.
TEST_F(MergeData, IsNotSquashedOver) {
  merge_with_file();
  add("email");
  add("web");
  const std::string before = project_.snapshot();
  const ChildResult over = project_.schemake({"squash", "0001_start..", "--with-data"});
  EXPECT_EQ(over.code, 2) << over.said;
  EXPECT_THAT(over.said, AllOf(HasSubstr("leads past 0003_merge_trim"),
                               HasSubstr("let the range begin or end there")));
  EXPECT_EQ(project_.snapshot(), before);
  const ChildResult behind = project_.schemake({"squash", "0003_merge_trim.."});
  EXPECT_EQ(behind.code, 0) << behind.said;
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

TEST_F(MergeData, RefusesWhatItCannotTake) {
  project_.write("trim.sql", step("UPDATE author SET full_name = trim(full_name);"));
  project_.write("empty.sql", "-- nothing here\n");
  project_.write("open.sql", "-- schemake: upgrade\nDELETE FROM author;\n");
  project_.write("bad.sql", step("CREATE TABLE t(x);"));
  expect_refused({"0002_full_name"}, "says no file", "write --data REVISION=FILE");
  expect_refused({"0002_nosuch=trim.sql"}, "there is no revision \"0002_nosuch\"", "0002_trim");
  expect_refused({"0001_start=trim.sql"}, "0001_start is none of the two heads",
                 "write 0002_full_name or 0002_trim");
  expect_refused({"0002_full_name=trim.sql", "0002_full_name=open.sql"},
                 "--data names 0002_full_name twice", "into one file");
  expect_refused({"0002_full_name=nosuch.sql"}, "nosuch.sql cannot be read", "name a file");
  expect_refused({"0002_full_name=trim.cpp"}, "--data takes SQL", "ends in .sql");
  expect_refused({"0002_full_name=empty.sql"}, "empty.sql holds no statement", "upgrade");
  expect_refused({"0002_full_name=open.sql"}, "does not say how it is undone", "downgrade");
  expect_refused({"0002_full_name=bad.sql"}, "bad.sql:2:1: error: a data step may not hold CREATE",
                 "schema file");
}

}  // namespace
}  // namespace schemake::testing
