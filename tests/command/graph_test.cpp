#include <gmock/gmock.h>

#include "child/project_folder.hpp"

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Two sealed revisions and a draft, which renames the table.
class Graph : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(
        project_.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"}).code,
        0);
    project_.seal("start");
    project_.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + "      email: text?\n");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
    project_.seal("add email");
    project_.replace("schema.yaml", "  author:\n", "  writer:\n    renamed_from: author\n");
    project_.replace("schema.yaml", kNameColumn, std::string(kNameColumn) + "      web: text?\n");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  }

  static bool has_graphviz() { return run_child({"dot", "-V"}).code == 0; }

  ProjectFolder project_;
};

TEST_F(Graph, DrawsTheDraftAsHead) {
  const ChildResult head = project_.schemake({"graph"});
  EXPECT_EQ(head.code, 0);
  EXPECT_EQ(head.said, R"text(erDiagram
  t_writer["writer"] {
    bigint id PK
    text name
    text email "nullable"
    text web "nullable"
  }
)text");
}

TEST_F(Graph, DrawsARevisionByWhatPeopleCallIt) {
  const ChildResult second = project_.schemake({"graph", "add_email", "--format", "dot"});
  EXPECT_EQ(second.code, 0);
  EXPECT_THAT(second.said, AllOf(StartsWith("digraph schema {\n"), HasSubstr("<B>author</B>"),
                                 HasSubstr(">email<"), Not(HasSubstr(">web<"))));
  EXPECT_EQ(project_.schemake({"graph", "base"}).said, "erDiagram\n");
}

TEST_F(Graph, ShowsTheDifferenceAndFollowsRenames) {
  const ChildResult forward = project_.schemake({"graph", "--from", "1"});
  EXPECT_EQ(forward.code, 0);
  EXPECT_EQ(forward.said, R"text(erDiagram
  %% 0001_start to draft: + added, - removed, ~ changed
  t_writer["🟠 ~ writer (was author)"] {
    bigint id PK
    text name
    text email "🟢 + nullable"
    text web "🟢 + nullable"
  }
  classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328
  class t_writer changed
)text");
  EXPECT_THAT(project_.schemake({"graph", "2", "--from", "head"}).said,
              AllOf(HasSubstr("~ author (was writer)"), HasSubstr("text web \"🔴 - nullable\"")));
  EXPECT_THAT(project_.schemake({"graph", "1", "--from", "base"}).said,
              HasSubstr("  t_author[\"🟢 + author\"] {\n    bigint id PK \"🟢 +\"\n"));
}

TEST_F(Graph, WritesAFile) {
  const ChildResult result = project_.schemake({"graph", "--output", "schema.mmd"});
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.said, "wrote schema.mmd\n");
  EXPECT_EQ(project_.read("schema.mmd"), project_.schemake({"graph"}).said);
  const ChildResult nowhere = project_.schemake({"graph", "--output", "nowhere/schema.mmd"});
  EXPECT_EQ(nowhere.code, 2);
  EXPECT_THAT(nowhere.said, HasSubstr("nowhere/schema.mmd cannot be written"));
}

TEST_F(Graph, RefusesAnUnknownFormatOrRevision) {
  const ChildResult format = project_.schemake({"graph", "--format", "png"});
  EXPECT_EQ(format.code, 2);
  EXPECT_THAT(format.said, AllOf(HasSubstr("mermaid"), HasSubstr("dot"), HasSubstr("svg")));
  for (const Words& words : {Words{"graph", "nope"}, Words{"graph", "--from", "nope"}}) {
    const ChildResult result = project_.schemake(words);
    EXPECT_EQ(result.code, 2);
    EXPECT_THAT(result.said,
                AllOf(HasSubstr("there is no revision \"nope\""), HasSubstr("0002_add_email")));
  }
}

TEST_F(Graph, SaysWhatToInstallWhereGraphvizIsMissing) {
  const ChildResult result =
      project_.schemake({"graph", "--format", "svg", "--output", "schema.svg"}, {"PATH="});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("install the package graphviz"), HasSubstr("--format dot")));
  EXPECT_FALSE(project_.has("schema.svg"));
}

TEST_F(Graph, TellsWhatGraphvizSaidWhereItFails) {
  project_.write("bin/dot", "#!/bin/sh\necho \"no plugins $1\" >&2\nexit 3\n");
  std::filesystem::permissions(project_.root() / "bin/dot", std::filesystem::perms::owner_all);
  const ChildResult result = project_.schemake({"graph", "--format", "svg"},
                                               {"PATH=" + (project_.root() / "bin").string()});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("bin/dot failed: no plugins -Tsvg"));
}

TEST_F(Graph, IsDrawnByGraphvizWhateverNamesAre) {
  if (!has_graphviz()) GTEST_SKIP() << "Graphviz is not installed";
  ProjectFolder hostile;
  hostile.write("schema.yaml", R"text(schemake: 1
catalog: library
tables:
  "a\"]{<|\\N%#&*:;'`~  größe \uFFFE\\":
    columns:
      "p \\N<b>&amp;": {type: text, primary_key: true}
      "\\": {type: text, references: "a\"]{<|\\N%#&*:;'`~  größe \uFFFE\\.p \\N<b>&amp;"}
)text");
  const ChildResult made =
      hostile.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"});
  ASSERT_EQ(made.code, 0) << made.said;
  const ChildResult svg = hostile.schemake({"graph", "--format", "svg", "--from", "base"});
  EXPECT_EQ(svg.code, 0) << svg.said;
  // Graphviz puts the table's name where it reads \N; blanks of no width keep it from that.
  EXPECT_THAT(svg.said, AllOf(HasSubstr("</svg>"), HasSubstr("\\\u200BN&lt;b&gt;&amp;amp;</text>"),
                              HasSubstr("größe")));
}

}  // namespace
}  // namespace schemake::testing
