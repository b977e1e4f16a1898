#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/library.hpp"
#include "prove/edge.hpp"

// The proof of edges between schemas that bring rows.

namespace schemake::generator {
namespace {

using ::testing::HasSubstr;

// genre (id, name), `name` unique, with these names as rows 1, 2, ...
Schema genres(const std::vector<std::string>& names) {
  Schema schema = library();
  add_table(schema, "genre");
  add_column(schema, "genre", "name");
  add_unique(schema, "genre", {"name"});
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string key = std::to_string(i + 1);
    schema.tables["genre"].rows[key] = {"genre",
                                        key,
                                        {{"id", constant(Literal::Kind::number, key)},
                                         {"name", constant(Literal::Kind::string, names[i])}}};
  }
  return schema;
}

TEST(Prove, TheRowsThatTheSchemaBrings) {
  EXPECT_EQ(words(Edge({}, genres({"novel", "poem"})).failure()), "");
  EXPECT_EQ(words(Edge(library(), genres({"novel", "poem"})).failure()), "");
  EXPECT_EQ(words(Edge(genres({"novel", "poem"}), genres({"novel", "verse", "play"})).failure()),
            "");
  EXPECT_EQ(words(Edge(genres({"novel", "poem", "play"}), genres({"novel"})).failure()), "");
  EXPECT_EQ(words(Edge(genres({"novel"}), library()).failure()), "");
}

// A sample row may replace one of them, and is kept although its key goes.
TEST(Prove, RowsThatTheSchemaBringsWhoseKeyGoes) {
  for (const bool moves : {false, true}) {
    Schema before = genres({"novel", "poem"}), after = genres({});
    before.tables["genre"].keys[""].conflict = OnConflict::replace;
    TableSchema& genre = after.tables["genre"];
    genre.keys.clear();
    std::erase_if(genre.columns, [](const Column& column) { return column.name == "id"; });
    if (moves) set_primary_key(after, "genre", {"name"});
    EXPECT_EQ(words(Edge(before, after).failure()), "");
    EXPECT_EQ(words(Edge(after, before).failure()), "");
  }
}

TEST(Prove, SeesRowsThatAreNotWhatIsDeclared) {
  Edge edge(genres({"novel"}), genres({"novel", "poem"}));
  for (Step& step : edge.plan.upgrade) {
    const std::size_t at = step.sql.find("'poem'");
    if (at != std::string::npos) step.sql.replace(at, 6, "'prose'");
  }
  const auto failure = edge.failure();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->object, (ObjectName{Kind::row, "genre", "2"}));
}

TEST(Prove, NamesRowsThatStandInEachOthersWay) {
  const auto twice = Edge(library(), genres({"novel", "novel"})).failure();
  ASSERT_TRUE(twice);
  EXPECT_FALSE(twice->ours);
  EXPECT_EQ(twice->object, (ObjectName{Kind::row, "genre", "2"}));
  const auto swap = Edge(genres({"novel", "poem"}), genres({"poem", "novel"})).failure();
  ASSERT_TRUE(swap);
  EXPECT_FALSE(swap->ours);
  EXPECT_THAT(swap->advice, HasSubstr("in two revisions"));
}

TEST(Prove, NamesARowThatItsTableRefuses) {
  Schema after = genres({"novel"});
  add_check(after, "genre", "short", "length(name) < 3");
  const auto failure = Edge(library(), after).failure();
  ASSERT_TRUE(failure);
  EXPECT_FALSE(failure->ours);
  EXPECT_EQ(failure->object, (ObjectName{Kind::row, "genre", "1"}));
  EXPECT_THAT(failure->what, HasSubstr("CHECK constraint failed"));
}

TEST(Prove, NamesARowThatRefersToNothing) {
  Schema after = genres({"novel", "poem"});
  add_column(after, "genre", "part_of", TypeName::bigint).nullable = true;
  add_reference(after, "genre", "part_of", "genre");
  after.tables["genre"].rows["1"].values["part_of"] = constant(Literal::Kind::number, "2");
  EXPECT_EQ(words(Edge(library(), after).failure()), "");
  after.tables["genre"].rows["2"].values["part_of"] = constant(Literal::Kind::number, "9");
  for (const Schema& before : {Schema{}, library(), genres({"novel"})}) {
    const auto failure = Edge(before, after).failure();
    ASSERT_TRUE(failure);
    EXPECT_FALSE(failure->ours);
    EXPECT_EQ(failure->object, (ObjectName{Kind::row, "genre", "2"}));
    EXPECT_EQ(failure->what, "the row refers to genre.id 9, which no row of genre has");
  }
}

// The row is there before any other, and its NULL becomes the default.
TEST(Prove, RowsThatTheSchemaBringsWhoseNullIsFilled) {
  Schema before = genres({"novel", "poem"});
  add_column(before, "genre", "note").nullable = true;
  Schema after = before;
  column(after, "genre", "note").nullable = false;
  column(after, "genre", "note").default_value = constant(Literal::Kind::string, "");
  EXPECT_EQ(words(Edge(before, after).failure()), "");
  EXPECT_EQ(words(Edge(after, before).failure()), "");
}

// A text is no blob, so that the row cannot be told by its key on the other side.
TEST(Prove, RowsThatTheSchemaBringsWhoseKeyIsOfAnotherType) {
  Schema before;
  before.tables["tag"].table.name = "tag";
  add_column(before, "tag", "name");
  Schema after = before;
  column(after, "tag", "name").type.name = TypeName::blob;
  set_primary_key(after, "tag", {"name"});
  after.tables["tag"].rows["x''"] = {"tag", "x''", {{"name", constant(Literal::Kind::blob, "")}}};
  EXPECT_EQ(words(Edge(before, after).failure()), "");
  EXPECT_EQ(words(Edge(after, before).failure()), "");
}

// A row's NULL becomes the default, which no row of the schema has.
TEST(Prove, RowsThatTheSchemaBringsWhoseKeyWasNullable) {
  Schema before;
  before.tables["tag"].table.name = "tag";
  add_column(before, "tag", "note");
  add_column(before, "tag", "name").nullable = true;
  column(before, "tag", "name").default_value = constant(Literal::Kind::string, "0");
  Schema after = before;
  column(after, "tag", "name").nullable = false;
  set_primary_key(after, "tag", {"name"});
  after.tables["tag"].rows["''"] = {"tag",
                                    "''",
                                    {{"note", constant(Literal::Kind::string, "q")},
                                     {"name", constant(Literal::Kind::string, "")}}};
  EXPECT_EQ(words(Edge(before, after).failure()), "");
  EXPECT_EQ(words(Edge(after, before).failure()), "");
}

// To SQLite TRUE is a column where there is one of that name.
TEST(Prove, RowsThatTheSchemaBringsBesideAColumnCalledTrue) {
  Schema before;
  before.tables["tag"].table.name = "tag";
  add_column(before, "tag", "true").type.name = TypeName::real;
  add_column(before, "tag", "shown").type.name = TypeName::boolean;
  set_primary_key(before, "tag", {"true", "shown"});
  Schema after = before;
  after.tables["tag"].rows["1.5, TRUE"] = {"tag",
                                           "1.5, TRUE",
                                           {{"true", constant(Literal::Kind::number, "1.5")},
                                            {"shown", constant(Literal::Kind::boolean, "true")}}};
  EXPECT_EQ(words(Edge(before, after).failure()), "");
  EXPECT_EQ(words(Edge(after, before).failure()), "");
}

}  // namespace
}  // namespace schemake::generator
