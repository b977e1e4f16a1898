#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "child/project_folder.hpp"

// init, sync and diff: the draft that follows the schema.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Words kSync = {"sync", "--schema", "schema.yaml", "--migrations", "migrations"};

void add_column(const ProjectFolder& project, const std::string& definition) {
  project.replace("schema.yaml", kNameColumn,
                  std::string(kNameColumn) + "      " + definition + "\n");
}

// A project whose first revision is sealed.
class Recorded : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(project_.schemake(kSync).code, 0);
    project_.seal("start");
  }
  ProjectFolder project_;
};

TEST(Init, MakesASchemaThatIsDrafted) {
  const ProjectFolder project;
  const ChildResult result = project.schemake({"init", "shop"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.said, AllOf(HasSubstr("wrote shop.yaml"),
                                 HasSubstr("schemake_add_migrations(shop_migrations"),
                                 HasSubstr("shop_migrations::catalog()")));
  EXPECT_THAT(project.migrations(),
              ElementsAre("draft.jsonl", "draft.sqlite.cpp", "head.sqlite.cpp", "schemake.sum"));
}

TEST(Init, KeepsASchemaThatIsThere) {
  const ProjectFolder project;
  const ChildResult result = project.schemake({"init", "library", "--schema", "schema.yaml"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_EQ(project.read("schema.yaml"), kSchema);
  EXPECT_THAT(project.read("migrations/draft.sqlite.cpp"), HasSubstr("author"));
}

TEST(Init, LeavesAHistoryAlone) {
  const ProjectFolder project;
  ASSERT_EQ(project.schemake({"init", "shop"}).code, 0);
  const std::string before = project.snapshot();
  const ChildResult again = project.schemake({"init", "other"});
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.said, HasSubstr("there is a history in migrations already"));
  EXPECT_FALSE(project.has("other.yaml"));
  EXPECT_EQ(project.snapshot(), before);
}

TEST(Init, TakesIdentifiersAlone) {
  for (const char* name : {"my-shop", "1shop", "", "a b", "a;b", "../shop"}) {
    const ProjectFolder project;
    const ChildResult result = project.schemake({"init", name});
    EXPECT_EQ(result.code, 2) << name;
    EXPECT_FALSE(project.has("migrations")) << name;
  }
}

TEST(Sync, WritesTheDraftOnceAndThenNothing) {
  const ProjectFolder project;
  const ChildResult first = project.schemake(kSync);
  EXPECT_EQ(first.code, 0);
  EXPECT_THAT(first.said, HasSubstr("wrote migrations/draft.sqlite.cpp"));
  const std::string before = project.snapshot();
  const ChildResult second = project.schemake(kSync);
  EXPECT_EQ(second.code, 0);
  EXPECT_EQ(second.said, "");
  EXPECT_EQ(project.snapshot(), before);
}

// The draft's text is the same, and so is not proven again but for this.
TEST(Sync, ProvesTheDraftAnewWhereTheApplicationRegistersLess) {
  const ProjectFolder project;
  project.replace("schema.yaml", kNameColumn, "      name: {type: text, check: odd(name) > 0}\n");
  const std::string without = project.read("schema.yaml");
  const std::string with = without + "requires:\n  functions: [odd]\n";
  project.write("schema.yaml", with);
  ASSERT_EQ(project.schemake(kSync).code, 0);
  const std::string before = project.snapshot();
  project.write("schema.yaml", without);
  const ChildResult refused = project.schemake(kSync);
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.said, HasSubstr("no such function: odd"));
  project.write("schema.yaml", with);
  EXPECT_EQ(project.snapshot(), before);
}

TEST_F(Recorded, ADraftOfNothingIsRemoved) {
  const std::string recorded = project_.snapshot();
  const std::string schema = project_.read("schema.yaml");
  add_column(project_, "email: text?");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_TRUE(project_.has("migrations/draft.jsonl"));
  project_.write("schema.yaml", schema);
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_EQ(project_.snapshot(), recorded);
}

TEST_F(Recorded, FormerDraftsGetBridges) {
  add_column(project_, "email: text?");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_FALSE(project_.has("migrations/draft.bridge.sqlite.cpp"));
  add_column(project_, "web: text?");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  const std::string bridge = project_.read("migrations/draft.bridge.sqlite.cpp");
  EXPECT_THAT(bridge, HasSubstr("ADD COLUMN \"web\""));
  EXPECT_THAT(bridge, Not(HasSubstr("ADD COLUMN \"email\"")));
}

TEST_F(Recorded, ManyEditsAreOneRevision) {
  for (const char* column : {"email: text?", "web: text?", "nick: text?"}) {
    add_column(project_, column);
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  }
  ASSERT_EQ(project_.schemake({"revision", "-m", "contacts"}).code, 0);
  EXPECT_TRUE(project_.has("migrations/0002_contacts.jsonl"));
  const ChildResult history = project_.schemake({"history"});
  EXPECT_EQ(std::count(history.said.begin(), history.said.end(), '\n'), 2) << history.said;
}

// The values that a draft's own column got in the meantime move along.
TEST_F(Recorded, ARenameOfADraftsOwnColumnIsARenameInTheBridge) {
  add_column(project_, "mail: text?");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.replace("schema.yaml", "mail: text?",
                   "email: {type: text, nullable: true, renamed_from: mail}");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_THAT(project_.read("migrations/draft.bridge.sqlite.cpp"),
              HasSubstr("RENAME COLUMN \"mail\" TO \"email\""));
  EXPECT_THAT(project_.read("migrations/draft.sqlite.cpp"), HasSubstr("ADD COLUMN \"email\""));
}

TEST_F(Recorded, ALossAndALikelyRenameAreSaidAtTheirLines) {
  project_.replace("schema.yaml", "name: text", "title: text");
  const ChildResult result = project_.schemake({"sync"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.said, AllOf(HasSubstr("schema.yaml:8:7: warning"),
                                 HasSubstr("write `renamed_from: name` here"),
                                 HasSubstr("--accept-loss 'author.name'")));
}

TEST_F(Recorded, ARenameFromNothingIsSaidAtItsLine) {
  project_.replace("schema.yaml", "name: text", "title: {type: text, renamed_from: nmae}");
  const ChildResult result = project_.schemake({"sync"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("schema.yaml:8:7: warning: author.title is new: no rename from "
                              "\"nmae\" can be made of it"),
                    HasSubstr("did you mean `renamed_from: name`?")));
}

TEST_F(Recorded, ARenameFromANameOfTheDraftIsNotWarnedOf) {
  add_column(project_, "mail: text?");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.replace("schema.yaml", "mail: text?",
                   "email: {type: text, nullable: true, renamed_from: mail}");
  EXPECT_THAT(project_.schemake({"sync"}).said, Not(HasSubstr("no rename from")));
  EXPECT_THAT(project_.schemake({"sync"}).said, Not(HasSubstr("no rename from")));
}

// A hint that has been recorded may stay in the schema.
TEST_F(Recorded, ASpentRenameIsNotWarnedOf) {
  project_.replace("schema.yaml", "name: text", "title: {type: text, renamed_from: name}");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("title");
  project_.replace("schema.yaml", "      title:", "      web: text?\n      title:");
  EXPECT_THAT(project_.schemake({"sync"}).said, Not(HasSubstr("no rename from")));
}

TEST_F(Recorded, AColumnThatOldRowsHaveNoValueForIsSaidAtItsLine) {
  add_column(project_, "country: text");
  const ChildResult result = project_.schemake({"sync"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.said, AllOf(HasSubstr("schema.yaml:9:7: warning: author.country is new"),
                                 HasSubstr("give it a default or a backfill")));
}

// A swap looks the same after it was recorded, so its hints are spent by then.
TEST_F(Recorded, ASwapOfNamesIsRecordedOnce) {
  add_column(project_, "born: text");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("born");
  project_.replace("schema.yaml", "name: text", "name: {type: text, renamed_from: born}");
  project_.replace("schema.yaml", "born: text", "born: {type: text, renamed_from: name}");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_THAT(project_.schemake({"diff"}).said, HasSubstr("renames"));
  project_.seal("swap");
  EXPECT_THAT(project_.schemake({"diff"}).said, HasSubstr("no change"));
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_FALSE(project_.has("migrations/draft.jsonl"));
}

// Nor is the swap that a draft made undone by the bridge from that draft.
TEST_F(Recorded, ASwapOfADraftIsNotRepeatedByItsBridge) {
  add_column(project_, "born: text");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("born");
  project_.replace("schema.yaml", "name: text", "name: {type: text, renamed_from: born}");
  project_.replace("schema.yaml", "born: text", "born: {type: text, renamed_from: name}");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.replace("schema.yaml", "      born:", "      web: text?\n      born:");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  const std::string bridge = project_.read("migrations/draft.bridge.sqlite.cpp");
  EXPECT_THAT(bridge, AllOf(HasSubstr("ADD COLUMN \"web\""), Not(HasSubstr("RENAME COLUMN"))));
}

TEST_F(Recorded, AMistakeInABackfillIsShownAtItsLineAndNothingIsWritten) {
  add_column(project_, "email: {type: text, backfill: {sql: \"nmae || '@invalid'\"}}");
  const std::string before = project_.snapshot();
  const ChildResult result = project_.schemake({"sync"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("schema.yaml:9:7: error"), HasSubstr("nmae"),
                                 HasSubstr("its backfill does not work")));
  EXPECT_THAT(result.said, Not(HasSubstr("bug")));
  EXPECT_EQ(project_.snapshot(), before);
}

TEST_F(Recorded, DiffWritesNothingAndSaysWhatChanges) {
  add_column(project_, "email: text?");
  const std::string before = project_.snapshot();
  const ChildResult words = project_.schemake({"diff"});
  EXPECT_EQ(words.code, 0);
  EXPECT_THAT(words.said, HasSubstr("adds column email text, nullable"));
  const ChildResult sql = project_.schemake({"diff", "--sql"});
  EXPECT_THAT(sql.said, AllOf(HasSubstr("ADD COLUMN \"email\""), HasSubstr("DROP COLUMN")));
  EXPECT_EQ(project_.snapshot(), before);
}

// Whatever the surroundings, the same input gives the same bytes.
TEST(Sync, IsTheSameInAnyLocaleTimeZoneAndFolder) {
  const ProjectFolder plain, other("an other folder");
  ASSERT_EQ(plain.schemake(kSync).code, 0);
  const ChildResult result =
      other.schemake(kSync, {"LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8", "TZ=Asia/Kathmandu"});
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_EQ(other.snapshot(), plain.snapshot());
}

TEST(Sync, SaysThatAFolderCannotBeWritten) {
  const ProjectFolder project;
  project.write("migrations", "a file, not a folder");
  const ChildResult result = project.schemake(kSync);
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("migrations"));
}

TEST_F(Recorded, CarriageReturnsOfACheckoutAreNoChange) {
  const std::string schema = project_.read("schema.yaml");
  std::string windows;
  for (const char c : schema) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  project_.write("schema.yaml", windows);
  EXPECT_THAT(project_.schemake({"diff"}).said, HasSubstr("no change"));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

}  // namespace
}  // namespace schemake::testing
