#include <gmock/gmock.h>

#include "child/project_folder.hpp"

// Data steps: put down, written, proven, drafted, sealed and reopened.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const Words kSync = {"sync", "--schema", "schema.yaml", "--migrations", "migrations"};

const char* const kSplit =
    "-- schemake: upgrade\n"
    "UPDATE author SET first = substr(name, 1, instr(name, ' ') - 1),\n"
    "  last = substr(name, instr(name, ' ') + 1);\n"
    "-- schemake: downgrade\n"
    "UPDATE author SET name = first || ' ' || last;\n";

// A project whose first revision is sealed.
class DataSteps : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(project_.schemake(kSync).code, 0);
    project_.seal("start");
  }

  // Splits the name of an author into two.
  void split_name() {
    project_.replace("schema.yaml", kNameColumn, "      first: text\n      last: text\n");
  }

  ChildResult sync() { return project_.schemake({"sync"}); }
  std::string draft() { return project_.read("migrations/draft.sqlite.cpp"); }

  // Refused with `code`, in these words, and nothing was written.
  void expect_refused(int code, const Words& words, const std::string& said) {
    const std::string before = project_.snapshot();
    const ChildResult result = project_.schemake(words);
    EXPECT_EQ(result.code, code) << result.said;
    EXPECT_THAT(result.said, HasSubstr(said));
    EXPECT_EQ(project_.snapshot(), before);
  }

  ProjectFolder project_;
};

TEST_F(DataSteps, StandBetweenWhatAddsAndWhatDrops) {
  split_name();
  ASSERT_EQ(sync().code, 0);
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  project_.write("migrations/draft.data.sql", kSplit);
  const ChildResult synced = sync();
  EXPECT_EQ(synced.code, 0) << synced.said;
  EXPECT_THAT(synced.said, Not(HasSubstr("nothing says what existing rows get")));
  const std::string plan = draft();
  const std::size_t added = plan.find("ADD COLUMN \"first\" TEXT;");
  const std::size_t moved = plan.find("data(\"draft.data.sql\", Fresh::skip,");
  const std::size_t guarded = plan.find("author.first becomes NOT NULL");
  ASSERT_NE(added, std::string::npos) << plan;
  ASSERT_NE(moved, std::string::npos) << plan;
  ASSERT_NE(guarded, std::string::npos) << plan;
  EXPECT_LT(added, moved);
  EXPECT_LT(moved, guarded);
  EXPECT_THAT(plan, HasSubstr("//   draft.data.sql\n//     moves data as this file says"));
  EXPECT_THAT(project_.read("migrations/head.sqlite.cpp"), Not(HasSubstr("draft.data.sql")));
}

TEST_F(DataSteps, AreSealedWithTheirRevisionAndReopened) {
  split_name();
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  project_.write("migrations/draft.data.sql", kSplit);
  ASSERT_EQ(sync().code, 0);
  EXPECT_THAT(project_.read("migrations/schemake.sum"), HasSubstr(" draft.data.sql\n"));
  EXPECT_EQ(project_.schemake({"revision", "-m", "split"}).code, 1);
  const ChildResult sealed =
      project_.schemake({"revision", "-m", "split", "--accept-loss", "author.name"});
  ASSERT_EQ(sealed.code, 0) << sealed.said;
  EXPECT_EQ(project_.read("migrations/0002_split.data.sql"), kSplit);
  EXPECT_FALSE(project_.has("migrations/draft.data.sql"));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  EXPECT_THAT(project_.schemake({"show", "--sql"}).said, HasSubstr("substr(name, 1"));
  const ChildResult reopened = project_.schemake({"reopen"});
  ASSERT_EQ(reopened.code, 0) << reopened.said;
  EXPECT_EQ(project_.read("migrations/draft.data.sql"), kSplit);
  EXPECT_THAT(project_.migrations(), Not(Contains("0002_split.data.sql")));
  EXPECT_EQ(sync().said.find("wrote"), std::string::npos);
}

