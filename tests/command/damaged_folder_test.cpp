#include <gmock/gmock.h>

#include "child/damage.hpp"

// A migrations folder that is not what its sum says: every command says which file, writes nothing.

namespace schemake::testing {
namespace {

using ::testing::HasSubstr;

class DamagedHistory : public ::testing::TestWithParam<Damage> {};

TEST_P(DamagedHistory, IsNamedByEveryCommandAndLeftAsItIs) {
  const ProjectFolder project;
  ASSERT_EQ(
      project.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"}).code, 0);
  project.seal("start");
  GetParam().inflict(project);
  const std::string before = project.snapshot();
  for (const char* command : {"sync", "diff", "check", "reopen", "history", "heads", "show"}) {
    const ChildResult result =
        project.schemake({command, "--schema", "schema.yaml", "--migrations", "migrations"});
    EXPECT_EQ(result.code, 2) << command << ": " << result.said;
    EXPECT_THAT(result.said, HasSubstr(GetParam().file)) << command;
    EXPECT_EQ(project.snapshot(), before) << command;
  }
}

INSTANTIATE_TEST_SUITE_P(All, DamagedHistory, ::testing::ValuesIn(damages()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace schemake::testing
