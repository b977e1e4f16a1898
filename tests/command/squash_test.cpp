#include <gmock/gmock.h>

#include "child/git.hpp"

// squash: one edge over many revisions.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class Squash : public RepositoryTest {
 protected:
  void SetUp() override {
    start();
    for (const char* column : {"email", "web", "born"}) add_column(column);
  }
  void add_data_step() const {
    ASSERT_EQ(project_.schemake({"data", "sql"}).code, 0);
    project_.write("migrations/draft.data.sql",
                   "-- schemake: upgrade\nUPDATE author SET name = trim(name);\n"
                   "-- schemake: nothing to undo\n");
    ASSERT_EQ(project_.schemake({"revision", "-m", "trim"}).code, 0);
  }
  ChildResult squash(const Words& words) const {
    Words all = {"squash"};
    all.insert(all.end(), words.begin(), words.end());
    return project_.schemake(all);
  }
  // The text of the only squash there is.
  std::string squashed() const {
    std::string text;
    for (const std::string& name : project_.migrations()) {
      if (name.find(".squash_") != std::string::npos) text += project_.read("migrations/" + name);
    }
    return text;
  }
};

TEST_F(Squash, LeadsOverManyRevisions) {
  const std::string before = project_.read("migrations/0004_born.sqlite.cpp");
  const ChildResult result = squash({"0001_start..0004_born"});
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said,
              HasSubstr("one plan leads from 0001_start to 0004_born, beside the 3 revisions"));
  EXPECT_THAT(squashed(), AllOf(HasSubstr("{Kind::squash, "), HasSubstr("ADD COLUMN \"email\""),
                                HasSubstr("ADD COLUMN \"web\""), HasSubstr("ADD COLUMN \"born\"")));
  EXPECT_EQ(project_.read("migrations/0004_born.sqlite.cpp"), before);
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  add_column("fax");  // it stays
  EXPECT_THAT(squashed(), HasSubstr("ADD COLUMN \"born\""));
}

// No row has that column where the plan begins.
TEST_F(Squash, DoesNotLeadOverAColumnAndABackfillThatReadsIt) {
  project_.replace("schema.yaml", "born: text?",
                   "born: text?\n      year: {type: text, backfill: {sql: \"coalesce(born, 0)\"}}");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("year");
  const ChildResult result = squash({"0001_start.."});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("author.year: its backfill does not work: "),
                    HasSubstr("no such column: born"), HasSubstr("no squash may lead over both"),
                    Not(HasSubstr("a bug"))));
  EXPECT_EQ(squash({"0001_start..0004_born"}).code, 0);
}

TEST_F(Squash, TakesBaseAndHeadWhereNothingIsSaid) {
  ASSERT_EQ(squash({".."}).code, 0);
  EXPECT_THAT(project_.migrations(), Contains("0004_born.squash_base.sqlite.cpp"));
}

TEST_F(Squash, DropsOldSourcesAndRetiresTheirStates) {
  ASSERT_EQ(project_.schemake({"release", "1.0"}).code, 0);
  add_column("fax");
  ASSERT_EQ(project_.schemake({"release", "1.1"}).code, 0);
  const ChildResult result = squash({"0001_start..0004_born", "--drop-old"});
  ASSERT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("2 revisions before are walked no more"));
  EXPECT_THAT(project_.migrations(),
              AllOf(Contains("0001_start.sqlite.cpp"), Contains("0002_email.jsonl"),
                    Not(Contains("0002_email.sqlite.cpp")), Not(Contains("0003_web.sqlite.cpp")),
                    Not(Contains("0004_born.sqlite.cpp")), Contains("0005_fax.sqlite.cpp")));
  const std::string sum = project_.read("migrations/schemake.sum");
  EXPECT_THAT(sum, HasSubstr(" 1.1\nretired "));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  add_column("zip");
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  EXPECT_EQ(project_.read("migrations/schemake.sum").find("0003_web.sqlite.cpp"),
            std::string::npos);
}

TEST_F(Squash, DropsNothingThatIsNotReleased) {
  const std::string before = project_.snapshot();
  const ChildResult result = squash({"0001..0004", "--drop-old"});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.said, HasSubstr("0003_web is in no release"));
  EXPECT_EQ(project_.snapshot(), before);
}

TEST_F(Squash, StopsAtDataStepsUnlessTheyAreCarried) {
  add_data_step();
  add_column("fax");
  const std::string before = project_.snapshot();
  const ChildResult stopped = squash({"0003_web.."});
  EXPECT_EQ(stopped.code, 1);
  EXPECT_THAT(stopped.said,
              AllOf(HasSubstr("0005_trim has a data step"), HasSubstr("--with-data")));
  EXPECT_EQ(project_.snapshot(), before);
  ASSERT_EQ(squash({"0003_web..", "--with-data"}).code, 0);
  EXPECT_THAT(squashed(), HasSubstr("trim(name)"));
}

// The name alone would keep the values of a column that is dropped and made anew.
TEST_F(Squash, StopsAtWhatIsMadeAnew) {
  project_.replace("schema.yaml", "      web: text?\n", "");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  ASSERT_EQ(project_.schemake({"revision", "-m", "less", "--accept-loss", "author.web"}).code, 0);
  add_column("web");
  const ChildResult result = squash({"0003_web..0006_web"});
  EXPECT_EQ(result.code, 1) << result.said;
  EXPECT_THAT(result.said, HasSubstr("author.web is dropped and made anew"));
}

TEST_F(Squash, SaysWhatARangeIs) {
  const std::vector<std::pair<const char*, const char*>> wrong = {
      {"0004_born", "is no range"},
      {"0003_web..0004_born", "the range holds one revision"},
      {"0004_born..0001_start", "no way leads from 0004_born to 0001_start"},
      {"nothing..0004", "there is no revision \"nothing\""}};
  for (const auto& [range, said] : wrong) {
    const ChildResult result = squash({range});
    EXPECT_EQ(result.code, 2) << range;
    EXPECT_THAT(result.said, HasSubstr(said));
  }
}

}  // namespace
}  // namespace schemake::testing
