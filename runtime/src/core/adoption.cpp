#include "core/adoption.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

#include "core/fresh_schema.hpp"
#include "core/sql_text.hpp"

namespace schemake {
namespace {

using Path = std::vector<const Edge*>;

// The edges from base to `state` revision by revision; none where it cannot be reached so.
Path recorded_path(const Graph& graph, const std::string& state) {
  Path path;
  std::set<std::string> seen;
  for (std::string at = state; at != kBase && seen.insert(at).second; at = path.back()->from) {
    const Edge* edge = graph.recorded(at);
    if (edge == nullptr) return {};
    path.push_back(edge);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

// Ways that together reach every revision, head's first, then every schema of the field.
std::vector<Path> all_paths(const Graph& graph) {
  std::set<std::string> reached;
  std::vector<Path> paths;
  const auto add = [&](const std::string& state) {
    if (state == kBase || reached.count(state) > 0) return;
    Path path = recorded_path(graph, state);
    for (const Edge* edge : path) reached.insert(edge->to);
    if (!path.empty()) paths.push_back(std::move(path));
  };
  add(graph.head());
  // The farthest first: the way to it covers those before it.
  const std::vector<std::string> states = graph.states();
  std::for_each(states.rbegin(), states.rend(), add);
  for (const Edge* variant : graph.variants()) paths.push_back({variant});
  return paths;
}

// Builds every state once, one after the other, until `visit` returns true.
void visit_states(Connection& like, const Graph& graph,
                  const std::function<bool(const std::string&, FreshSchema&)>& visit) {
  std::set<std::string> seen;
  for (const Path& path : all_paths(graph)) {
    FreshSchema fresh(like, graph);
    for (const Edge* edge : path) {
      fresh.walk(*edge);
      if (seen.insert(edge->to).second && visit(edge->to, fresh)) return;
    }
  }
}

std::string list(const std::vector<Difference>& differences) {
  constexpr std::size_t kMost = 12;
  std::string text;
  for (std::size_t i = 0; i < differences.size() && i < kMost; ++i) {
    text += (i == 0 ? "" : "; ") + differences[i].what;
  }
  if (differences.size() > kMost) {
    text += "; and " + std::to_string(differences.size() - kMost) + " more";
  }
  return text;
}

}  // namespace

Adoption::Adoption(Connection& connection, const Graph& graph)
    : connection_(connection), graph_(graph) {}

bool Adoption::is_wanted() {
  if (catalog_.empty()) catalog_ = catalog_names(graph_);
  const Outline outline = connection_.outline();
  return std::any_of(outline.begin(), outline.end(),
                     [&](const std::string& entry) { return catalog_.has(entry); });
}

const std::string& Adoption::state() {
  if (catalog_.empty()) catalog_ = catalog_names(graph_);
  Fingerprint found = connection_.fingerprint();
  if (!state_.empty() && found == found_) return state_;
  found_ = std::move(found);
  outline_ = connection_.outline();
  candidates_.clear();
  state_ = find();
  if (state_.empty()) refuse();
  return state_;
}

// Whether an entry of the database's outline is the catalog's: it makes an object of this name in
// one of its states, or in the expected one by other means than a statement of its own.
bool Adoption::is_managed(const std::string& entry, const Outline& expected) const {
  const std::string name = entry.substr(0, entry.find('\n'));
  return catalog_.has(name) || std::binary_search(expected.begin(), expected.end(), name);
}

std::size_t Adoption::distance(const Outline& expected) const {
  Outline missing, extra;
  std::set_difference(expected.begin(), expected.end(), outline_.begin(), outline_.end(),
                      std::back_inserter(missing));
  std::set_difference(outline_.begin(), outline_.end(), expected.begin(), expected.end(),
                      std::back_inserter(extra));
  return missing.size() + static_cast<std::size_t>(std::count_if(
                              extra.begin(), extra.end(), [&](const std::string& entry) {
                                return is_managed(entry, expected);
                              }));
}

std::vector<Difference> Adoption::differences_from(FreshSchema& fresh) const {
  const Fingerprint expected = fresh.fingerprint();
  Names managed = catalog_;
  managed.add(expected);
  return differences(expected, managed_part(found_, managed, managed));
}

std::string Adoption::find() {
  std::string match;
  visit_states(connection_, graph_, [&](const std::string& state, FreshSchema& fresh) {
    // The whole schema is read where its outline is right alone: that is what takes time.
    const std::size_t apart = distance(fresh.outline());
    if (apart == 0 && differences_from(fresh).empty()) match = state;
    candidates_.push_back({state, apart});
    return !match.empty();
  });
  return match;
}

void Adoption::refuse() {
  std::size_t least = static_cast<std::size_t>(-1);
  for (const Candidate& candidate : candidates_) least = std::min(least, candidate.distance);
  std::set<std::string> nearest;
  for (const Candidate& candidate : candidates_) {
    if (candidate.distance == least) nearest.insert(candidate.state);
  }
  std::string best;
  std::vector<Difference> fewest;
  visit_states(connection_, graph_, [&](const std::string& state, FreshSchema& fresh) {
    if (nearest.erase(state) == 0) return false;
    std::vector<Difference> differ = differences_from(fresh);
    if (best.empty() || differ.size() < fewest.size()) {
      best = state;
      fewest = std::move(differ);
    }
    return nearest.empty();
  });
  const std::string what = "the database has no history of catalog " + graph_.name() +
                           " and is like no state of it, so it cannot be adopted";
  if (best.empty()) throw Error(Code::unmanaged, what + ": the catalog has none. Use another file");
  throw Error(Code::unmanaged, what + ". The nearest is " + describe(graph_.revision(best)) +
                                   ", from which it differs in: " + list(fewest) +
                                   ". Change these by hand, or record this schema as one of the "
                                   "field by `schemake import` and build again");
}

Route route_adopting(Connection& connection, const Graph& graph, const Journal& journal,
                     const std::string& target, const Options& options, Adoption& adoption) {
  const bool adopts = options.unmanaged == Unmanaged::adopt && journal.state() == kBase;
  if (!adopts || !adoption.is_wanted()) {
    return route_forward(connection, graph, journal, target, options);
  }
  Leg leg;
  leg.from = kBase;
  leg.to = adoption.state();
  leg.name = graph.revision(leg.to).name;
  leg.adopts = true;
  check_draft(graph, leg.to);
  Journal adopted;
  adopted.rows.emplace_back().to = leg.to;
  Route route{leg};
  for (Leg& next : route_forward(connection, graph, adopted, target, options)) {
    route.push_back(std::move(next));
  }
  return route;
}

}  // namespace schemake
