#include <gmock/gmock.h>

#include "child/git.hpp"
#include "integration/consumer.hpp"

// Two branches of one repository, their applications built and run on databases of either.

namespace schemake::testing {
namespace {

using ::testing::HasSubstr;

constexpr const char* kTakeBack = "  options.ahead = schemake::Ahead::take_back;\n";

constexpr const char* kOptions = "  schemake::Options options;\n";

class Branches : public ::testing::Test {
 protected:
  void SetUp() override {
    consumer_.write(".gitignore", "build/\n*.db*\n");
    consumer_.replace("main.cpp", kTakeBack, "");  // refuse, as is the default
    consumer_.make(quick_arguments());
    consumer_.seal("start");
    git({"init", "-q", "-b", "main"});
    commit();
    git({"checkout", "-q", "-b", "work"});
  }

  void git(const Words& words, int code = 0) const { run_git(consumer_.root(), words, code); }
  void commit() const {
    git({"add", "-A"});
    git({"commit", "-q", "-m", "work"});
  }

  // Columns of author, beside its id and name.
  void write_columns(const std::string& columns) const {
    consumer_.write("schema.yaml", kSchema);
    consumer_.replace("schema.yaml", kNameColumn, kNameColumn + columns);
  }
  void record(const std::string& columns, const std::string& message) const {
    write_columns(columns);
    ASSERT_EQ(consumer_.schemake({"sync"}).code, 0);
    consumer_.seal(message);
  }

  // Builds the application of what is checked out, and runs it on a database.
  ChildResult launch(const std::string& database) const {
    consumer_.make();
    return consumer_.run(database);
  }

  Consumer consumer_;
};

TEST_F(Branches, ThatWereBothReleasedAreMerged) {
  record("      email: text?\n", "email");
  ASSERT_EQ(consumer_.schemake({"release", "1.0.1"}).code, 0);
  commit();
  ASSERT_EQ(launch("hotfix.db").code, 0);
  consumer_.query("INSERT INTO author (name, email) VALUES ('Ada', 'ada@example.org')",
                  "hotfix.db");
  git({"checkout", "-q", "main"});
  record("      born: integer?\n", "born");
  ASSERT_EQ(consumer_.schemake({"release", "1.1"}).code, 0);
  commit();
  ASSERT_EQ(launch("main.db").code, 0);
  consumer_.query("INSERT INTO author (name, born) VALUES ('Alan', 1912)", "main.db");
  // The one does not know where the other stands.
  const ChildResult ahead = launch("hotfix.db");
  EXPECT_NE(ahead.code, 0);
  EXPECT_THAT(ahead.said, HasSubstr("1.0.1"));
  git({"merge", "-q", "work"}, 1);
  write_columns("      born: integer?\n      email: text?\n");
  const ChildResult merged = consumer_.schemake({"merge", "-m", "both"});
  ASSERT_EQ(merged.code, 0) << merged.said;
  commit();
  for (const char* database : {"hotfix.db", "main.db", "fresh.db"}) {
    const ChildResult ran = launch(database);
    ASSERT_EQ(ran.code, 0) << ran.said;
    EXPECT_EQ(consumer_.query("SELECT group_concat(name, ',') FROM (SELECT name FROM "
                              "pragma_table_info('author') ORDER BY name)",
                              database),
              "born,email,id,name\n");
    EXPECT_THAT(consumer_.schemake({"verify", database}).code, 0);
  }
  EXPECT_EQ(consumer_.query("SELECT name, email, born FROM author", "hotfix.db"),
            "Ada|ada@example.org|\n");
  EXPECT_EQ(consumer_.query("SELECT name, email, born FROM author", "main.db"), "Alan||1912\n");
}

// Two people, each with a clone. Whoever pushes later moves; both databases go on.
TEST_F(Branches, OfTwoClonesAreRebasedAndKeepWhatWasEntered) {
  git({"checkout", "-q", "main"});
  const std::filesystem::path origin = consumer_.root().parent_path() / "origin.git";
  git({"clone", "-q", "--bare", ".", origin.string()});
  git({"remote", "add", "origin", origin.string()});
  git({"fetch", "-q", "origin"});
  git({"remote", "set-head", "origin", "main"});
  const Consumer theirs("theirs");
  std::filesystem::remove_all(theirs.root());
  git({"clone", "-q", origin.string(), theirs.root().string()});

  write_columns("      email: text?\n");
  ASSERT_EQ(launch("mine.db").code, 0);
  consumer_.query("INSERT INTO author (name, email) VALUES ('Ada', 'ada@example.org')", "mine.db");
  consumer_.seal("email");
  commit();
  theirs.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + "      born: integer?\n");
  theirs.make(quick_arguments());
  theirs.seal("born");
  theirs.make();
  ASSERT_EQ(theirs.run("theirs.db").code, 0);
  theirs.query("INSERT INTO author (name, born) VALUES ('Alan', 1912)", "theirs.db");
  run_git(theirs.root(), {"add", "-A"});
  run_git(theirs.root(), {"commit", "-q", "-m", "born"});
  run_git(theirs.root(), {"push", "-q"});

