#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"
#include "dialect/walked_schema.hpp"

// Rows of the schema that refer to others of its rows.

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

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

class SeedParents : public WalkedSchema {
 protected:
  std::vector<std::string> broken() { return engine_.rows("PRAGMA foreign_key_check"); }
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

// role (id, name), with row 1, and person.
Schema roles() {
  Schema schema;
  add_table(schema, "role");
  add_column(schema, "role", "name");
  add_row(schema, "role", "1", {{"name", text("admin")}});
  add_table(schema, "person");
  return schema;
}

Column& add_role(Schema& schema) {
  Column& column = add_column(schema, "person", "role", TypeName::bigint);
  add_reference(schema, "person", "role", "role");
  return column;
}

TEST_F(SeedParents, ANewColumnRefersToARowThatComesWithIt) {
  const Schema before = roles();
  for (const bool by_default : {false, true}) {
    for (const bool is_created : {false, true}) {
      Schema start = before, after = before;
      if (is_created) start.tables.erase("role");
      add_row(after, "role", "2", {{"name", text("guest")}});
      Hints hints;
      Column& role = add_role(after);
      if (by_default) {
        role.default_value = number("2");
      } else {
        backfill(hints, "person", "role", "2");
      }
      Engine engine;
      const Plan edge = plan(start, after, hints);
      ASSERT_EQ(engine.walk(plan({}, start).upgrade), "");
      engine.run("INSERT INTO person VALUES (5)");
      ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
      EXPECT_THAT(engine.rows("SELECT * FROM person"), ElementsAre("5|2")) << listing(edge);
      EXPECT_THAT(engine.rows("PRAGMA foreign_key_check"), ElementsAre());
    }
  }
}

TEST_F(SeedParents, ANewColumnThatRefersToNoRowOfTheSchemaIsRefused) {
  Schema before = roles(), after = before;
  add_row(after, "role", "2", {{"name", text("guest")}});
  add_role(after);
  Hints hints;
  backfill(hints, "person", "role", "3");
  ASSERT_EQ(start(before), "");
  engine_.run("INSERT INTO person VALUES (5)");
  EXPECT_THAT(up(before, after, hints), HasSubstr("refer to rows of role that do not exist"));
}

// Where the rows' table stands as it is, gets a column, or is made anew.
TEST_F(SeedParents, ABackfillLooksForARowThatComesWithIt) {
  const Schema before = roles();
  for (const char* change : {"none", "column", "type", "rows"}) {
    for (const bool nullable : {false, true}) {
      Schema start = before, after = before;
      add_row(after, "role", "2", {{"name", text("guest")}});
      if (change == std::string("column")) add_column(after, "role", "note").nullable = true;
      if (change == std::string("type")) {
        column(start, "role", "name").type.name = TypeName::varchar;
        column(start, "role", "name").type.precision = 20;
      }
      if (change == std::string("rows")) after.tables["role"].rows.erase("1");
      Hints hints;
      add_role(after).nullable = nullable;
      backfill(hints, "person", "role", "(SELECT id FROM role WHERE role.name = 'guest')");
      Engine engine;
      const Plan edge = plan(start, after, hints);
      ASSERT_EQ(engine.walk(plan({}, start).upgrade), "");
      engine.run("INSERT INTO person VALUES (5)");
      ASSERT_EQ(engine.walk(edge.upgrade), "") << listing(edge);
      EXPECT_THAT(engine.rows("SELECT * FROM person"), ElementsAre("5|2"))
          << change << listing(edge);
      EXPECT_THAT(engine.rows("SELECT count(*) FROM role WHERE id = 2"), ElementsAre("1"));
      ASSERT_EQ(engine.walk(edge.downgrade), "") << listing(edge);
      EXPECT_THAT(engine.rows("SELECT id FROM role"), ElementsAre("1")) << listing(edge);
    }
  }
}

// What a row says is moved to those who refer to it.
TEST_F(SeedParents, ABackfillReadsARowThatGoes) {
  Schema before = roles();
  add_role(before).nullable = true;
  Schema after = roles();
  after.tables["role"].rows.clear();
  add_column(after, "person", "title").nullable = true;
  add_row(after, "role", "2", {{"name", text("guest")}});
  add_column(after, "person", "role", TypeName::bigint).nullable = true;
  Hints hints;
  backfill(hints, "person", "title", "(SELECT name FROM role WHERE role.id = person.role)");
  ASSERT_EQ(start(before), "");
  engine_.run("INSERT INTO person VALUES (5, 1)");
  ASSERT_EQ(up(before, after, hints), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT title FROM person"), ElementsAre("admin")) << trace_;
}

}  // namespace
}  // namespace schemake::generator