TEST_F(DataSteps, SurviveEveryRefreshOfTheDraft) {
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  project_.write("migrations/draft.data.sql",
                 "-- schemake: upgrade\nUPDATE author SET name = trim(name);\n"
                 "-- schemake: nothing to undo\n");
  ASSERT_EQ(sync().code, 0);
  project_.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + "      born: date?\n");
  ASSERT_EQ(sync().code, 0);
  EXPECT_THAT(draft(), AllOf(HasSubstr("trim(name)"), HasSubstr("ADD COLUMN \"born\"")));
  // A database at the former self has run it already.
  EXPECT_THAT(project_.read("migrations/draft.bridge.sqlite.cpp"),
              AllOf(HasSubstr("ADD COLUMN \"born\""), Not(HasSubstr("trim(name)"))));
}

TEST_F(DataSteps, MayBeAllOfARevision) {
  const ChildResult put = project_.schemake({"revision", "-m", "trim names", "--data", "sql"});
  ASSERT_EQ(put.code, 0) << put.said;
  EXPECT_THAT(put.said, HasSubstr("write the data step into migrations/draft.data.sql"));
  EXPECT_EQ(project_.schemake({"check"}).code, 1);
  expect_refused(1, {"revision"}, "draft.data.sql holds no statement to upgrade with");
  project_.write("migrations/draft.data.sql",
                 "-- schemake: upgrade\nUPDATE author SET name = trim(name);\n");
  const ChildResult unsaid = sync();
  EXPECT_THAT(unsaid.said, HasSubstr("draft.data.sql does not say how it is undone"));
  expect_refused(1, {"revision"}, "draft.data.sql does not say how it is undone");
  project_.write("migrations/draft.data.sql",
                 "-- schemake: upgrade\nUPDATE author SET name = trim(name);\n"
                 "-- schemake: irreversible the blanks are gone\n");
  const ChildResult sealed = project_.schemake({"revision"});
  ASSERT_EQ(sealed.code, 0) << sealed.said;
  EXPECT_THAT(sealed.said, HasSubstr("recorded 0002_trim_names"));
  EXPECT_THAT(project_.read("migrations/0002_trim_names.sqlite.cpp"),
              AllOf(HasSubstr("//   no: the blanks are gone"),
                    HasSubstr("/*irreversible*/ \"the blanks are gone\"")));
}

TEST_F(DataSteps, AMistakeIsShownAtItsLineAndNothingIsWritten) {
  split_name();
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  const std::string wrong =
      "-- schemake: upgrade\nUPDATE author SET first = '', last = '';\n"
      "  UPDATE author SET frist = name;\n-- schemake: nothing to undo\n";
  project_.write("migrations/draft.data.sql", wrong);
  expect_refused(2, {"sync"},
                 "draft.data.sql:3:3: error: the data step does not work in the "
                 "upgrade: SQLite says: no such column: frist");
}

const char* const kFound =
    "virtual_tables:\n  found: {module: fts5, arguments: \"name, content='author', "
    "content_rowid='id'\"}\n";

// `of`: which updates it follows, as a line of YAML says.
std::string trigger(const std::string& of) {
  return "triggers:\n  found_new: {table: author, timing: after, event: update, " + of +
         "sql: \"INSERT INTO found(found, rowid, name) VALUES ('delete', old.id, old.name); "
         "INSERT INTO found(rowid, name) VALUES (new.id, new.name);\"}\n";
}

// Its trigger is another one behind the step, and away for as long as that runs.
TEST_F(DataSteps, LeaveNoIndexOfTextBehind) {
  const std::string schema = project_.read("schema.yaml");
  project_.write("schema.yaml", schema + kFound + trigger(""));
  project_.seal("found");
  project_.write("schema.yaml", schema + kFound + trigger("update_of: [name], "));
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  project_.write("migrations/draft.data.sql",
                 "-- schemake: upgrade\nUPDATE author SET name = 'the ' || name;\n"
                 "-- schemake: downgrade\nUPDATE author SET name = substr(name, 5);\n");
  const ChildResult synced = sync();
  EXPECT_EQ(synced.code, 0) << synced.said;
  const std::string plan = draft();
  const std::size_t moved = plan.find("data(\"draft.data.sql\"");
  EXPECT_NE(plan.find("VALUES ('rebuild')", moved), std::string::npos) << plan;
}

