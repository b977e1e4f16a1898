#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "child/project_folder.hpp"

// history, heads, show, and the JSON of all listings.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using Json = nlohmann::json;

// Two sealed revisions and a draft.
class Listing : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(
        project_.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"}).code,
        0);
    project_.seal("start");
    add("email: text?");
    project_.seal("add email");
    add("web: text?");
  }

  void add(const std::string& column) {
    project_.replace("schema.yaml", kNameColumn, kNameColumn + ("      " + column) + "\n");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  }

  Json json(Words words) const {
    words.emplace_back("--json");
    const ChildResult result = project_.schemake(words);
    EXPECT_EQ(result.code, words[0] == "check" ? 1 : 0) << result.said;
    return Json::parse(result.said);
  }

  ProjectFolder project_;
};

TEST_F(Listing, HistoryIsNewestFirst) {
  const std::string said = project_.schemake({"history"}).said;
  EXPECT_LT(said.find("draft"), said.find("0002_add_email"));
  EXPECT_LT(said.find("0002_add_email"), said.find("0001_start"));
  const Json list = json({"history"});
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0]["draft"], true);
  EXPECT_EQ(list[1]["name"], "0002_add_email");
  EXPECT_EQ(list[1]["message"], "add email");
  EXPECT_EQ(list[1]["parents"][0], list[2]["id"]);
}

TEST_F(Listing, HeadsIsTheNewestAlone) {
  const Json list = json({"heads"});
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0]["head"], true);
}

TEST_F(Listing, ShowFindsARevisionByWhatPeopleCallIt) {
  const std::string id = json({"history"})[1]["id"];
  for (const std::string& name : {std::string("0002_add_email"), std::string("add_email"),
                                  std::string("2"), id, id.substr(0, 6)}) {
    const ChildResult result = project_.schemake({"show", name});
    EXPECT_EQ(result.code, 0) << name << result.said;
    EXPECT_THAT(result.said, StartsWith("0002_add_email")) << name;
  }
  for (const Words& words : {Words{"show", "draft"}, Words{"show", "head"}, Words{"show"}}) {
    EXPECT_THAT(project_.schemake(words).said, HasSubstr("web"));
  }
}

TEST_F(Listing, ShowNamesTheCandidatesWhereThereIsNone) {
  const ChildResult result = project_.schemake({"show", "nope"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, AllOf(HasSubstr("there is no revision \"nope\""),
                                 HasSubstr("0001_start"), HasSubstr("0002_add_email")));
}

TEST_F(Listing, ShowAndDiffHaveSqlAndJson) {
  EXPECT_THAT(project_.schemake({"show", "2", "--sql"}).said,
              AllOf(HasSubstr("ADD COLUMN \"email\""), HasSubstr("DROP COLUMN \"email\"")));
  const Json shown = json({"show", "2"});
  EXPECT_EQ(shown["name"], "0002_add_email");
  EXPECT_FALSE(shown["plans"].empty());
  const Json pending = json({"diff"});
  EXPECT_THAT(pending.dump(), HasSubstr("web"));
}

TEST_F(Listing, CheckHasJson) { EXPECT_FALSE(json({"check"}).empty()); }

}  // namespace
}  // namespace schemake::testing
