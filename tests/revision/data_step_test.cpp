#include "revision/data_step.hpp"

#include <gmock/gmock.h>

#include <sstream>
#include <string>

#include "text/digest.hpp"

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What a data file says, and what is said of it.
class DataStepTest : public ::testing::Test {
 protected:
  DataStep read(const std::string& text, DataLanguage language = DataLanguage::sql) {
    Sources sources;
    Diagnostics diagnostics;
    DataFile file{language, text, sources.add("draft.data", text), {}};
    DataStep step = read_data_step(file, "library", sources, diagnostics);
    said_.clear();
    for (const Diagnostic& one : diagnostics.all()) said_ += render(one, sources);
    return step;
  }
  std::string said_;
};

TEST_F(DataStepTest, HasTwoSections) {
  const DataStep step = read(
      "-- Why this is done.\n"
      "-- schemake: upgrade\n\nUPDATE a SET b = 1;\r\nDELETE FROM c; -- schemake is not meant\n\n"
      "-- schemake: downgrade\nUPDATE a SET b = 0\n");
  EXPECT_EQ(said_, "");
  EXPECT_EQ(step.upgrade.sql, "UPDATE a SET b = 1;\nDELETE FROM c; -- schemake is not meant");
  EXPECT_EQ(step.upgrade.offset, 43U);
  EXPECT_EQ(step.downgrade.sql, "UPDATE a SET b = 0");
  EXPECT_EQ(step.unfinished, "");
  EXPECT_EQ(step.fresh, DataStep::Fresh::unsaid);
  EXPECT_FALSE(step.compatible);
}

TEST_F(DataStepTest, SaysHowItIsUndoneOrWhyNot) {
  const std::string upgrade = "-- schemake: upgrade\nDELETE FROM a;\n";
  EXPECT_THAT(read(upgrade).unfinished, HasSubstr("does not say how it is undone"));
  EXPECT_TRUE(read(upgrade + "-- schemake: nothing to undo\n").nothing_to_undo);
  EXPECT_EQ(read(upgrade + "-- schemake: nothing to undo\n").unfinished, "");
  const DataStep lost = read(upgrade + "--  schemake:  irreversible the rows are gone \n");
  EXPECT_EQ(lost.irreversible, "the rows are gone");
  EXPECT_EQ(lost.unfinished, "");
  read(upgrade + "-- schemake: irreversible\n");
  EXPECT_THAT(said_, HasSubstr("draft.data:3:1: error: irreversible needs its reason"));
  EXPECT_THAT(read("-- schemake: downgrade\nDELETE FROM a;").unfinished,
              HasSubstr("holds no statement to upgrade with"));
}

TEST_F(DataStepTest, SaysWhetherItRunsInAFreshDatabase) {
  EXPECT_EQ(read("-- schemake: fresh run\n").fresh, DataStep::Fresh::run);
  EXPECT_EQ(read("-- schemake: fresh skip\n").fresh, DataStep::Fresh::skip);
  EXPECT_TRUE(read("-- schemake: compatible\n").compatible);
}

TEST_F(DataStepTest, WhatCannotBeMeantIsAnError) {
  const struct {
    const char *text, *said;
  } kCases[] = {
      {"-- schemake: upgrad\n", "draft.data:1:1: error: `schemake: upgrad` says nothing"},
      {"-- schemake: upgrad\n", "did you mean `upgrade`?"},
      {"-- schemake: whatever this is\n", "write one of: upgrade, downgrade"},
      {"UPDATE a SET b = 1;\n", "draft.data:1:1: error: this stands in no section"},
      {"-- schemake: upgrade\n-- schemake: upgrade\n", "2:1: error: this section is there already"},
      {"-- schemake: upgrade\nSELECT 1;\n  COMMIT;\n",
       "3:3: error: a data step may not hold COMMIT"},
      {"-- schemake: upgrade\nALTER TABLE a ADD b;", "may not hold ALTER"},
      {"-- schemake: upgrade\nDROP TABLE a", "what changes the schema is said in the schema file"},
      {"-- schemake: downgrade\nPRAGMA foreign_keys = 0;", "may not hold PRAGMA"},
      {"-- schemake: upgrade\nSELECT 'x;\n", "2:8: error: this is no SQL"},
  };
  for (const auto& one : kCases) {
    read(one.text);
    EXPECT_THAT(said_, HasSubstr(one.said)) << one.text;
  }
}

TEST_F(DataStepTest, TablesForTheTimeAreAllowed) {
  read(
      "-- schemake: upgrade\nCREATE TEMP TABLE t AS SELECT 1; CREATE TEMPORARY VIEW v AS SELECT "
      "1;\n"
      "DROP TABLE temp.t;");
  EXPECT_EQ(said_, "");
}

TEST_F(DataStepTest, InCppIsANamespaceOfItsOwn) {
  const std::string text = data_template(DataLanguage::cpp, "library", "1f2e3d4c");
  const DataStep step = read(text, DataLanguage::cpp);
  EXPECT_EQ(said_, "");
  EXPECT_EQ(step.name_space, "data_1f2e3d4c");
  EXPECT_EQ(step.unfinished, "");
  read("void upgrade(schemake::Data&) {}", DataLanguage::cpp);
  EXPECT_THAT(said_, HasSubstr("no namespace that Schemake knows"));
  read("namespace schemake_catalog_shop::data_1 {}", DataLanguage::cpp);
  EXPECT_THAT(said_, HasSubstr("that of another catalog"));
  EXPECT_EQ(read(text + "// schemake: irreversible gone\n", DataLanguage::cpp).irreversible,
            "gone");
}

// A formatter of sources once took the template for code of Schemake's.
TEST(DataTemplate, HasShortLinesWithoutAMargin) {
  for (const DataLanguage language : {DataLanguage::sql, DataLanguage::cpp}) {
    std::istringstream lines(data_template(language, "library", "1f2e3d4c"));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 100u) << line;
      EXPECT_LE(line.find_first_not_of(' '), line.empty() ? std::string::npos : 2u) << line;
    }
  }
  EXPECT_THAT(data_template(DataLanguage::cpp, "library", "1f2e3d4c"),
              HasSubstr("//   schemake::sqlite::run_in_batches(data, \"UPDATE ... LIMIT ?1\");\n"));
}

TEST_F(DataStepTest, TheTemplateInSqlWaitsForStatements) {
  const DataStep step = read(data_template(DataLanguage::sql, "library", ""));
  EXPECT_EQ(said_, "");
  EXPECT_THAT(step.unfinished, HasSubstr("holds no statement"));
}

TEST(DataFiles, AreDigestedByTheirNames) {
  const DataFile sql{DataLanguage::sql, "a\r\n", -1, {}}, cpp{DataLanguage::cpp, "b\n", -1, {}};
  EXPECT_THAT(digests({sql, cpp}), ElementsAre(text_digest("b\n"), text_digest("a\n")));
  EXPECT_THAT(digests({}), IsEmpty());
}

}  // namespace
}  // namespace schemake::generator
