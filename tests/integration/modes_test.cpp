#include <gmock/gmock.h>

#include "integration/consumer.hpp"

// What each MODE does where the schema is as recorded, and where it is not (DESIGN: the table of
// modes is in cmake/SchemakeMigrations.cmake).

namespace schemake::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const char* const kNoGenerator = "-DSCHEMAKE_EXECUTABLE=/bin/false";

void add_column(const Consumer& project, const std::string& column) {
  project.replace("schema.yaml", kNameColumn,
                  std::string(kNameColumn) + "      " + column + ": text?\n");
}

TEST(Mode, GenerateWritesADraftThatTheApplicationWalks) {
  const Consumer project;
  project.make();
  EXPECT_THAT(project.migrations(), Contains("draft.sqlite.cpp"));
  EXPECT_THAT(project.migrations(), Contains("schemake.sum"));
  const ChildResult run = project.run();
  EXPECT_EQ(run.code, 0) << run.said;
  EXPECT_EQ(project.query("SELECT count(*) FROM author"), "0\n");
}

TEST(Mode, AnEditOfTheSchemaNeedsOneBuild) {
  const Consumer project;
  project.make();
  ASSERT_EQ(project.run().code, 0);
  project.query("INSERT INTO author(id, name) VALUES (1, 'Mary')");
  add_column(project, "email");
  const ChildResult built = project.build();
  ASSERT_EQ(built.code, 0) << built.said;
  const ChildResult run = project.run();
  EXPECT_EQ(run.code, 0) << run.said;
  EXPECT_EQ(project.query("SELECT name, email IS NULL FROM author"), "Mary|1\n");
}

TEST(Mode, ASecondBuildDoesNothing) {
  const Consumer project;
  project.make();
  EXPECT_THAT(project.build().said, HasSubstr("no work to do"));
  add_column(project, "email");
  ASSERT_EQ(project.build().code, 0);
  EXPECT_THAT(project.build().said, HasSubstr("no work to do"));
}

// A source for each revision would make every fresh build dearer with each.
TEST(Mode, AHistoryIsCompiledAsOneSource) {
  const Consumer project;
  project.make();
  project.seal("start");
  add_column(project, "email");
  project.make();
  project.seal("email");
  project.make();
  EXPECT_THAT(project.migrations(), Contains("0002_email.sqlite.cpp"));
  const std::string ninja = project.read("build/build.ninja");
  int objects = 0;
  const std::string start = "\nbuild CMakeFiles/application_migrations.dir/";
  for (std::size_t at = ninja.find(start); at != std::string::npos;
       at = ninja.find(start, at + 1)) {
    if (ninja.substr(at, ninja.find(':', at) - at).ends_with(".o")) ++objects;
  }
  EXPECT_EQ(objects, 1);
}

TEST(Mode, ACommentIsNoChange) {
  const Consumer project;
  project.make();
  const std::string before = project.snapshot();
  project.write("schema.yaml", "# the authors\n\n" + project.read("schema.yaml"));
  const ChildResult configured = project.configure({kNoGenerator});
  EXPECT_EQ(configured.code, 0) << configured.said;
  EXPECT_EQ(project.snapshot(), before);
}

TEST(Mode, WhatIsRecordedNeedsNoGenerator) {
  const Consumer project;
  project.make();
  project.seal("start");
  for (const char* mode : {"GENERATE", "CHECK", "OFF", "AUTO"}) {
    const ChildResult configured =
        project.configure({kNoGenerator, std::string("-DSCHEMAKE_MODE=") + mode});
    EXPECT_EQ(configured.code, 0) << mode << configured.said;
  }
}

TEST(Mode, CheckRefusesADraft) {
  const Consumer project;
  project.make();
  const ChildResult configured = project.configure({"-DSCHEMAKE_MODE=CHECK"});
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("draft"));
  EXPECT_THAT(configured.said, HasSubstr("schemake revision -m"));
}

TEST(Mode, CheckNamesTheFileAndTheChangeAndWritesNothing) {
  const Consumer project;
  project.make();
  project.seal("start");
  const std::string before = project.snapshot();
  add_column(project, "email");
  const ChildResult configured = project.configure({"-DSCHEMAKE_MODE=CHECK"});
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("schema.yaml: changed"));
  EXPECT_THAT(configured.said, HasSubstr("email"));
  EXPECT_EQ(project.snapshot(), before);
}

TEST(Mode, CheckDoesWithoutAGenerator) {
  const Consumer project;
  project.make();
  project.seal("start");
  add_column(project, "email");
  const ChildResult configured = project.configure({kNoGenerator, "-DSCHEMAKE_MODE=CHECK"});
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("schema.yaml: changed"));
}

TEST(Mode, OffBuildsWhatIsRecorded) {
  const Consumer project;
  project.make();
  project.seal("start");
  const std::string before = project.snapshot();
  add_column(project, "email");
  const ChildResult configured = project.configure({kNoGenerator, "-DSCHEMAKE_MODE=OFF"});
  EXPECT_EQ(configured.code, 0) << configured.said;
  EXPECT_THAT(configured.said, HasSubstr("CMake Warning"));
  EXPECT_THAT(configured.said, HasSubstr("schema.yaml: changed"));
  ASSERT_EQ(project.build().code, 0);
  EXPECT_EQ(project.run().code, 0);
  EXPECT_THAT(project.query("PRAGMA table_info(author)"), Not(HasSubstr("email")));
  EXPECT_EQ(project.snapshot(), before);
}

