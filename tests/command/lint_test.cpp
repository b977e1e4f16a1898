#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "child/project_folder.hpp"

// lint: what to think about before a change ships.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const Words kSync = {"sync", "--schema", "schema.yaml", "--migrations", "migrations"};

class Lint : public ::testing::Test {
 protected:
  void SetUp() override {
    project_.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + kNick);
    ASSERT_EQ(project_.schemake(kSync).code, 0);
    project_.seal("start");
  }

  void drop_nick() { project_.replace("schema.yaml", kNick, ""); }
  void configure(const std::string& settings) {
    project_.replace("schema.yaml", "catalog: library\n", "catalog: library\n" + settings);
  }

  static constexpr const char* kNick = "      nick: text?\n";
  ProjectFolder project_;
};

TEST_F(Lint, SaysThatNothingIsPending) {
  const ChildResult result = project_.schemake({"lint"});
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.said, "nothing is pending: nothing to say\n");
}

TEST_F(Lint, ShowsWhatIsPendingAtItsLineAndWritesNothing) {
  drop_nick();
  const std::string before = project_.snapshot();
  const ChildResult result = project_.schemake({"lint"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("schema.yaml:5:3: warning: author.nick: drops the column and its "
                              "values [data-loss]\n      author:\n      ^\n"),
                    HasSubstr("binaries of the revision before may fail on it [breaks-release]"),
                    HasSubstr("the pending change: 2 warnings, 1 note\n")));
  EXPECT_EQ(project_.snapshot(), before);
}

TEST_F(Lint, AnErrorIsNo) {
  drop_nick();
  configure("lint: {data-loss: error}\n");
  const ChildResult result = project_.schemake({"lint"});
  EXPECT_EQ(result.code, 1) << result.said;
  EXPECT_THAT(result.said, AllOf(HasSubstr(": error: author.nick: drops the column"),
                                 HasSubstr("the pending change: 1 error, 1 warning, 1 note\n")));
}

TEST_F(Lint, WhatIsSilencedIsCountedAndListedAsJson) {
  drop_nick();
  configure("lint:\n  data-loss: {level: off, reason: \"nobody used it\"}\n");
  const ChildResult text = project_.schemake({"lint"});
  EXPECT_EQ(text.code, 0) << text.said;
  EXPECT_THAT(text.said, AllOf(Not(HasSubstr("[data-loss]")),
                               HasSubstr("the pending change: 1 warning, 1 note, 1 silenced\n")));
  const auto json = nlohmann::json::parse(project_.schemake({"lint", "--json"}).said);
  EXPECT_EQ(json["revision"], nullptr);
  EXPECT_EQ(json["ok"], true);
  const auto& finding = json["findings"][0];
  EXPECT_EQ(finding["rule"], "data-loss");
  EXPECT_EQ(finding["level"], "off");
  EXPECT_EQ(finding["object"], "author.nick");
  EXPECT_EQ(finding["line"], 7);
  EXPECT_EQ(finding["reason"], "nobody used it");
}

TEST_F(Lint, OneTableIsSilencedAlone) {
  project_.replace("schema.yaml", "  author:\n",
                   "  author:\n    lint: {no-primary-key: {level: off, reason: \"a list\"}}\n");
  project_.write("schema.yaml", project_.read("schema.yaml") +
                                    "  pile:\n"
                                    "    lint: {no-primary-key: {level: off, reason: \"a list\"}}\n"
                                    "    columns: {a: text}\n"
                                    "  heap: {columns: {a: text}}\n");
  EXPECT_THAT(project_.schemake({"lint"}).said,
              AllOf(HasSubstr("heap has no primary key"), Not(HasSubstr("pile has no")),
                    HasSubstr("the pending change: 1 note, 1 silenced\n")));
}

TEST_F(Lint, ASilencedRuleNeedsAReason) {
  configure("lint: {scan: off}\n");
  const ChildResult result = project_.schemake({"lint"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("schema.yaml:3:14: error: \"scan\" is silenced without a reason"),
                    HasSubstr("write: scan: {level: off, reason: \"...\"}")));
}

