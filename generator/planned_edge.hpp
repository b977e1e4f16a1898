#ifndef SCHEMAKE_PLANNED_EDGE_HPP
#define SCHEMAKE_PLANNED_EDGE_HPP

#include <optional>
#include <string>
#include <vector>

#include "emit/source.hpp"
#include "operation/phases.hpp"
#include "project.hpp"
#include "prove/prove.hpp"
#include "revision/data_step.hpp"

namespace schemake::generator {

// A data step with the name of its file, "0003_add_email.data.sql".
struct NamedDataStep {
  std::string file;
  DataStep step;
};

// The plans of one revision, as they are written; the SQL of `diff` and `show` comes from here as
// well.
struct PlannedEdge {
  EdgeText text;
  Schema before, after;
  std::vector<Operation> operations;
  // With data steps: the two halves between which they stand, none where the change cannot be
  // halved, and their plans.
  std::vector<NamedDataStep> data;
  std::optional<Phases> phases;
  Plan expand, contract;
};

// The data steps of a revision called `stem`, as its files say; what is wrong with them is
// reported.
std::vector<NamedDataStep> read_data(Project& project, const std::string& stem,
                                     const std::vector<DataFile>& files);

// The edge of `operations` for one dialect, planned but not proven. With data steps, what would
// stop it at rows without a value is no loss: a data step has given them one by then, or is
// refused.
PlannedEdge plan_edge(const std::string& dialect, const Schema& before, const Schema& after,
                      const std::vector<Operation>& operations,
                      const std::vector<std::string>& accepted,
                      const std::vector<NamedDataStep>& data = {});

// What its proof finds.
std::optional<Failure> prove(const Project& project, const PlannedEdge& edge);

// Proves it; false, with a diagnostic at the line of the schema that is to blame, where that fails.
// `name`: what a report of a bug calls the edge. `data_advice`: what else can be done about a data
// step that fails.
bool check(Project& project, const PlannedEdge& edge, const std::string& name,
           const std::string& data_advice = {});

}  // namespace schemake::generator

#endif  // SCHEMAKE_PLANNED_EDGE_HPP
