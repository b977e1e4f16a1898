#include <gmock/gmock.h>

#include <future>

#include "integration/consumer.hpp"

// Where things stand: names of folders, other folders, several targets, several build trees.

namespace schemake::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const char* const kEdited = "      name: text\n      email: text?\n";

void make_edit_and_run(const Consumer& project) {
  project.make();
  EXPECT_EQ(project.run().code, 0);
  project.replace("schema.yaml", kNameColumn, kEdited);
  const ChildResult built = project.build();
  ASSERT_EQ(built.code, 0) << built.said;
  EXPECT_EQ(project.run().code, 0);
  EXPECT_THAT(project.query("PRAGMA table_info(author)"), HasSubstr("email"));
}

class FolderName : public ::testing::TestWithParam<const char*> {};

TEST_P(FolderName, IsNoObstacle) {
  const Consumer project(GetParam());
  make_edit_and_run(project);
  EXPECT_THAT(project.build().said, HasSubstr("no work to do"));
}

// Ninja 1.11 takes an apostrophe in a compiler's list of headers for a blank, and builds any
// project in such a folder anew each time.
TEST(Path, AnApostropheIsNoObstacle) { make_edit_and_run(Consumer("a'b")); }

INSTANTIATE_TEST_SUITE_P(All, FolderName,
                         ::testing::Values("two words",
                                           "b\xc3\xbc"
                                           "cher",
                                           "[v2] app", "a+b(c)", "$HOME", "a#b"));

TEST(Path, ASemicolonOrALoneBracketIsRefusedByName) {
  for (const char* folder : {"a\\;b", "a[b", "a]b[c"}) {
    const Consumer project;
    project.replace("CMakeLists.txt", "SCHEMA schema.yaml MIGRATIONS migrations",
                    std::string("SCHEMA schema.yaml MIGRATIONS \"") + folder + "\"");
    const ChildResult configured = project.configure();
    EXPECT_NE(configured.code, 0) << folder;
    EXPECT_THAT(configured.said, HasSubstr("Rename it")) << folder;
  }
}

TEST(Path, TheSchemaMayStandInAnotherFolder) {
  const Consumer project;
  project.write("database/tables/library.yaml", kSchema);
  project.write("code/CMakeLists.txt",
                "schemake_add_migrations(application_migrations SCHEMA "
                "../database/tables/library.yaml MIGRATIONS ../migrations)\n"
                "add_executable(application ../main.cpp)\n"
                "target_link_libraries(application PRIVATE application_migrations)\n"
                "set_target_properties(application PROPERTIES RUNTIME_OUTPUT_DIRECTORY "
                "${CMAKE_BINARY_DIR})\n");
  project.write("CMakeLists.txt",
                "cmake_minimum_required(VERSION 3.22)\nproject(application LANGUAGES CXX)\n"
                "find_package(Schemake REQUIRED)\nadd_subdirectory(code)\n");
  project.make();
  EXPECT_EQ(project.run().code, 0);
  project.replace("database/tables/library.yaml", kNameColumn, kEdited);
  ASSERT_EQ(project.build().code, 0);
  EXPECT_EQ(project.run().code, 0);
  EXPECT_THAT(project.query("PRAGMA table_info(author)"), HasSubstr("email"));
}

TEST(Path, TheFolderStandsBesideTheSchemaByDefault) {
  const Consumer project;
  project.write("database/library.yaml", kSchema);
  project.replace("CMakeLists.txt", "SCHEMA schema.yaml MIGRATIONS migrations",
                  "SCHEMA database/library.yaml");
  project.make();
  EXPECT_TRUE(project.has("database/migrations/schemake.sum"));
}

TEST(Path, ARenamedSchemaFileIsADifference) {
  const Consumer project;
  project.make();
  std::filesystem::rename(project.root() / "schema.yaml", project.root() / "library.yaml");
  project.replace("CMakeLists.txt", "schema.yaml", "library.yaml");
  const ChildResult checked = project.configure({"-DSCHEMAKE_MODE=CHECK"});
  EXPECT_NE(checked.code, 0);
  EXPECT_THAT(checked.said, HasSubstr("library.yaml"));
  const ChildResult generated = project.configure({"-DSCHEMAKE_MODE="});
  EXPECT_EQ(generated.code, 0) << generated.said;
  EXPECT_THAT(project.read("migrations/schemake.sum"), HasSubstr(" ../library.yaml\n"));
}

TEST(Path, AnIncludedFileIsWatchedToo) {
  const Consumer project;
  project.replace("schema.yaml", "catalog: library\n", "catalog: library\ninclude: [more.yaml]\n");
  const std::string more =
      "schemake: 1\ntables:\n  book:\n    columns:\n"
      "      id: {type: bigint, primary_key: true}\n";
  project.write("more.yaml", more);
  project.make();
  project.write("more.yaml", more + "      title: text?\n");
  const ChildResult built = project.build();
  ASSERT_EQ(built.code, 0) << built.said;
  EXPECT_EQ(project.run().code, 0);
  EXPECT_THAT(project.query("PRAGMA table_info(book)"), HasSubstr("title"));
}

