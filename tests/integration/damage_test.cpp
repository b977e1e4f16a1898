#include "child/damage.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include "integration/consumer.hpp"

// A migrations folder that is not what its sum says fails in every mode, by the name of the file.

namespace schemake::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

void append(const Consumer& project, const std::string& path, const std::string& text) {
  project.write(path, project.read(path) + text);
}

class DamagedFolder : public ::testing::TestWithParam<Damage> {};

TEST_P(DamagedFolder, FailsInEveryModeByName) {
  const Consumer project;
  project.make();
  project.seal("start");
  ASSERT_EQ(project.configure().code, 0);
  GetParam().inflict(project);
  const std::string before = project.snapshot();
  for (const char* mode : {"GENERATE", "CHECK", "OFF"}) {
    const ChildResult configured = project.configure({std::string("-DSCHEMAKE_MODE=") + mode});
    EXPECT_NE(configured.code, 0) << mode;
    EXPECT_THAT(configured.said, HasSubstr(GetParam().cmake_says)) << mode;
  }
  EXPECT_EQ(project.snapshot(), before);
}

INSTANTIATE_TEST_SUITE_P(All, DamagedFolder, ::testing::ValuesIn(damages()),
                         [](const auto& info) { return std::string(info.param.name); });

// Nothing is to be restored there: the two branches are to be brought together.
TEST(Folder, AConflictOfGitIsNoDamage) {
  const Consumer project;
  project.make();
  project.seal("start");
  const std::string sum = project.read("migrations/schemake.sum");
  project.write("migrations/schemake.sum", "<<<<<<< HEAD\n" + sum + "=======\n>>>>>>> main\n");
  const ChildResult configured = project.configure();
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("`schemake rebase` puts yours on top of theirs, or "
                                         "`schemake merge` joins what was released on both"));
  EXPECT_THAT(configured.said, Not(HasSubstr("Restore")));
}

TEST(Folder, ACrlfCheckoutIsNoEdit) {
  const Consumer project;
  project.make();
  project.seal("start");
  for (const std::string& name : project.migrations()) {
    std::string text;
    for (char c : project.read("migrations/" + name)) {
      if (c == '\n') text += '\r';
      text += c;
    }
    project.write("migrations/" + name, text);
  }
  const ChildResult configured =
      project.configure({"-DSCHEMAKE_EXECUTABLE=/bin/false", "-DSCHEMAKE_MODE=CHECK"});
  EXPECT_EQ(configured.code, 0) << configured.said;
  EXPECT_EQ(project.build().code, 0);
}

TEST(Folder, FilesOfOthersAreLeftAlone) {
  const Consumer project;
  project.make();
  project.write("migrations/README.md", "Reviewed by two.\n");
  project.write("migrations/notes.sql", "SELECT 1;\n");
  const ChildResult configured = project.configure();
  EXPECT_EQ(configured.code, 0) << configured.said;
}

// The build notices what happens to the folder without being told to configure.
TEST(Folder, AnEditedFileStopsTheBuild) {
  const Consumer project;
  project.make();
  const std::string source = project.read("migrations/draft.sqlite.cpp");
  append(project, "migrations/draft.sqlite.cpp", "// better\n");
  const ChildResult built = project.build();
  EXPECT_NE(built.code, 0);
  EXPECT_THAT(built.said, HasSubstr("draft.sqlite.cpp: edited"));
  project.write("migrations/draft.sqlite.cpp", source);
  const ChildResult mended = project.build();
  EXPECT_EQ(mended.code, 0) << mended.said;
}

TEST(Folder, ARemovedFileStopsTheBuild) {
  const Consumer project;
  project.make();
  std::filesystem::remove(project.root() / "migrations/draft.jsonl");
  const ChildResult built = project.build();
  EXPECT_NE(built.code, 0);
  EXPECT_THAT(built.said, HasSubstr("draft.jsonl"));
}

// Root may write anywhere, so another user has to try.
TEST(Folder, AReadOnlyTreeIsAnErrorThatNamesTheFile) {
  const Consumer project;
  project.make();
  const std::string before = project.snapshot();
  project.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + "      email: text?\n");
  namespace fs = std::filesystem;
  constexpr fs::perms kReadOnly = fs::perms::owner_read | fs::perms::owner_exec |
                                  fs::perms::group_read | fs::perms::group_exec |
                                  fs::perms::others_read | fs::perms::others_exec;
  fs::permissions(project.root().parent_path(), kReadOnly);
  fs::permissions(project.root() / "migrations", kReadOnly);
  Words words;
  if (geteuid() == 0) words = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
  words.insert(words.end(), {generator_path(), "sync", "--schema", project.root() / "schema.yaml",
                             "--migrations", project.root() / "migrations"});
  const ChildResult synced = run_child(words, "/");
  fs::permissions(project.root() / "migrations", fs::perms::owner_all);
  fs::permissions(project.root().parent_path(), fs::perms::owner_all);
  EXPECT_EQ(synced.code, 2) << synced.said;
  EXPECT_THAT(synced.said, HasSubstr("cannot write"));
  EXPECT_THAT(synced.said, HasSubstr("draft"));
  EXPECT_EQ(project.snapshot(), before);
}

}  // namespace
}  // namespace schemake::testing
