#include <algorithm>
#include <schemake/connection.hpp>
#include <schemake/migrate.hpp>

#include "core/graph.hpp"
#include "core/precaution.hpp"
#include "core/route.hpp"
#include "core/steady.hpp"

namespace schemake {
namespace {

// Whether a target of plan() leads back from where the database stands.
bool leads_back(const Graph& graph, const Journal& journal, std::string_view target) {
  if (target == kBase || (!target.empty() && target.front() == '-')) return true;
  if (target == "head" || (!target.empty() && target.front() == '+')) return false;
  const std::string state = forward_target(graph, journal, target);
  const std::vector<Undo> chain = chain_to_base(graph, journal, journal.state());
  return std::any_of(chain.begin(), chain.end(),
                     [&](const Undo& undo) { return undo.leads_to == state; });
}

void add_steps(const Leg& leg, std::vector<PlannedStep>& planned) {
  for (const StoredStep& step : leg.stored) {
    const edge_v1::Verb verb = step.verb == "guard"     ? edge_v1::Verb::guard
                               : step.verb == "rebuild" ? edge_v1::Verb::rebuild
                               : step.verb == "retext"  ? edge_v1::Verb::retext
                               : step.verb == "none"    ? edge_v1::Verb::none
                                                        : edge_v1::Verb::run;
    planned.push_back({leg.name, step.object, step.sql, step.reason, verb});
  }
  if (leg.edge == nullptr) return;
  for (const edge_v1::Step& step : steps_of(leg)) {
    planned.push_back({leg.name, step.object, step.sql, step.reason, step.verb});
  }
}

// The log, oldest first, in today's names: a draft that was walked may be sealed since.
std::vector<HistoryRow> history(const Graph& graph, const Journal& journal) {
  std::vector<HistoryRow> rows = journal.rows;
  for (HistoryRow& row : rows) {
    const bool back = row.action == "downgrade";
    const Revision revision = graph.revision(back ? row.from : row.to);
    if (revision.name.empty()) continue;
    row.name = revision.name;
    row.draft = revision.draft && !back;
  }
  return rows;
}

}  // namespace

Status status(Connection& connection, const Catalog& catalog) {
  const Graph graph(catalog, connection.dialect());
  const Journal journal = connection.journal(graph.name());
  Status status;
  const std::string state = journal.state();
  status.current = revision_of(graph, journal, state);
  status.head = graph.revision(graph.head());
  for (const Undo& undo : chain_to_base(graph, journal, state)) {
    status.applied.push_back(revision_of(graph, journal, undo.state));
  }
  std::reverse(status.applied.begin(), status.applied.end());
  if (const auto path = graph.path(state, graph.head())) {
    for (const Edge* edge : *path) status.pending.push_back(graph.revision(edge->to));
  } else {
    status.ahead = graph.retired_with(state) == nullptr;
  }
  status.history = history(graph, journal);
  return status;
}

std::vector<PlannedStep> plan(Connection& connection, const Catalog& catalog,
                              std::string_view target) {
  const Graph graph(catalog, connection.dialect());
  Options options;
  options.ahead = Ahead::take_back;
  const Route route = read_steadily(connection, graph.name(), [&](const std::string&) {
    const Journal journal = connection.journal(graph.name());
    return leads_back(graph, journal, target)
               ? route_back(connection, graph, journal, back_target(graph, journal, target),
                            options)
               : route_forward(connection, graph, journal, forward_target(graph, journal, target),
                               options);
  });
  std::vector<PlannedStep> planned;
  for (const Leg& leg : route) add_steps(leg, planned);
  return planned;
}

}  // namespace schemake
