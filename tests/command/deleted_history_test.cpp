#include <gmock/gmock.h>

#include "child/git.hpp"

// The migrations folder was deleted: a new history begins, which databases of the old one do not
// know.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class DeletedHistory : public RepositoryTest {
 protected:
  void SetUp() override { start(); }
  ChildResult sync() const {
    std::filesystem::remove_all(project_.root() / "migrations");
    return project_.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"},
                             kGitEnvironment);
  }
};

TEST_F(DeletedHistory, ThatGitKnowsIsToldHowToBringBack) {
  const ChildResult result = sync();
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.said, AllOf(HasSubstr("warning: git has a history in migrations"),
                                 HasSubstr("`git checkout HEAD -- migrations` brings it back")));
  git({"checkout", "HEAD", "--", "migrations"});
  EXPECT_EQ(project_.schemake({"history"}).code, 2);  // the new draft is left over
}

TEST_F(DeletedHistory, ThatWasGivenUpInGitTooIsPassedOver) {
  git({"rm", "-q", "-r", "migrations"});
  git({"commit", "-q", "-m", "begin anew"});
  EXPECT_THAT(sync().said, Not(HasSubstr("warning")));
}

}  // namespace
}  // namespace schemake::testing
