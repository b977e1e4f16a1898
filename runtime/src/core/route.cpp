#include "core/route.hpp"

#include <algorithm>
#include <set>

#include "core/option_names.hpp"
#include "core/script.hpp"
#include "core/stored.hpp"
#include "core/target.hpp"

namespace schemake {
namespace {

Route forward_legs(const Graph& graph, const std::vector<const Edge*>& path) {
  Route route;
  for (const Edge* edge : path) {
    check_draft(graph, edge->to);
    Leg leg;
    leg.from = edge->from;
    leg.to = edge->to;
    leg.name = edge->name;
    leg.edge = edge;
    route.push_back(std::move(leg));
  }
  return route;
}

std::string list(const Graph& graph, const Journal& journal, const std::vector<Undo>& chain) {
  std::string text;
  for (auto undo = chain.rbegin(); undo != chain.rend(); ++undo) {
    text += (text.empty() ? "" : ", ") + describe(revision_of(graph, journal, undo->state));
  }
  return text;
}

std::string writer(const std::vector<Undo>& beyond, const Journal& journal) {
  std::string release;
  for (const Undo& undo : beyond) {
    if (release.empty()) release = undo.release;
  }
  if (release.empty() && !journal.rows.empty()) release = journal.rows.back().release;
  return release.empty() ? "" : ", written by release " + release;
}

[[noreturn]] void refuse_ahead(const Graph& graph, const Journal& journal,
                               const std::vector<Undo>& beyond, const std::string& advice) {
  const std::string state = journal.state();
  const std::string names =
      beyond.empty() ? describe(revision_of(graph, journal, state)) : list(graph, journal, beyond);
  throw Error(Code::ahead, "the database holds revisions of catalog " + graph.name() +
                               " that this program lacks: " + names + writer(beyond, journal) +
                               ". " + advice);
}

// One leg back. Throws where the revision cannot be undone.
Leg back_leg(Connection& connection, const Graph& graph, const Undo& undo) {
  Leg leg;
  leg.from = undo.state;
  leg.to = undo.leads_to;
  const std::string known = graph.revision(undo.state).name;  // sealed since, perhaps
  leg.name = known.empty() ? undo.name : known;
  leg.back = true;
  leg.edge = graph.between(undo.leads_to, undo.state);
  std::string reason;
  if (leg.edge != nullptr) {
    reason = leg.edge->irreversible;
  } else {
    leg.stored = connection.undo_steps(graph.name(), undo.state);
    reason = why_not(leg.stored);
  }
  if (reason.empty()) return leg;
  throw Error(Code::irreversible, leg.name + " cannot be taken back: " + reason, leg.name);
}

// Those at which the database was adopted, unless it has been taken back beyond them since.
std::set<std::string> adopted_states(const Journal& journal) {
  std::set<std::string> states;
  for (const HistoryRow& row : journal.rows) {
    if (row.action == "adopt") states.insert(row.to);
    if (row.action == "downgrade") states.erase(row.from);
    if (row.to == kBase) states.clear();
  }
  return states;
}

Route back_legs(Connection& connection, const Graph& graph, const Journal& journal,
                const std::vector<Undo>& undos) {
  const std::set<std::string> adopted = adopted_states(journal);
  Route route;
  for (const Undo& undo : undos) {
    Leg leg = back_leg(connection, graph, undo);
    if (leg.to == kBase) leg.bar = Leg::Bar::base;
    if (adopted.count(leg.from) > 0) leg.bar = Leg::Bar::adopted;
    route.push_back(std::move(leg));
  }
  return route;
}

// "no revision is", "1 revision is", "3 revisions are".
std::string counted(std::size_t count) {
  if (count == 0) return "no revision is";
  return std::to_string(count) + (count == 1 ? " revision is" : " revisions are");
}

// How far back to go until an edge leads forward to the target.
struct Retreat {
  std::vector<Undo> beyond;  // what has to be undone
  bool found = false;
  std::vector<const Edge*> forward;  // from there
};

Retreat find_retreat(const Graph& graph, const Journal& journal, const std::string& target) {
  Retreat retreat;
  for (const Undo& undo : chain_to_base(graph, journal, journal.state())) {
    retreat.beyond.push_back(undo);
    if (!graph.knows(undo.leads_to)) continue;
    auto forward = graph.path(undo.leads_to, target);
    if (!forward) continue;
    retreat.found = true;
    retreat.forward = std::move(*forward);
    return retreat;
  }
  return retreat;
}

Route take_back(Connection& connection, const Graph& graph, const Journal& journal,
                const Retreat& retreat, bool may_lose) {
  Route route = back_legs(connection, graph, journal, retreat.beyond);
  for (Leg& leg : route) {
    leg.may_lose = may_lose;
    leg.by_policy = !may_lose;
  }
  for (Leg& leg : forward_legs(graph, retreat.forward)) route.push_back(std::move(leg));
  return route;
}

Route route_ahead(Connection& connection, const Graph& graph, const Journal& journal,
                  const std::string& target, const Options& options) {
  const Retreat retreat = find_retreat(graph, journal, target);
  const std::vector<Undo>& beyond = retreat.beyond;
  const auto is_draft = [](const Undo& undo) { return undo.draft; };
  const bool drafts = std::all_of(beyond.begin(), beyond.end(), is_draft);
  if (retreat.found && drafts && graph.catalog().walks_drafts) {
    return take_back(connection, graph, journal, retreat, true);
  }
  switch (options.ahead) {
    case Ahead::refuse:
      refuse_ahead(graph, journal, beyond,
                   std::string("Use that release or a newer one, or take them back by the steps "
                               "that the database keeps (") +
                       option_names::kTakeBack + ")");
    case Ahead::run_on: {
      const bool breaks =
          std::any_of(beyond.begin(), beyond.end(), [](const Undo& undo) { return undo.breaks; });
      if (!retreat.found || breaks || !retreat.forward.empty()) {
        refuse_ahead(
            graph, journal, beyond,
            "This program cannot run on: they break what it relies on. Use that release or a "
            "newer one");
      }
      return {};
    }
    case Ahead::take_back:
      break;
  }
  if (!retreat.found) {
    refuse_ahead(
        graph, journal, beyond,
        "The database keeps no steps that lead back to a state that this program knows: use "
        "that release or a newer one");
  }
  return take_back(connection, graph, journal, retreat, false);
}

std::vector<Revision> chain_revisions(const Graph& graph, const Journal& journal,
                                      const std::vector<Undo>& chain) {
  std::vector<Revision> revisions;
  std::set<std::string> seen;
  const auto add = [&](const std::string& state) {
    if (state != kBase && seen.insert(state).second) {
      revisions.push_back(revision_of(graph, journal, state));
    }
  };
  for (const std::string& state : graph.states()) add(state);
  for (const Undo& undo : chain) add(undo.state);
  return revisions;
}

// The states from where the database stands to head, revision by revision where it can be.
std::vector<std::string> states_to_head(const Graph& graph, const std::string& from) {
  std::vector<std::string> states;
  for (std::string state = graph.head(); state != from;) {
    states.push_back(state);
    const Edge* edge = graph.recorded(state);
    if (edge == nullptr) break;
    state = edge->from;
    if (state == from) {
      std::reverse(states.begin(), states.end());
      return states;
    }
  }
  states.clear();
  if (const auto path = graph.path(from, graph.head())) {
    for (const Edge* edge : *path) states.emplace_back(edge->to);
  }
  return states;
}

}  // namespace

std::vector<Undo> chain_to_base(const Graph& graph, const Journal& journal,
                                const std::string& state) {
  std::vector<Undo> chain;
  std::set<std::string> seen;
  for (std::string at = state; at != kBase && seen.insert(at).second; at = chain.back().leads_to) {
    const auto kept = std::find_if(journal.undos.begin(), journal.undos.end(),
                                   [&](const Undo& undo) { return undo.state == at; });
    if (kept != journal.undos.end()) {
      chain.push_back(*kept);
      continue;
    }
    const Edge* edge = graph.recorded(at);
    if (edge == nullptr) break;
    Undo undo = undo_of(graph, *edge);
    undo.steps.clear();
    chain.push_back(std::move(undo));
  }
  return chain;
}

Revision revision_of(const Graph& graph, const Journal& journal, const std::string& state) {
  Revision revision = graph.revision(state);
  // Of a draft's former self the catalog knows no more than the bridge that leads from it.
  if (!revision.name.empty()) return revision;
  for (const HistoryRow& row : journal.rows) {
    if (row.to != state) continue;
    revision.name = row.action == "downgrade" ? revision.name : row.name;
    revision.draft = row.draft;
    revision.release = row.release;
  }
  for (const Undo& undo : journal.undos) {
    if (undo.state != state) continue;
    revision.name = undo.name;
    revision.draft = undo.draft;
    revision.release = undo.release;
  }
  return revision;
}

Route route_forward(Connection& connection, const Graph& graph, const Journal& journal,
                    const std::string& target, const Options& options) {
  const std::string state = journal.state();
  if (state == target) return {};
  if (const auto path = graph.path(state, target)) {
    Route route = forward_legs(graph, *path);
    for (Leg& leg : route) leg.fresh = state == kBase;
    return route;
  }
  if (const char* release = graph.retired_with(state)) {
    throw Error(Code::retired, "the database stands at " +
                                   describe(revision_of(graph, journal, state)) + " of catalog " +
                                   graph.name() +
                                   ", from which this program leads no more: upgrade it "
                                   "with release " +
                                   release + " first, then with this one");
  }
  if (graph.knows(state) && target != graph.head()) {
    throw Error(Code::no_path, "no upgrade leads from " +
                                   describe(revision_of(graph, journal, state)) + " to " +
                                   describe(graph.revision(target)) +
                                   ": if that is an older one, downgrade to it");
  }
  return route_ahead(connection, graph, journal, target, options);
}

Route route_back(Connection& connection, const Graph& graph, const Journal& journal,
                 const std::string& target, const Options& options) {
  std::vector<Undo> undos;
  if (journal.state() == target) return {};
  for (const Undo& undo : chain_to_base(graph, journal, journal.state())) {
    undos.push_back(undo);
    if (undo.leads_to == target) break;
  }
  if (undos.empty() || undos.back().leads_to != target) {
    throw Error(Code::no_path, "no downgrade leads from " +
                                   describe(revision_of(graph, journal, journal.state())) + " to " +
                                   describe(revision_of(graph, journal, target)) +
                                   ": it is none of the revisions that the database has walked");
  }
  std::vector<Undo> foreign;
  for (const Undo& undo : undos) {
    if (graph.between(undo.leads_to, undo.state) == nullptr) foreign.push_back(undo);
  }
  if (!foreign.empty() && options.ahead != Ahead::take_back) {
    refuse_ahead(graph, journal, foreign,
                 std::string("Use that release, or take them back by the steps that the database "
                             "keeps (") +
                     option_names::kTakeBack + ")");
  }
  return back_legs(connection, graph, journal, undos);
}

std::string forward_target(const Graph& graph, const Journal& journal, std::string_view target) {
  if (target == "head") return graph.head();
  const std::vector<Undo> chain = chain_to_base(graph, journal, journal.state());
  if (const auto count = relative(target, '+')) {
    const std::vector<std::string> states = states_to_head(graph, journal.state());
    if (*count > states.size()) {
      throw Error(Code::unknown_target, "there is no " + std::string(target) + ": " +
                                            counted(states.size()) + " pending; use head");
    }
    return states[*count - 1];
  }
  return find_revision(chain_revisions(graph, journal, chain), target).id;
}

std::string back_target(const Graph& graph, const Journal& journal, std::string_view target) {
  if (target == kBase) return std::string(kBase);
  const std::vector<Undo> chain = chain_to_base(graph, journal, journal.state());
  if (const auto count = relative(target, '-')) {
    if (*count > chain.size()) {
      throw Error(Code::unknown_target, "there is no " + std::string(target) + ": " +
                                            counted(chain.size()) + " there to be taken back" +
                                            (chain.empty() ? "" : "; use base"));
    }
    return chain[*count - 1].leads_to;
  }
  if (target == "head") return graph.head();
  return find_revision(chain_revisions(graph, journal, chain), target).id;
}

void check_draft(const Graph& graph, std::string_view state) {
  if (graph.catalog().walks_drafts || !graph.is_draft(state)) return;
  throw Error(Code::draft, "catalog " + graph.name() +
                               " holds a draft, which this build may not walk: seal it with "
                               "`schemake revision -m \"...\"` and build again");
}

void check_unmanaged(Connection& connection, const Graph& graph, const Route& route) {
  if (route.empty() || route.front().from != kBase || route.front().adopts) return;
  std::vector<std::string> names;
  const auto add = [&](const Edge* edge) {
    if (edge == nullptr) return;
    const std::vector<std::string> created = created_names(edge->upgrade);
    names.insert(names.end(), created.begin(), created.end());
  };
  for (const Leg& leg : route) add(leg.edge);
  for (const Edge* variant : graph.variants()) add(variant);
  std::string list;
  for (const std::string& name : connection.present(names))
    list += (list.empty() ? "" : ", ") + name;
  if (list.empty()) return;
  throw Error(Code::unmanaged,
              "the database has objects of catalog " + graph.name() +
                  " but no history of it: " + list + ". Adopt it (" + option_names::kAdopt +
                  "), which finds the revision that it is like, or use another file");
}

}  // namespace schemake
