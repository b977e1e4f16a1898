#include "planned_edge.hpp"

#include <algorithm>
#include <iterator>

#include "dialect/dialect.hpp"
#include "operation/describe.hpp"
#include "prove/data_proof.hpp"
#include "revision/file_names.hpp"

namespace schemake::generator {
namespace {

Step nothing(std::string reason) {
  Step step;
  step.phase = Phase::data;
  step.verb = Verb::none;
  step.reason = std::move(reason);
  return step;
}

Step data_step(const NamedDataStep& named, const DataStep::Section& section,
               const std::string& function) {
  Step step;
  step.phase = Phase::data;
  step.object = named.file;
  step.reason = named.step.fresh == DataStep::Fresh::run ? "run" : "skip";
  step.verb = named.step.language == DataLanguage::cpp ? Verb::call : Verb::run;
  step.sql = step.verb == Verb::call ? named.step.name_space + "::" + function : section.sql;
  return step;
}

Step upgrade_step(const NamedDataStep& named) {
  const bool written = named.step.language == DataLanguage::cpp || !named.step.upgrade.sql.empty();
  if (!written) return nothing(named.file + " " + named.step.unfinished);
  return data_step(named, named.step.upgrade, "upgrade");
}

Step downgrade_step(const NamedDataStep& named) {
  const DataStep& step = named.step;
  if (!step.irreversible.empty()) return nothing(step.irreversible);
  if (step.nothing_to_undo) return nothing("what " + named.file + " has done may stay");
  const bool written = step.language == DataLanguage::cpp || !step.downgrade.sql.empty();
  if (!written) return nothing(named.file + " does not say how it is undone");
  return data_step(named, step.downgrade, "downgrade");
}

// The steps of a half, all of its phase but for backfills.
void append(std::vector<Step>& steps, const std::vector<Step>& half, Phase phase) {
  for (Step step : half) {
    if (step.verb == Verb::none) continue;
    if (step.phase != Phase::data) step.phase = phase;
    steps.push_back(std::move(step));
  }
}

Plan joined(const Plan& expand, const Plan& contract, const std::vector<NamedDataStep>& data) {
  Plan plan = expand;
  plan.engine = std::max(expand.engine, contract.engine);
  plan.upgrade.clear();
  plan.downgrade.clear();
  append(plan.upgrade, expand.upgrade, Phase::expand);
  for (const NamedDataStep& named : data) plan.upgrade.push_back(upgrade_step(named));
  append(plan.upgrade, contract.upgrade, Phase::contract);
  append(plan.downgrade, contract.downgrade, Phase::expand);
  for (auto named = data.rbegin(); named != data.rend(); ++named) {
    plan.downgrade.push_back(downgrade_step(*named));
  }
  append(plan.downgrade, expand.downgrade, Phase::contract);
  for (const NamedDataStep& named : data) {
    if (plan.irreversible.empty()) plan.irreversible = named.step.irreversible;
    plan.costs.push_back("moves data as " + named.file + " says");
  }
  plan.costs.insert(plan.costs.end(), contract.costs.begin(), contract.costs.end());
  return plan;
}

// Where in a data file a statement of it stands that failed.
Position place_of(const Project& project, const PlannedEdge& edge, const std::string& statement) {
  for (const NamedDataStep& named : edge.data) {
    for (const DataStep::Section* section : {&named.step.upgrade, &named.step.downgrade}) {
      const std::size_t at = section->sql.find(statement);
      if (named.step.source < 0 || section->sql.empty() || at == std::string::npos) continue;
      const std::size_t first = section->sql.find_first_not_of(" \t\n", at);
      return project.sources.position(named.step.source,
                                      section->offset + (first == std::string::npos ? at : first));
    }
  }
  const int source = edge.data.empty() ? -1 : edge.data.front().step.source;
  return source < 0 ? Position{} : project.sources.position(source, 0);
}

}  // namespace

std::vector<NamedDataStep> read_data(Project& project, const std::string& stem,
                                     const std::vector<DataFile>& files) {
  std::vector<NamedDataStep> steps;
  for (const DataFile& file : files) {
    steps.push_back({data_file(stem, file),
                     read_data_step(file, catalog(project), project.sources, project.diagnostics)});
  }
  return steps;
}

PlannedEdge plan_edge(const std::string& dialect, const Schema& before, const Schema& after,
                      const std::vector<Operation>& operations,
                      const std::vector<std::string>& accepted,
                      const std::vector<NamedDataStep>& data) {
  PlanOptions options;
  options.accepted.insert(accepted.begin(), accepted.end());
  const Dialect& writer = *find_dialect(dialect);
  PlannedEdge edge{{}, before, after, operations, data, {}, {}, {}};
  if (!data.empty()) edge.phases = in_phases(before, operations);
  if (edge.phases) {
    const Phases& phases = *edge.phases;
    edge.expand = writer.plan(before, phases.between, phases.expand, options);
    edge.contract = writer.plan(phases.between, after, phases.contract, options);
    edge.text.plan = joined(edge.expand, edge.contract, data);
  } else {
    edge.text.plan = writer.plan(before, after, operations, options);
  }
  edge.text.breaks = breaks(before, operations) ||
                     std::any_of(data.begin(), data.end(),
                                 [](const NamedDataStep& named) { return !named.step.compatible; });
  edge.text.changes = describe(before, operations);
  for (const NamedDataStep& named : data) {
    edge.text.changes.push_back({named.file, {"moves data as this file says"}});
  }
  edge.text.losses = losses(before, operations);
  if (!data.empty()) std::erase_if(edge.text.losses, [](const Loss& loss) { return loss.stops; });
  return edge;
}

std::optional<Failure> prove(const Project& project, const PlannedEdge& edge) {
  const Requires required = requirements(project);
  if (edge.data.empty()) {
    return prove(Claim{&edge.before, &edge.after, &edge.operations, &edge.text.plan, required});
  }
  if (!edge.phases) {
    Failure failure;
    failure.of_data = true;
    failure.what = "a data step cannot stand in the middle of this change";
    failure.advice = "record the change and the data step as two revisions, in the order they need";
    return failure;
  }
  const Phases& phases = *edge.phases;
  if (auto failure =
          prove(Claim{&edge.before, &phases.between, &phases.expand, &edge.expand, required})) {
    return failure;
  }
  if (auto failure =
          prove(Claim{&phases.between, &edge.after, &phases.contract, &edge.contract, required})) {
    return failure;
  }
  const bool answered = std::all_of(
      edge.data.begin(), edge.data.end(),
      [](const NamedDataStep& named) { return named.step.fresh != DataStep::Fresh::unsaid; });
  return prove_data(
      {&edge.before, &phases.between, &edge.after, &edge.text.plan, required, answered});
}

bool check(Project& project, const PlannedEdge& edge, const std::string& name,
           const std::string& data_advice) {
  const std::optional<Failure> failure = prove(project, edge);
  if (!failure) return true;
  std::string advice = failure->advice;
  if (!failure->statement.empty() && !failure->of_data) {
    advice += (advice.empty() ? "" : "\n") + ("the statement was: " + failure->statement);
  }
  if (failure->of_data && edge.phases && !data_advice.empty()) {
    advice += (advice.empty() ? "" : "\n") + data_advice;
  }
  const Position at = failure->of_data ? place_of(project, edge, failure->statement)
                                       : position_of(project, failure->object);
  const std::string object = at.known() ? "" : spell(failure->object);
  const std::string said = (object.empty() ? "" : object + ": ") + failure->what;
  const std::string what = failure->ours ? "a bug of Schemake: the plan of " + name +
                                               " does not do what it should: " + said +
                                               "; nothing was written; please report it"
                                         : said;
  project.diagnostics.error(at, what, advice);
  return false;
}

}  // namespace schemake::generator