const char* const kTwoCatalogs = R"(cmake_minimum_required(VERSION 3.22)
project(application LANGUAGES CXX)
find_package(Schemake REQUIRED)
schemake_add_migrations(first_migrations SCHEMA first/schema.yaml)
schemake_add_migrations(second-migrations SCHEMA second/schema.yaml NAMESPACE shop::second
  MIGRATOR second_migrate)
add_executable(application main.cpp)
target_link_libraries(application PRIVATE first_migrations second-migrations)
)";

const char* const kTwoCatalogsMain = R"(#include <first_migrations.hpp>
#include <second-migrations.hpp>
#include <schemake/sqlite.hpp>

int main(int, char** argv) {
  schemake::sqlite::Connection database(argv[1]);
  schemake::upgrade(database, {&first_migrations::catalog(), &shop::second::catalog()});
}
)";

TEST(Targets, TwoCatalogsShareADatabase) {
  const Consumer project;
  std::string second = kSchema;
  second.replace(second.find("library"), 7, "shop");
  second.replace(second.find("author"), 6, "customer");
  project.write("first/schema.yaml", kSchema);
  project.write("second/schema.yaml", second);
  project.write("CMakeLists.txt", kTwoCatalogs);
  project.write("main.cpp", kTwoCatalogsMain);
  project.make();
  const ChildResult run = project.run();
  EXPECT_EQ(run.code, 0) << run.said;
  EXPECT_EQ(project.query("SELECT count(*) FROM author, customer"), "0\n");
  const ChildResult status = run_child(
      {project.root() / "build/second_migrate", "status", "--database", "test.db"}, project.root());
  EXPECT_EQ(status.code, 0) << status.said;
}

TEST(Targets, ANameThatIsNoNamespaceAsksForOne) {
  const Consumer project;
  project.replace("CMakeLists.txt", "application_migrations SCHEMA", "my-migrations SCHEMA");
  const ChildResult configured = project.configure();
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("NAMESPACE my_migrations"));
}

TEST(Targets, WrongArgumentsAreNamed) {
  for (const char* arguments : {"SCHEME schema.yaml", "SCHEMA schema.yaml MIGRATOR", ""}) {
    const Consumer project;
    project.replace("CMakeLists.txt", "SCHEMA schema.yaml MIGRATIONS migrations", arguments);
    const ChildResult configured = project.configure();
    EXPECT_NE(configured.code, 0) << arguments;
    EXPECT_THAT(configured.said, HasSubstr("schemake_add_migrations(application_migrations)"))
        << arguments;
  }
}

TEST(BuildTrees, TwoConfigureAtOnce) {
  const Consumer project;
  const auto configure = [&](const std::string& tree) {
    Words words = {"-u", "CI", "cmake", "-S", ".", "-B", tree, "-G", "Ninja"};
    for (const std::string& argument : quick_arguments()) words.push_back(argument);
    return run_child(words, project.root());
  };
  for (int round = 0; round < 4; ++round) {
    project.replace("schema.yaml", kNameColumn,
                    std::string(kNameColumn) + "      c" + std::to_string(round) + ": text?\n");
    auto other = std::async(std::launch::async, configure, "other");
    const ChildResult mine = configure("build");
    const ChildResult theirs = other.get();
    EXPECT_EQ(mine.code, 0) << mine.said;
    EXPECT_EQ(theirs.code, 0) << theirs.said;
  }
  const ChildResult built = project.build();
  EXPECT_EQ(built.code, 0) << built.said;
}

TEST(BuildTrees, MakefilesWorkAsNinjaDoes) {
  const Consumer project;
  project.make({"-G", "Unix Makefiles"});
  EXPECT_EQ(project.run().code, 0);
  EXPECT_THAT(project.build().said, Not(HasSubstr("Building")));
  project.replace("schema.yaml", kNameColumn, kEdited);
  const ChildResult built = project.build();
  ASSERT_EQ(built.code, 0) << built.said;
  EXPECT_THAT(built.said, HasSubstr("application_migrations.cpp.o"));
  EXPECT_EQ(project.run().code, 0);
  EXPECT_THAT(project.build().said, Not(HasSubstr("Building")));
}

// Several configurations in one build tree: each has its own say on drafts.
TEST(BuildTrees, MayHoldSeveralConfigurations) {
  const Consumer project;
  const ChildResult configured = project.configure({"-G", "Ninja Multi-Config"});
  ASSERT_EQ(configured.code, 0) << configured.said;
  const auto run = [&](const char* configuration) {
    const ChildResult built = project.build({"--config", configuration});
    EXPECT_EQ(built.code, 0) << built.said;
    return run_child({project.root() / "build" / configuration / "application",
                      std::string(configuration) + ".db"},
                     project.root());
  };
  EXPECT_EQ(run("Debug").code, 0);
  const ChildResult release = run("Release");
  EXPECT_EQ(release.code, 1);
  EXPECT_THAT(release.said, HasSubstr("draft"));
  project.replace("schema.yaml", kNameColumn, kEdited);
  EXPECT_EQ(run("Debug").code, 0);
  EXPECT_THAT(project.query("PRAGMA table_info(author)", "Debug.db"), HasSubstr("email"));
  EXPECT_THAT(project.build({"--config", "Debug"}).said, HasSubstr("no work to do"));
  project.seal("start");
  EXPECT_EQ(run("Release").code, 0);
}

}  // namespace
}  // namespace schemake::testing
