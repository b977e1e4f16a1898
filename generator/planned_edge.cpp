#include "planned_edge.hpp"

#include "dialect/dialect.hpp"
#include "operation/describe.hpp"

namespace schemake::generator {

PlannedEdge plan_edge(const std::string& dialect, const Schema& before, const Schema& after,
                      const std::vector<Operation>& operations,
                      const std::vector<std::string>& accepted) {
  PlanOptions options;
  options.accepted.insert(accepted.begin(), accepted.end());
  PlannedEdge edge{{}, before, after, operations};
  edge.text.plan = find_dialect(dialect)->plan(before, after, operations, options);
  edge.text.breaks = breaks(before, operations);
  edge.text.changes = describe(before, operations);
  edge.text.losses = losses(before, operations);
  return edge;
}

std::optional<Failure> prove(const Project& project, const PlannedEdge& edge) {
  return prove(
      Claim{&edge.before, &edge.after, &edge.operations, &edge.text.plan, requirements(project)});
}

bool check(Project& project, const PlannedEdge& edge, const std::string& name) {
  const std::optional<Failure> failure = prove(project, edge);
  if (!failure) return true;
  std::string advice = failure->advice;
  if (!failure->statement.empty()) {
    advice += (advice.empty() ? "" : "\n") + ("the statement was: " + failure->statement);
  }
  const std::string what = failure->ours ? "a bug of Schemake: the plan of " + name +
                                               " does not do what it should: " + failure->what +
                                               "; nothing was written; please report it"
                                         : failure->what;
  project.diagnostics.error(position_of(project, failure->object), what, advice);
  return false;
}

}  // namespace schemake::generator
