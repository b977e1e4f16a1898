#include <gmock/gmock.h>

#include "child/project_folder.hpp"

// revision, reopen, release and check: the life of a revision.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Words kSync = {"sync", "--schema", "schema.yaml", "--migrations", "migrations"};

class Life : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(project_.schemake(kSync).code, 0); }

  void edit(const std::string& from, const std::string& to) {
    project_.replace("schema.yaml", from, to);
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  }

  // The id of the newest line of `history`.
  std::string head() const { return project_.schemake({"history"}).said.substr(0, 12); }

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

TEST_F(Life, SealingKeepsTheIdAndRenamesTheFiles) {
  const std::string draft = head();
  const ChildResult result = project_.schemake({"revision", "-m", "Add the Authors!"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("recorded 0001_add_the_authors"));
  EXPECT_THAT(project_.migrations(),
              ElementsAre("0001_add_the_authors.jsonl", "0001_add_the_authors.sqlite.cpp",
                          "head.sqlite.cpp", "schemake.sum"));
  EXPECT_EQ(head(), draft);
}

TEST_F(Life, ARevisionNeedsAMessage) {
  expect_refused(2, {"revision"}, "a revision needs a message");
  expect_refused(2, {"revision", "-m", ""}, "a revision needs a message");
  expect_refused(2, {"revision", "-m", " \n"}, "a revision needs a message");
}

TEST_F(Life, AHostileMessageStaysText) {
  const std::string message = "*/ \x1b[31m \xc2\x9b\xe2\x80\xae \" ../.. \\\n#error no";
  ASSERT_EQ(project_.schemake({"revision", "-m", message}).code, 0);
  for (const std::string& name : project_.migrations()) {
    EXPECT_THAT(name, Not(HasSubstr(".."))) << name;
    const std::string text = project_.read("migrations/" + name);
    EXPECT_THAT(text, Not(HasSubstr("\x1b"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("\n#error"))) << name;
  }
  const Words listings[] = {{"history"},
                            {"history", "--json"},
                            {"heads"},
                            {"show", "1", "--sql"},
                            {"show", "1", "--json"},
                            {"review", "1"},
                            {"review", "1", "--html"},
                            {"graph", "1"},
                            {"graph", "1", "--format", "dot"},
                            {"check", "--json"}};
  for (const Words& listing : listings) {
    const std::string said = project_.schemake(listing).said;
    for (const char* acted_on : {"\x1b", "\xc2\x9b", "\xe2\x80\xae"}) {
      EXPECT_THAT(said, Not(HasSubstr(acted_on))) << listing.front() << listing.back();
    }
  }
}

TEST_F(Life, NothingToRecordIsNo) {
  project_.seal("start");
  expect_refused(1, {"revision", "-m", "again"}, "nothing to record");
}

TEST_F(Life, ALossIsAcceptedByItsNameAndRecorded) {
  edit("      name: text\n", "      name: text\n      nickname: text?\n");
  project_.seal("start");
  edit("      nickname: text?\n", "");
  expect_refused(1, {"revision", "-m", "drop"}, "--accept-loss 'author.nickname'");
  expect_refused(2, {"revision", "-m", "drop", "--accept-loss", "author.nickame"},
                 "perhaps: --accept-loss author.nickname");
  const ChildResult sealed =
      project_.schemake({"revision", "-m", "drop", "--accept-loss", "author.nickname"});
  EXPECT_EQ(sealed.code, 0) << sealed.said;
  EXPECT_THAT(project_.read("migrations/0002_drop.jsonl"), HasSubstr("author.nickname"));
  EXPECT_THAT(project_.read("migrations/0002_drop.sqlite.cpp"), HasSubstr("author.nickname"));
}

// Who reads the record sees what was lost, however it was accepted.
TEST_F(Life, AnAsteriskIsRecordedAsTheNames) {
  edit("      name: text\n", "      name: text\n      nickname: text?\n");
  project_.seal("start");
  edit("      nickname: text?\n", "");
  ASSERT_EQ(project_.schemake({"revision", "-m", "drop", "--accept-loss", "*"}).code, 0);
  const std::string record = project_.read("migrations/0002_drop.jsonl");
  EXPECT_THAT(record, AllOf(HasSubstr("\"author.nickname\""), Not(HasSubstr("*"))));
}

TEST_F(Life, ReopenedAndEditedTheFormerSelfLeadsAcross) {
  project_.seal("start");
  const std::string sealed = head();
  const ChildResult reopened = project_.schemake({"reopen"});
  EXPECT_EQ(reopened.code, 0) << reopened.said;
  EXPECT_EQ(head(), sealed);
  EXPECT_THAT(project_.migrations(), Contains("draft.jsonl"));
  edit("      name: text\n", "      name: text\n      email: text?\n");
  EXPECT_NE(head(), sealed);
  project_.seal("start again");
  EXPECT_THAT(project_.read("migrations/0001_start_again.bridge.sqlite.cpp"),
              AllOf(HasSubstr(sealed), HasSubstr("ADD COLUMN \"email\"")));
}

TEST_F(Life, ReopenJoinsADraftUponTheRevision) {
  project_.seal("start");
  const std::string sealed = head();
  edit("      name: text\n", "      name: text\n      email: text?\n");
  const std::string draft = head();
  ASSERT_EQ(project_.schemake({"reopen"}).code, 0);
  const std::string bridges = project_.read("migrations/draft.bridge.jsonl");
  EXPECT_THAT(bridges, AllOf(HasSubstr(sealed), HasSubstr(draft)));
  EXPECT_EQ(project_.schemake({"check"}).code, 1);
}

TEST_F(Life, OnlyWhatIsNotReleasedReopens) {
  expect_refused(1, {"reopen"}, "nothing to reopen");
  project_.seal("start");
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  expect_refused(1, {"reopen"}, "shipped with release 1.0 and never changes");
  edit("      name: text\n", "      name: text\n      email: text?\n");
  expect_refused(1, {"reopen"}, "shipped with release 1.0");
}

TEST_F(Life, AReleaseIsOfRecordedRevisions) {
  expect_refused(1, {"release", "1.0"}, "no revision records");
  project_.seal("start");
  for (const char* name : {"", "1 0", "1\n0", "\x1b[31m"}) {
    expect_refused(2, {"release", name}, "is no name of a release");
  }
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  expect_refused(2, {"release", "1.0"}, "there is a release 1.0 already");
  expect_refused(2, {"release", "1.1"}, "is released already, as 1.0");
  expect_refused(2, {"release", "1.1"}, "record a revision first");
  expect_refused(2, {"show", "base"}, "base is no revision");
  expect_refused(2, {"lint", "draft"}, "there is no draft: nothing is pending");
  EXPECT_THAT(project_.schemake({"history"}).said, HasSubstr("1.0"));
}

TEST_F(Life, CheckIsNoUntilAllIsRecorded) {
  ChildResult result = project_.schemake({"check"});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.said, HasSubstr("schemake revision -m"));
  project_.seal("start");
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  project_.replace("schema.yaml", "name: text", "name: text?");
  result = project_.schemake({"check"});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.said, AllOf(HasSubstr("schemake sync"), HasSubstr("author")));
}