  git({"pull", "-q", "--no-rebase", "origin", "main"}, 1);
  write_columns("      born: integer?\n      email: text?\n");
  const ChildResult rebased = consumer_.schemake({"rebase"}, kGitEnvironment);
  ASSERT_EQ(rebased.code, 0) << rebased.said;
  EXPECT_THAT(rebased.said, HasSubstr("put 0003_email on top of 0002_born"));
  commit();
  EXPECT_EQ(consumer_.schemake({"check", "--base", "origin/main"}, kGitEnvironment).code, 0);
  const ChildResult ran = launch("mine.db");
  ASSERT_EQ(ran.code, 0) << ran.said;
  EXPECT_EQ(consumer_.query("SELECT name, email, born FROM author", "mine.db"),
            "Ada|ada@example.org|\n");
  EXPECT_EQ(consumer_.schemake({"verify", "mine.db"}).code, 0);
  git({"push", "-q", "origin", "main"});

  run_git(theirs.root(), {"pull", "-q", "--ff-only"});
  theirs.make();
  const ChildResult followed = theirs.run("theirs.db");
  ASSERT_EQ(followed.code, 0) << followed.said;
  EXPECT_EQ(theirs.query("SELECT name, email, born FROM author", "theirs.db"), "Alan||1912\n");
}

// A reviewer asked for another name: databases that have the revision as it was follow by a bridge.
TEST_F(Branches, ReopenWhatAReviewerWantsOtherwise) {
  record("      email: text?\n", "email");
  ASSERT_EQ(launch("tester.db").code, 0);
  consumer_.query("INSERT INTO author (name, email) VALUES ('Ada', 'ada@example.org')",
                  "tester.db");
  ASSERT_EQ(consumer_.schemake({"reopen"}).code, 0);
  record("      mail: {type: \"text?\", renamed_from: email}\n", "mail");
  ASSERT_EQ(consumer_.schemake({"release", "1.0"}).code, 0);
  for (const char* database : {"tester.db", "fresh.db"}) {
    const ChildResult ran = launch(database);
    ASSERT_EQ(ran.code, 0) << ran.said;
    EXPECT_EQ(consumer_.schemake({"verify", database}).code, 0);
  }
  EXPECT_EQ(consumer_.query("SELECT name, mail FROM author", "tester.db"), "Ada|ada@example.org\n");
  EXPECT_EQ(consumer_.schemake({"reopen"}).code, 1) << "it was released";
}

// A released data step is mended: who has passed it stays, who comes later runs it as it is now.
TEST_F(Branches, MendAReleasedDataStep) {
  const auto step = [](const std::string& value) {
    return "-- schemake: upgrade\nUPDATE author SET name = " + value +
           ";\n-- schemake: nothing to undo\n";
  };
  for (const char* database : {"early.db", "late.db"}) {
    ASSERT_EQ(launch(database).code, 0);
    consumer_.query("INSERT INTO author (name) VALUES (' Ada ')", database);
  }
  ASSERT_EQ(consumer_.schemake({"data", "sql"}).code, 0);
  consumer_.write("migrations/draft.data.sql", step("trim(name)"));
  consumer_.seal("trim");
  ASSERT_EQ(consumer_.schemake({"release", "1.0"}).code, 0);
  commit();
  ASSERT_EQ(launch("early.db").code, 0);
  git({"checkout", "-q", "-b", "mend"});
  consumer_.write("migrations/0002_trim.data.sql", step("ltrim(name)"));
  const ChildResult amended =
      consumer_.schemake({"amend", "0002_trim", "--reason", "it cut too much"});
  ASSERT_EQ(amended.code, 0) << amended.said;
  commit();
  EXPECT_EQ(consumer_.schemake({"check", "--base", "work"}, kGitEnvironment).code, 0);
  for (const char* database : {"early.db", "late.db"}) {
    const ChildResult ran = launch(database);
    EXPECT_EQ(ran.code, 0) << ran.said;
    EXPECT_EQ(consumer_.schemake({"verify", database}).code, 0);
  }
  EXPECT_EQ(consumer_.query("SELECT quote(name) FROM author", "early.db"), "'Ada'\n");
  EXPECT_EQ(consumer_.query("SELECT quote(name) FROM author", "late.db"), "'Ada '\n");
}

// A developer's build takes back the draft of the branch that was left.
TEST_F(Branches, ThatAreSwitchedTakeTheDraftBack) {
  write_columns("      email: text?\n");
  ASSERT_EQ(launch("test.db").code, 0);
  consumer_.query("INSERT INTO author (name, email) VALUES ('Ada', 'ada@example.org')");
  commit();
  git({"checkout", "-q", "main"});
  const ChildResult ran = launch("test.db");
  ASSERT_EQ(ran.code, 0) << ran.said;
  EXPECT_EQ(consumer_.query("SELECT * FROM author"), "1|Ada\n");
  git({"checkout", "-q", "work"});
  ASSERT_EQ(launch("test.db").code, 0);
  EXPECT_EQ(consumer_.query("SELECT name, email FROM author"), "Ada|\n");
}

// What was recorded is not taken back by the by: the program says what stands there.
TEST_F(Branches, ThatAreSwitchedKeepWhatWasRecorded) {
  record("      email: text?\n", "email");
  commit();
  ASSERT_EQ(launch("test.db").code, 0);
  git({"checkout", "-q", "main"});
  const ChildResult ran = launch("test.db");
  EXPECT_NE(ran.code, 0);
  EXPECT_THAT(ran.said, HasSubstr("0002_email"));
  // Unless the application wants it to be.
  consumer_.replace("main.cpp", kOptions, std::string(kOptions) + kTakeBack);
  const ChildResult taken = launch("test.db");
  EXPECT_EQ(taken.code, 0) << taken.said;
  EXPECT_THAT(taken.said, HasSubstr("back 0002_email"));
}

// Where a squash begins the short way is taken, and within it the old one, as long as that is
// there.
TEST_F(Branches, ThatAreSquashedLeadDatabasesOfEveryAge) {
  ASSERT_EQ(launch("first.db").code, 0);
  record("      email: text?\n", "email");
  ASSERT_EQ(launch("second.db").code, 0);
  consumer_.query("INSERT INTO author (name, email) VALUES ('Ada', 'ada@example.org')",
                  "second.db");
  consumer_.query("VACUUM INTO 'left.db'", "second.db");
  record("      email: text?\n      web: text?\n", "web");
  record("      email: text?\n      web: text?\n      born: integer?\n", "born");
  ASSERT_EQ(consumer_.schemake({"release", "1.0"}).code, 0);
  ASSERT_EQ(consumer_.schemake({"squash", "0001_start.."}).code, 0);
  EXPECT_THAT(launch("first.db").said, HasSubstr("walked 0004_born"));
  EXPECT_EQ(consumer_.query("SELECT count(*) FROM schemake_history", "first.db"), "2\n");
  EXPECT_EQ(launch("second.db").said, "walked 0003_web\nwalked 0004_born\n");
  EXPECT_EQ(consumer_.query("SELECT email FROM author", "second.db"), "ada@example.org\n");
  const ChildResult dropped = consumer_.schemake({"squash", "0001_start..", "--drop-old"});
  ASSERT_EQ(dropped.code, 0) << dropped.said;
  const ChildResult refused = launch("left.db");
  EXPECT_NE(refused.code, 0);
  EXPECT_THAT(refused.said, HasSubstr("1.0"));
  EXPECT_EQ(launch("second.db").code, 0);
  EXPECT_EQ(launch("fresh.db").code, 0);
}

}  // namespace
}  // namespace schemake::testing