TEST_F(Lint, AnUnknownRuleIsNamedWithTheNearest) {
  configure("lint: {data-los: note}\n");
  const ChildResult result = project_.schemake({"lint"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("3:8: error: lint has no rule \"data-los\""),
                                 HasSubstr("did you mean \"data-loss\"?")));
}

TEST_F(Lint, SettingsAreNoChangeOfTheSchema) {
  configure("lint: {scan: warning}\n");
  EXPECT_THAT(project_.schemake({"diff"}).said, HasSubstr("no change"));
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_FALSE(project_.has("migrations/draft.jsonl"));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

TEST_F(Lint, ARevisionIsNamed) {
  drop_nick();
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("drop");
  configure("lint: {data-loss: error}\n");
  const ChildResult accepted = project_.schemake({"lint", "head"});
  EXPECT_EQ(accepted.code, 0) << accepted.said;
  EXPECT_THAT(accepted.said,
              AllOf(HasSubstr("note: author.nick: drops the column and its values, accepted "
                              "by its name [data-loss]"),
                    HasSubstr("0002_drop: 1 warning, 2 notes\n")));
  EXPECT_EQ(project_.schemake({"lint", "1"}).said, "0001_start: nothing to say\n");
  const auto json = nlohmann::json::parse(project_.schemake({"lint", "2", "--json"}).said);
  EXPECT_EQ(json["revision"], "0002_drop");
  EXPECT_EQ(project_.schemake({"lint", "nothing"}).code, 2);
}

TEST_F(Lint, WhatNoReleaseHoldsBreaksNothing) {
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  project_.replace("schema.yaml", kNick, std::string(kNick) + "      born: date?\n");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("born");
  project_.replace("schema.yaml", "      born: date?\n", "");
  EXPECT_THAT(project_.schemake({"lint"}).said, Not(HasSubstr("[breaks-release]")));
  drop_nick();
  EXPECT_THAT(project_.schemake({"lint"}).said,
              AllOf(HasSubstr("drops column nick"), HasSubstr("binaries of release 1.0"),
                    Not(HasSubstr("drops column born"))));
}

TEST_F(Lint, ARecordedRenamedFromIsStale) {
  project_.replace("schema.yaml", kNick, "      alias: {type: text?, renamed_from: nick}\n");
  project_.replace("schema.yaml", "text?,", "\"text?\",");
  EXPECT_THAT(project_.schemake({"lint"}).said, Not(HasSubstr("[stale-renamed-from]")));
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_THAT(project_.schemake({"lint"}).said, Not(HasSubstr("[stale-renamed-from]")));
  project_.seal("alias");
  EXPECT_THAT(project_.schemake({"lint"}).said,
              AllOf(HasSubstr("schema.yaml:9:7: warning: author.alias"),
                    HasSubstr("remove the line `renamed_from: nick`"),
                    HasSubstr("nothing is pending: 1 warning\n")));
}

TEST_F(Lint, ARenamedFromThatNeverWasIsIdle) {
  project_.replace("schema.yaml", kNick, "      nick: {type: \"text?\", renamed_from: nosuch}\n");
  const ChildResult result = project_.schemake({"lint"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("author.nick: it was recorded under this name, and never as nosuch"),
                    HasSubstr("remove the line `renamed_from: nosuch`")));
}

TEST_F(Lint, ADataStepThatCannotBeTakenBackIsTold) {
  project_.write("migrations/draft.data.sql",
                 "-- schemake: upgrade\nUPDATE author SET nick = NULL;\n"
                 "-- schemake: irreversible the names are gone\n");
  const ChildResult result = project_.schemake({"lint"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("the names are gone [irreversible]"));
}

TEST_F(Lint, WhatLooksLikeARenameIsAsked) {
  project_.replace("schema.yaml", kNick, "      alias: text?\n");
  EXPECT_THAT(project_.schemake({"lint"}).said, HasSubstr("[likely-rename]"));
}

}  // namespace
}  // namespace schemake::testing
