#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"

// Rows of the schema that refer to others of its rows.

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;

Default text(const std::string& value) { return constant(Literal::Kind::string, value); }
Default number(const std::string& value) { return constant(Literal::Kind::number, value); }

void add_row(Schema& schema, const std::string& table, const std::string& id,
             std::map<std::string, Default> values) {
  values.emplace("id", number(id));
  schema.tables.at(table).rows[id] = {table, id, std::move(values)};
}

// cat (id, name unique, parent -> cat.id).
Schema categories() {
  Schema schema;
  add_table(schema, "cat");
  add_column(schema, "cat", "name");
  add_column(schema, "cat", "parent", TypeName::bigint).nullable = true;
  add_unique(schema, "cat", {"name"});
  add_reference(schema, "cat", "parent", "cat");
  return schema;
}

class SeedParents : public ::testing::Test {
 protected:
  std::string start(const Schema& schema) { return engine_.walk(plan({}, schema).upgrade); }
  std::string up(const Schema& before, const Schema& after, const Hints& hints = {}) {
    const Plan edge = plan(before, after, hints);
    trace_ = listing(edge);
    down_ = edge.downgrade;
    return engine_.walk(edge.upgrade);
  }
  std::vector<std::string> broken() { return engine_.rows("PRAGMA foreign_key_check"); }

  Engine engine_;
  std::vector<Step> down_;
  std::string trace_;
};

TEST_F(SeedParents, AChildOfANewRowThatIsLeftOutIsLeftOutToo) {
  const Schema before = categories();
  Schema after = before;
  add_row(after, "cat", "1", {{"name", text("Plum")}, {"parent", number("2")}});
  add_row(after, "cat", "2", {{"name", text("Fruit")}, {"parent", number("3")}});
  add_row(after, "cat", "3", {{"name", text("Food")}});
  add_row(after, "cat", "4", {{"name", text("Itself")}, {"parent", number("4")}});
  add_row(after, "cat", "5", {{"name", text("Round")}, {"parent", number("6")}});
  add_row(after, "cat", "6", {{"name", text("About")}, {"parent", number("5")}});
  for (const bool taken : {false, true}) {
    Engine engine;
    const Plan edge = plan(before, after);
    ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
    if (taken) engine.run("INSERT INTO cat VALUES (17, 'Food', NULL)");
    ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
    const std::vector<std::string> all = {"1|Plum|2",   "2|Fruit|3", "3|Food|NULL",
                                          "4|Itself|4", "5|Round|6", "6|About|5"};
    const std::vector<std::string> rest = {"4|Itself|4", "5|Round|6", "6|About|5", "17|Food|NULL"};
    EXPECT_EQ(engine.rows("SELECT * FROM cat ORDER BY id"), taken ? rest : all) << listing(edge);
    EXPECT_THAT(engine.rows("PRAGMA foreign_key_check"), ElementsAre());
  }
}

TEST_F(SeedParents, ARowOfAnotherTableIsLeftOutToo) {
  Schema before = categories();
  add_table(before, "able");  // before cat in the order of names
  add_column(before, "able", "cat", TypeName::bigint).nullable = true;
  add_reference(before, "able", "cat", "cat");
  add_row(before, "able", "7", {});
  Schema after = before;
  add_table(after, "new");
  add_column(after, "new", "cat", TypeName::bigint).nullable = true;
  add_reference(after, "new", "cat", "cat");
  add_row(after, "cat", "1", {{"name", text("Food")}});
  add_row(after, "cat", "2", {{"name", text("Drink")}});
  for (const char* table : {"able", "new"}) {
    add_row(after, table, "1", {{"cat", number("1")}});
    add_row(after, table, "2", {{"cat", number("2")}});
  }
  add_row(after, "able", "7", {{"cat", number("1")}});
  add_row(before, "able", "8", {});
  add_row(after, "able", "8", {{"cat", number("2")}});
  ASSERT_EQ(start(before), "");
  engine_.run("INSERT INTO cat VALUES (17, 'Food', NULL)");
  ASSERT_EQ(up(before, after), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT id, cat FROM able ORDER BY id"),
              ElementsAre("2|2", "7|NULL", "8|2"))
      << trace_;
  EXPECT_THAT(engine_.rows("SELECT id, cat FROM new ORDER BY id"), ElementsAre("2|2")) << trace_;
  EXPECT_THAT(broken(), ElementsAre());
}

}  // namespace
}  // namespace schemake::generator
