#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "operation/build.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"

// A backfill over the column itself says what becomes of each value where its type changes.

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Schema colored(const std::string& column, TypeName type) {
  Schema schema;
  build::add_table(schema, "note", {column});
  build::column_of(schema.tables.at("note"), column).type.name = type;
  return schema;
}

Hints filled(const std::string& column, const std::string& sql) {
  Hints hints;
  hints.backfills[{Kind::column, "note", column}] = DialectText(sql);
  return hints;
}

std::vector<std::string> recorded_backfills(const std::vector<Operation>& operations) {
  std::vector<std::string> texts;
  for (const Operation& operation : operations) {
    const auto* const change = std::get_if<Change<Column>>(&operation);
    if (change != nullptr) texts.push_back(change->backfill.for_dialect("sqlite"));
  }
  return texts;
}

TEST(Conversion, IsRecordedWithAChangeOfType) {
  const Schema before = colored("color", TypeName::integer);
  const Schema after = colored("color", TypeName::boolean);
  const auto operations = diff(before, after, filled("color", "color > 0"));
  EXPECT_THAT(recorded_backfills(operations), ElementsAre("color > 0"));
  EXPECT_THAT(losses(before, operations), IsEmpty());
}

TEST(Conversion, MayCallTheColumnByItsOldName) {
  const Schema before = colored("color", TypeName::integer);
  const Schema after = colored("dark", TypeName::boolean);
  Hints hints = filled("dark", "color > 0");
  hints.renamed_from[{Kind::column, "note", "dark"}] = "color";
  const auto operations = diff(before, after, hints);
  EXPECT_THAT(recorded_backfills(operations), ElementsAre("color > 0"));
  EXPECT_THAT(losses(before, operations), IsEmpty());
}

// What is left from when the column was added says nothing of the values that it has.
TEST(Conversion, IsNoBackfillOverAnythingElse) {
  const Schema before = colored("color", TypeName::integer);
  const Schema after = colored("color", TypeName::boolean);
  const auto operations = diff(before, after, filled("color", "length(id)"));
  EXPECT_THAT(recorded_backfills(operations), ElementsAre(""));
  EXPECT_EQ(losses(before, operations).size(), 1U);
}

TEST(Conversion, IsSpentOnceItIsRecorded) {
  const Schema before = colored("color", TypeName::integer);
  const Schema after = colored("color", TypeName::boolean);
  const Hints hints = filled("color", "color > 0");
  const auto recorded = diff(before, after, hints);
  EXPECT_THAT(unspent(hints, recorded).backfills, IsEmpty());
  const Schema later = colored("color", TypeName::text);
  EXPECT_THAT(recorded_backfills(diff(after, later, unspent(hints, recorded))), ElementsAre(""));
  EXPECT_EQ(unspent(filled("color", "color > 1"), recorded).backfills.size(), 1U);
}

TEST(Conversion, IsSpentUnderAnotherNameToo) {
  const Schema before = colored("color", TypeName::integer);
  auto recorded = diff(before, colored("color", TypeName::boolean), filled("color", "color > 0"));
  recorded.push_back(Rename{Kind::column, "note", "color", "dark"});
  EXPECT_THAT(unspent(filled("dark", "color > 0"), recorded).backfills, IsEmpty());
}

// A backfill that fills what is missing is asked for each time that it may be needed.
TEST(Conversion, OtherBackfillsAreNotSpent) {
  Schema before = colored("color", TypeName::integer);
  build::column_of(before.tables.at("note"), "color").nullable = true;
  const Hints hints = filled("color", "7");
  const auto recorded = diff(before, colored("color", TypeName::integer), hints);
  EXPECT_THAT(recorded_backfills(recorded), ElementsAre("7"));
  EXPECT_EQ(unspent(hints, recorded).backfills.size(), 1U);
}

// Its rows have rowids.
TEST(Losses, ANumberThatBecomesThePrimaryKeyIsNotMissing) {
  Schema after = colored("color", TypeName::text);
  Schema before = after;
  build::remove_column(before.tables.at("note"), "id");
  before.tables.at("note").keys.clear();
  build::column_of(after.tables.at("note"), "id").type.name = TypeName::bigint;
  EXPECT_THAT(losses(before, diff(before, after)), IsEmpty());
  build::column_of(after.tables.at("note"), "id").type.name = TypeName::text;
  EXPECT_EQ(losses(before, diff(before, after)).size(), 1U);
}

}  // namespace
}  // namespace schemake::generator
