#include <gtest/gtest.h>

#include <string>

#include "dialect/dialect.hpp"
#include "dialect/library.hpp"
#include "operation/diff.hpp"
#include "prove/prove.hpp"

// SQLite takes tables of 2,000 columns, and expressions of 1,000 terms in a row.

namespace schemake::generator {
namespace {

Schema wide(int columns) {
  Schema schema;
  add_table(schema, "wide");
  for (int i = 1; i < columns; ++i) {
    Column& added = add_column(schema, "wide", "c" + std::to_string(i));
    added.nullable = true;
  }
  return schema;
}

// What is wrong with the edge, there and back; empty where nothing is.
std::string failure(const Schema& before, const Schema& to) {
  Difference found = difference(before, to, {});
  const Plan plan =
      find_dialect("sqlite")->plan(before, found.settled, found.operations, {0, {"*"}});
  const auto failed = prove({&before, &found.settled, &found.operations, &plan, {}});
  return failed ? failed->what + " [" + failed->statement.substr(0, 200) + "]" : "";
}

TEST(WideTable, GetsAColumn) {
  Schema after = wide(1990);
  add_column(after, "wide", "more").nullable = true;
  EXPECT_EQ(failure(wide(1990), after), "");
}

TEST(WideTable, IsRebuilt) {
  Schema after = wide(1990);
  column(after, "wide", "c7").type.name = TypeName::bigint;
  EXPECT_EQ(failure(wide(1990), after), "");
}

Schema with_row(Schema schema, const std::string& value) {
  Row& row = schema.tables.at("wide").rows["1"];
  row.table = "wide";
  row.name = "1";
  row.values["id"] = Literal{Literal::Kind::number, "1"};
  for (const Column& column : schema.tables.at("wide").columns) {
    if (column.name != "id") row.values[column.name] = Literal{Literal::Kind::string, value};
  }
  return schema;
}

TEST(WideTable, HasRowsOfTheSchema) {
  const Schema bare = wide(1100);
  EXPECT_EQ(failure(bare, with_row(bare, "a")), "");
  EXPECT_EQ(failure(with_row(bare, "a"), with_row(bare, "b")), "");
}

// Under a key of as many columns, with rows that differ in the last one.
Schema keyed_by_all(int columns, int rows, const std::string& value) {
  Schema schema = wide(columns);
  drop_column(schema, "wide", "id");
  std::vector<std::string> key;
  for (Column& column : schema.tables.at("wide").columns) {
    column.nullable = false;
    key.push_back(column.name);
  }
  set_primary_key(schema, "wide", key);
  add_column(schema, "wide", "value");
  for (int i = 0; i < rows; ++i) {
    Row row{"wide", "", {}};
    for (const std::string& name : key) {
      const std::string text = name == key.back() ? std::to_string(i) : "x";
      row.values[name] = Literal{Literal::Kind::string, text};
      row.name += (row.name.empty() ? "'" : ", '") + text + "'";
    }
    row.values["value"] = Literal{Literal::Kind::string, value};
    schema.tables.at("wide").rows[row.name] = row;
  }
  return schema;
}

// SQLite plans a search by so many columns of one index for seconds, each time.
TEST(WideTable, HasRowsOfTheSchemaUnderAWideKey) {
  const Schema bare = keyed_by_all(520, 0, ""), rows = keyed_by_all(520, 2, "a");
  EXPECT_EQ(failure(bare, rows), "");
  EXPECT_EQ(failure(rows, keyed_by_all(520, 1, "b")), "");
}

TEST(WideTable, GetsOtherDefaults) {
  Schema after = wide(1100);
  for (Column& column : after.tables.at("wide").columns) {
    if (column.name != "id") column.default_value = constant(Literal::Kind::string, "x");
  }
  EXPECT_EQ(failure(wide(1100), after), "");
}

std::vector<std::string> names(int columns) {
  std::vector<std::string> result;
  for (int i = 1; i < columns; ++i) result.push_back("c" + std::to_string(i));
  return result;
}

TEST(WideTable, GetsAWideKey) {
  Schema unique = wide(1020), indexed = wide(1020);
  add_unique(unique, "wide", names(1020));
  add_index(indexed, "wide", "all_of_it", names(1020)).unique = true;
  EXPECT_EQ(failure(wide(1020), unique), "");
  EXPECT_EQ(failure(wide(1020), indexed), "");
}

TEST(WideTable, RefersToAWideKey) {
  Schema before = wide(1020);
  add_unique(before, "wide", names(1020));
  before.tables["narrow"] = before.tables.at("wide");
  TableSchema& narrow = before.tables["narrow"];
  narrow.table.name = "narrow";
  for (Column& column : narrow.columns) column.table = "narrow";
  for (auto& [name, key] : narrow.keys) key.table = "narrow";
  Schema after = before;
  ForeignKey& key = add_reference(after, "narrow", "c1", "wide");
  key.columns = key.parent_columns = names(1020);
  EXPECT_EQ(failure(before, after), "");
}

}  // namespace
}  // namespace schemake::generator
