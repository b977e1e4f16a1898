#include "prove/neighbourhood.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dialect/library.hpp"
#include "operation/diff.hpp"

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Map>
std::vector<std::string> names(const Map& map) {
  std::vector<std::string> list;
  for (const auto& [name, object] : map) list.push_back(name);
  return list;
}

// city <- shop <- sale -> item, and what reads them.
Schema shops() {
  Schema schema;
  for (const char* table : {"city", "shop", "item", "sale", "note", "log"}) {
    add_table(schema, table);
    add_column(schema, table, "name");
  }
  for (const auto& [table, parent] : std::vector<std::pair<std::string, std::string>>{
           {"shop", "city"}, {"sale", "shop"}, {"sale", "item"}}) {
    add_column(schema, table, parent, TypeName::bigint);
    add_reference(schema, table, parent, parent);
  }
  add_view(schema, "sold", "SELECT name FROM item");
  add_view(schema, "sold_twice", "SELECT a.name FROM sold AS a, note AS b");
  add_trigger(schema, "city", "grown", "INSERT INTO log(name) VALUES ('city');");
  add_trigger(schema, "log", "noted", "UPDATE item SET name = 'x';");
  return schema;
}

Neighbourhood around(const Schema& before, const Schema& after, const Hints& hints = {}) {
  return neighbourhood(before, after, diff(before, after, hints), {});
}

TEST(Neighbourhood, OfNothingIsNothing) {
  EXPECT_TRUE(around(shops(), shops()).before.empty());
  EXPECT_TRUE(around(shops(), shops()).after.empty());
}

TEST(Neighbourhood, HasParentsChildrenAndWhatTheyNeed) {
  Schema after = shops();
  column(after, "shop", "name").nullable = true;
  const Neighbourhood part = around(shops(), after);
  EXPECT_THAT(names(part.before.tables), ElementsAre("city", "item", "sale", "shop"));
  EXPECT_THAT(names(part.before.views), IsEmpty());
  EXPECT_THAT(names(part.before.triggers), IsEmpty());
  EXPECT_EQ(names(part.before.tables), names(part.after.tables));
}

TEST(Neighbourhood, HasViewsOverViewsAndTriggersThatMention) {
  Schema after = shops();
  column(after, "item", "name").nullable = true;
  const Neighbourhood part = around(shops(), after);
  EXPECT_THAT(names(part.before.tables),
              ElementsAre("city", "item", "log", "note", "sale", "shop"));
  EXPECT_THAT(names(part.before.views), ElementsAre("sold", "sold_twice"));
  // The other trigger is about none of these: it stands as all that it mentions is there.
  EXPECT_THAT(names(part.before.triggers), ElementsAre("grown", "noted"));
}

TEST(Neighbourhood, HasWhatTheTriggersOfTheTableReach) {
  Schema after = shops();
  column(after, "city", "name").nullable = true;
  const Neighbourhood part = around(shops(), after);
  EXPECT_THAT(names(part.before.tables), ElementsAre("city", "item", "log", "shop"));
  EXPECT_THAT(names(part.before.triggers), ElementsAre("grown", "noted"));
}

TEST(Neighbourhood, FollowsARename) {
  Schema after = shops();
  Hints hints;
  rename_table(after, hints, "item", "thing");
  const Neighbourhood part = around(shops(), after, hints);
  EXPECT_THAT(names(part.before.tables),
              ElementsAre("city", "item", "log", "note", "sale", "shop"));
  EXPECT_TRUE(part.after.tables.count("thing") > 0);
  EXPECT_TRUE(part.after.tables.count("sale") > 0);
}

TEST(Neighbourhood, HasTheTablesOfAnEnum) {
  Schema before = shops();
  before.enums["size"] = {"size", {"small"}, ""};
  Column& size = add_column(before, "note", "size", TypeName::enumeration);
  size.type.enumeration = "size";
  Schema after = before;
  after.enums["size"].values.push_back("large");
  const Neighbourhood part = around(before, after);
  EXPECT_TRUE(part.before.tables.count("note") > 0);
  EXPECT_EQ(part.after.enums, after.enums);
}

TEST(Neighbourhood, HasWhatThePlanHandles) {
  Plan plan;
  plan.downgrade.resize(1);
  plan.downgrade[0].object = "grown";  // a trigger of city
  const Neighbourhood part = neighbourhood(shops(), shops(), {}, plan);
  EXPECT_THAT(names(part.before.tables), ElementsAre("city", "item", "log"));
  EXPECT_THAT(names(part.after.triggers), ElementsAre("grown", "noted"));
}

TEST(Neighbourhood, HasTheTableOfAnIndex) {
  Schema after = shops();
  add_index(after, "log", "log_by_name", {"name"});
  const Neighbourhood part = around(shops(), after);
  EXPECT_TRUE(part.after.tables.count("log") > 0);
  EXPECT_THAT(names(part.after.indexes), ElementsAre("log_by_name"));
  EXPECT_THAT(names(part.before.indexes), IsEmpty());
}

}  // namespace
}  // namespace schemake::generator
