#ifndef SCHEMAKE_DIALECT_SQLITE_PLANNER_HPP
#define SCHEMAKE_DIALECT_SQLITE_PLANNER_HPP

#include <set>
#include <string>
#include <vector>

#include "dialect/plan.hpp"
#include "operation/operation.hpp"

namespace schemake::generator::sqlite {

// One way of an edge.
struct OneWay {
  std::vector<Step> steps;  // never empty
  std::vector<std::string> costs;
};

// The steps from `before` to `after`, their phases in order:
//   guards; drops of the indexes, views and triggers that go, change or stand on what changes;
//   drops of tables whose name is wanted; renames; new tables; columns added and tables relaxed;
//   values filled in;
//   tables tightened, columns and tables dropped; unique indexes; views and triggers again.
// Foreign keys must be off while they run, as the runtime has it.
OneWay plan_upgrade(const Schema& before, const Schema& after,
                    const std::vector<Operation>& operations,
                    const std::set<std::string>& accepted);

// Back to `before`, where `operations` lead. No loss was accepted of this way: every guard stands.
OneWay plan_downgrade(const Schema& after, const Schema& before,
                      const std::vector<Operation>& operations);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_PLANNER_HPP
