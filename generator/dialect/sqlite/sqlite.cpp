#include "dialect/sqlite/sqlite.hpp"

#include <algorithm>
#include <utility>

#include "dialect/sqlite/objections.hpp"
#include "dialect/sqlite/planner.hpp"
#include "dialect/sqlite/storage.hpp"
#include "operation/diff.hpp"

namespace schemake::generator::sqlite {
namespace {

constexpr unsigned kOldest = 3035005;  // DROP COLUMN without the defects of its first releases
constexpr unsigned kOldestStrict = 3037000;  // https://sqlite.org/stricttables.html

bool has_strict(const Schema& schema) {
  return std::any_of(schema.tables.begin(), schema.tables.end(),
                     [](const auto& item) { return item.second.table.strict; });
}

// The schema that comes back is as it was recorded: no default or backfill can be given to it.
void advise_on_way_back(std::vector<Step>& steps) {
  for (Step& step : steps) {
    if (!wants_empty_table(step)) continue;
    step.reason = spell(step.source) + " comes back NOT NULL, and nothing says what the rows of " +
                  step.object +
                  " get: empty the table, or give the revision a data step whose downgrade fills "
                  "the column";
  }
}

class Sqlite final : public Dialect {
 public:
  std::string_view name() const override { return kDialect; }

  Plan plan(const Schema& before, const Schema& after, const std::vector<Operation>& operations,
            const PlanOptions& options) const override {
    OneWay up = plan_upgrade(before, after, operations, options.accepted);
    OneWay down = plan_downgrade(after, before, reverse(operations));
    advise_on_way_back(down.steps);
    Plan plan;
    plan.dialect = kDialect;
    plan.engine = has_strict(before) || has_strict(after) ? kOldestStrict : kOldest;
    plan.upgrade = std::move(up.steps);
    plan.downgrade = std::move(down.steps);
    plan.costs = std::move(up.costs);
    return plan;
  }

  std::vector<Objection> check(const Schema& schema) const override { return objections(schema); }
};

}  // namespace

const Dialect& dialect() {
  static const Sqlite sqlite;
  return sqlite;
}

}  // namespace schemake::generator::sqlite
