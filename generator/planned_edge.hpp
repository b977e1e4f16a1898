#ifndef SCHEMAKE_PLANNED_EDGE_HPP
#define SCHEMAKE_PLANNED_EDGE_HPP

#include <optional>
#include <string>
#include <vector>

#include "emit/source.hpp"
#include "project.hpp"
#include "prove/prove.hpp"

namespace schemake::generator {

// The plans of one revision, as they are written; the SQL of `diff` and `show` comes from here as
// well.
struct PlannedEdge {
  EdgeText text;
  Schema before, after;
  std::vector<Operation> operations;
};

// The edge of `operations` for one dialect, planned but not proven.
PlannedEdge plan_edge(const std::string& dialect, const Schema& before, const Schema& after,
                      const std::vector<Operation>& operations,
                      const std::vector<std::string>& accepted);

// What its proof finds.
std::optional<Failure> prove(const Project& project, const PlannedEdge& edge);

// Proves it; false, with a diagnostic at the line of the schema that is to blame, where that fails.
// `name`: what a report of a bug calls the edge.
bool check(Project& project, const PlannedEdge& edge, const std::string& name);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PLANNED_EDGE_HPP