TEST_F(DataSteps, ThatAnIndexOfTextDoesNotLearnOfAreAMistake) {
  project_.write("schema.yaml", project_.read("schema.yaml") + kFound);
  project_.seal("found");
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  const std::string step = "-- schemake: upgrade\nUPDATE author SET name = 'the ' || name;\n";
  const std::string rest = "-- schemake: nothing to undo\n";
  project_.write("migrations/draft.data.sql", step + rest);
  expect_refused(2, {"sync"}, "the index of found does not agree with its rows");
  project_.write("migrations/draft.data.sql",
                 step + "INSERT INTO found(found) VALUES ('rebuild');\n" + rest);
  const ChildResult synced = sync();
  EXPECT_EQ(synced.code, 0) << synced.said;
}

TEST_F(DataSteps, ThatWouldWriteIntoAFreshDatabaseAsk) {
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  const std::string insert =
      "-- schemake: upgrade\nINSERT INTO author (name) VALUES ('nobody');\n"
      "-- schemake: downgrade\nDELETE FROM author WHERE name = 'nobody';\n";
  project_.write("migrations/draft.data.sql", insert);
  expect_refused(2, {"sync"},
                 "draft.data.sql:2:1: error: draft.data.sql writes rows where there "
                 "are none yet");
  project_.write("migrations/draft.data.sql", insert + "-- schemake: fresh skip\n");
  ASSERT_EQ(sync().code, 0);
  EXPECT_THAT(draft(), HasSubstr("Fresh::skip"));
  project_.write("migrations/draft.data.sql", insert + "-- schemake: fresh run\n");
  ASSERT_EQ(sync().code, 0);
  EXPECT_THAT(draft(), HasSubstr("Fresh::run"));
}

TEST_F(DataSteps, BreakOlderBinariesUnlessTheySayOtherwise) {
  const std::string trim =
      "-- schemake: upgrade\nUPDATE author SET name = trim(name);\n-- schemake: nothing to undo\n";
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  project_.write("migrations/draft.data.sql", trim);
  ASSERT_EQ(sync().code, 0);
  EXPECT_THAT(draft(), HasSubstr("/*breaks*/ true"));
  project_.write("migrations/draft.data.sql", trim + "-- schemake: compatible\n");
  ASSERT_EQ(sync().code, 0);
  EXPECT_THAT(draft(), HasSubstr("/*breaks*/ false"));
}

TEST_F(DataSteps, InCppAreCalledByName) {
  ASSERT_EQ(project_.schemake({"data", "cpp"}).code, 0);
  const std::string text = project_.read("migrations/draft.data.cpp");
  const std::size_t begin = text.find("::data_") + 2;
  const std::string space = text.substr(begin, text.find(' ', begin) - begin);
  EXPECT_THAT(draft(),
              AllOf(HasSubstr("namespace " + space + " { void upgrade(schemake::Data&); }"),
                    HasSubstr("data(\"draft.data.cpp\", Fresh::skip, " + space + "::upgrade)"),
                    HasSubstr(space + "::downgrade)")));
}

TEST_F(DataSteps, TheFileIsRemovedToGoWithout) {
  const std::string before = project_.snapshot();
  ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
  expect_refused(1, {"data", "sql"}, "there is draft.data.sql already");
  expect_refused(2, {"data", "python"}, "python");
  expect_refused(2, {"data"}, "data needs LANGUAGE");
  std::filesystem::remove(project_.root() / "migrations/draft.data.sql");
  ASSERT_EQ(sync().code, 0);
  EXPECT_EQ(project_.snapshot(), before);
}

}  // namespace
}  // namespace schemake::testing