TEST(Mode, OffNoticesASchemaThatComesBack) {
  const Consumer project;
  project.make();
  project.seal("start");
  const std::string schema = project.read("schema.yaml");
  std::filesystem::remove(project.root() / "schema.yaml");
  const ChildResult configured = project.configure({"-DSCHEMAKE_MODE=OFF"});
  EXPECT_EQ(configured.code, 0) << configured.said;
  EXPECT_THAT(configured.said, HasSubstr("schema.yaml: missing"));
  ASSERT_EQ(project.build().code, 0);
  project.write("schema.yaml", schema);
  const ChildResult built = project.build();
  EXPECT_EQ(built.code, 0) << built.said;
  EXPECT_THAT(built.said, HasSubstr("Re-running CMake"));
  EXPECT_THAT(built.said, Not(HasSubstr("missing")));
}

TEST(Mode, OffWithNothingRecordedIsAnError) {
  const Consumer project;
  const ChildResult configured = project.configure({"-DSCHEMAKE_MODE=OFF"});
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("nothing is recorded"));
  EXPECT_THAT(project.migrations(), IsEmpty());
}

TEST(Mode, OffNeverWalksADraft) {
  const Consumer project;
  project.make();
  const ChildResult configured = project.configure({"-DSCHEMAKE_MODE=OFF"});
  ASSERT_EQ(configured.code, 0) << configured.said;
  ASSERT_EQ(project.build().code, 0);
  const ChildResult run = project.run();
  EXPECT_EQ(run.code, 1) << run.said;
  EXPECT_THAT(run.said, HasSubstr("draft"));
}

TEST(Mode, AReleaseBuildWalksADraftOnlyWhenToldSo) {
  const Consumer project;
  project.make({"-DCMAKE_BUILD_TYPE=Release"});
  EXPECT_EQ(project.run().code, 1);
  project.make({"-DSCHEMAKE_WALK_DRAFTS=ON"});
  EXPECT_EQ(project.run().code, 0);
}

TEST(Mode, AutoIsCheckInCI) {
  const Consumer project;
  const ChildResult in_ci = project.configure({}, {"CI=true"});
  EXPECT_NE(in_ci.code, 0);
  EXPECT_THAT(in_ci.said, HasSubstr("schemake.sum: missing"));
  EXPECT_THAT(project.migrations(), IsEmpty());
  const ChildResult outside = project.configure({}, {"CI=false"});
  EXPECT_EQ(outside.code, 0) << outside.said;
}

TEST(Mode, AutoIsCheckInASubproject) {
  const Consumer project;
  for (const char* file : {"CMakeLists.txt", "main.cpp", "schema.yaml"}) {
    project.write(std::string("part/") + file, project.read(file));
  }
  project.write("CMakeLists.txt",
                "cmake_minimum_required(VERSION 3.22)\nproject(whole LANGUAGES CXX)\n"
                "add_subdirectory(part)\n");
  const ChildResult configured = project.configure();
  EXPECT_NE(configured.code, 0);
  EXPECT_FALSE(project.has("part/migrations"));
}

TEST(Mode, TheVariableBeatsTheArgument) {
  const Consumer project;
  project.replace("CMakeLists.txt", "MIGRATIONS migrations", "MODE OFF");
  EXPECT_NE(project.configure().code, 0);
  const ChildResult generated = project.configure({"-DSCHEMAKE_MODE=GENERATE"});
  EXPECT_EQ(generated.code, 0) << generated.said;
}

TEST(Mode, AnUnknownOneIsRefused) {
  const Consumer project;
  const ChildResult configured = project.configure({"-DSCHEMAKE_MODE=CHEKC"});
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said, HasSubstr("AUTO, GENERATE, CHECK, OFF"));
}

TEST(Mode, ABrokenSchemaIsShownAsTheGeneratorSaysIt) {
  const Consumer project;
  project.make();
  const std::string before = project.snapshot();
  project.replace("schema.yaml", "name: text", "name: txt; [\\");
  const ChildResult built = project.build();
  EXPECT_NE(built.code, 0);
  EXPECT_THAT(built.said, HasSubstr("schema.yaml:8:13: error: "));
  EXPECT_THAT(built.said, HasSubstr("name: txt; [\\\n"));
  EXPECT_EQ(project.snapshot(), before);
  project.write("schema.yaml", kSchema);
  const ChildResult mended = project.build();
  EXPECT_EQ(mended.code, 0) << mended.said;
}

// A log holds no escape codes, in each way by which CMake runs the generator.
TEST(Mode, DiagnosticsAreColouredOnlyWhereThatIsAskedFor) {
  const Consumer project;
  project.replace("schema.yaml", "name: text", "name: txt");
  for (const char* mode : {"-DSCHEMAKE_MODE=GENERATE", "-DSCHEMAKE_MODE=CHECK"}) {
    const ChildResult plain = project.configure({mode});
    EXPECT_THAT(plain.said, HasSubstr("schema.yaml:8:13: error: "));
    EXPECT_THAT(plain.said, Not(HasSubstr("\x1b[")));
    const std::string bold = "\x1b[1m";  // which CMake, that is coloured too, does not use
    EXPECT_THAT(project.configure({mode}, {"CLICOLOR_FORCE=1"}).said, HasSubstr(bold));
    EXPECT_THAT(project.configure({mode}, {"CLICOLOR_FORCE=1", "NO_COLOR=1"}).said,
                Not(HasSubstr(bold)));
  }
}

}  // namespace
}  // namespace schemake::testing