// A comment beside a key is no change of the schema, but CMake compares texts.
TEST_F(Life, CheckAgreesWithCMakeAboutATextThatIsNotNoted) {
  project_.seal("start");
  project_.replace("schema.yaml", "name: text", "name: text  # a comment");
  const ChildResult result = project_.schemake({"check"});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.said, HasSubstr("`schemake sync` notes it"));
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

// The bridges of one release are gone in the next, and their states retired by its name.
TEST_F(Life, BridgesStayForOneRelease) {
  const std::string former = head();
  edit("      name: text\n", "      name: text\n      email: text?\n");
  project_.seal("start");
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  EXPECT_TRUE(project_.has("migrations/0001_start.bridge.sqlite.cpp"));
  edit("      email: text?\n", "      email: text?\n      web: text?\n");
  project_.seal("web");
  ASSERT_EQ(project_.schemake({"release", "1.1"}).code, 0);
  EXPECT_FALSE(project_.has("migrations/0001_start.bridge.sqlite.cpp"));
  EXPECT_FALSE(project_.has("migrations/0001_start.bridge.jsonl"));
  const std::string sum = project_.read("migrations/schemake.sum");
  EXPECT_THAT(sum, HasSubstr("retired " + former));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

}  // namespace
}  // namespace schemake::testing
