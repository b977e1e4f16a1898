#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "dialect/dialect.hpp"
#include "dialect/engine.hpp"
#include "dialect/fallback.hpp"
#include "dialect/library.hpp"
#include "dialect/lineage.hpp"
#include "dialect/mutation.hpp"
#include "dialect/plans.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "operation/apply.hpp"
#include "operation/diff.hpp"

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;

bool is_guarded(const std::vector<Step>& steps, const std::string& outcome) {
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    return step.verb == Verb::guard && step.reason == outcome && outcome != kTextMissed;
  });
}

void empty_all(Engine& engine, const Schema& schema) {
  for (const auto& item : schema.triggers) engine.run("DROP TRIGGER " + quoted_name(item.first));
  for (const auto& item : schema.tables) engine.run("DELETE FROM " + quoted_name(item.first));
  for (const auto& item : schema.triggers) engine.run(sqlite::create_trigger(item.second));
}

using Values = std::map<std::string, std::vector<std::string>>;

// The values of each column that both states store alike, under the names of the state before.
Values kept_values(Engine& engine, const Schema& before, const Schema& after,
                   const Lineage& lineage, bool at_after) {
  Values values;
  for (const auto& [name, origin] : lineage.tables) {
    const TableSchema& old_table = before.tables.at(origin.name);
    const TableSchema& new_table = after.tables.at(name);
    values[origin.name] =
        engine.rows("SELECT count(*) FROM " + quoted_name(at_after ? name : origin.name));
    for (const auto& [to, from] : origin.columns) {
      const Column& column = *new_table.column(to);
      auto text = canonical(sqlite::column_text(column, new_table, after));
      auto old_text = canonical(sqlite::column_text(*old_table.column(from), old_table, before));
      // A wish for a value is no value.
      if (column.generated || text.type != old_text.type || text.check != old_text.check ||
          text.not_null != old_text.not_null) {
        continue;
      }
      values[origin.name + "." + from] =
          engine.rows("SELECT quote(" + quoted_name(at_after ? to : from) + ") FROM " +
                      quoted_name(at_after ? name : origin.name) + " ORDER BY 1");
    }
  }
  return values;
}

// Whatever changes of a table at once, its rows are copied once.
void expect_one_copy_a_table(const std::vector<Step>& steps) {
  std::set<std::string> rebuilt;
  for (const Step& step : steps) {
    if (step.verb != Verb::rebuild) continue;
    EXPECT_TRUE(rebuilt.insert(step.object).second) << step.object;
  }
}

void walk_up_and_down(const Schema& before, const Schema& after, const Lineage& lineage,
                      const Plan& edge) {
  SCOPED_TRACE(listing(edge));
  expect_one_copy_a_table(edge.upgrade);
  expect_one_copy_a_table(edge.downgrade);
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(rows_for(before));
  const Values expected = kept_values(engine, before, after, lineage, false);
  std::string outcome = engine.walk(edge.upgrade);
  if (is_guarded(edge.upgrade, outcome)) {
    EXPECT_THAT(what_differs(fresh(before), engine.fingerprint()), ElementsAre());
    empty_all(engine, before);
    outcome = engine.walk(edge.upgrade);
  } else {
    ASSERT_EQ(outcome, "");
    EXPECT_EQ(kept_values(engine, before, after, lineage, true), expected);
  }
  ASSERT_EQ(outcome, "");
  EXPECT_THAT(what_differs(fresh(after), engine.fingerprint()), ElementsAre());
  outcome = engine.walk(edge.downgrade);
  if (is_guarded(edge.downgrade, outcome)) {
    empty_all(engine, after);
    outcome = engine.walk(edge.downgrade);
  }
  ASSERT_EQ(outcome, "");
  EXPECT_THAT(what_differs(fresh(before), engine.fingerprint()), ElementsAre());
}

class RandomChange : public ::testing::TestWithParam<unsigned> {};

TEST_P(RandomChange, UpAndDown) {
  Mutator mutator(GetParam());
  Schema before;
  Hints unused;
  for (int i = 0; i < 25; ++i) mutator.mutate(before, unused);
  mutator.start(before);
  Schema wanted = before;
  Hints hints;
  for (unsigned i = 0; i < 1 + GetParam() % 6; ++i) mutator.mutate(wanted, hints);

  const std::vector<Operation> operations = diff(before, wanted, hints);
  const Schema after = wanted;
  const Plan edge = find_dialect("sqlite")->plan(before, after, operations, {});
  const Lineage lineage = trace(before, operations);
  if (!has_fallbacks(edge)) return walk_up_and_down(before, after, lineage, edge);
  walk_up_and_down(before, after, lineage, without_fallbacks(edge));
  walk_up_and_down(before, after, lineage, fallbacks_alone(edge));
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomChange, ::testing::Range(0U, 400U));

}  // namespace
}  // namespace schemake::generator
