#include <algorithm>
#include <deque>
#include <schemake/connection.hpp>
#include <schemake/migrate.hpp>

#include "core/adoption.hpp"
#include "core/graph.hpp"
#include "core/route.hpp"
#include "core/steady.hpp"
#include "core/walk.hpp"

namespace schemake {
namespace {

using Clock = std::chrono::steady_clock;

// Finds, inside the first transaction, the state that `target` means, and holds to it: "+1" must
// mean the same in the second one.
class FixedTarget {
 public:
  FixedTarget(const Graph& graph, std::string_view target, bool back)
      : graph_(graph), target_(target), back_(back) {}

  const std::string& state(const Journal& journal) {
    if (state_.empty()) {
      state_ =
          back_ ? back_target(graph_, journal, target_) : forward_target(graph_, journal, target_);
    }
    return state_;
  }

 private:
  const Graph& graph_;
  std::string_view target_;
  bool back_;
  std::string state_;
};

[[noreturn]] void refuse_pending(const Graph& graph, const Route& route) {
  std::string names;
  for (const Leg& leg : route) {
    names += (names.empty() ? "" : ", ") + (leg.adopts ? "the adoption at " + leg.name : leg.name);
  }
  throw Error(Code::pending, "the database lacks revisions of catalog " + graph.name() + ": " +
                                 names + ". Upgrade it first");
}

// Reports where one catalog stood and stands.
Report walk(Connection& connection, const Graph& graph, const Options& options,
            const Errand& errand) {
  const Clock::time_point begin = Clock::now();
  Report report;
  report.from = connection.state(graph.name());
  {
    Walk walk(connection, options);
    walk.run({errand}, report);
  }
  if (!report.walked.empty()) report.from = report.walked.front().from;
  report.to = report.walked.empty() ? report.from : report.walked.back().to;
  report.duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
  return report;
}

// A catalog to bring to head.
struct Launching {
  Launching(Connection& connection, const Catalog& catalog)
      : graph(catalog, connection.dialect()), adoption(connection, graph) {}
  Route route(Connection& connection, const Journal& journal, const Options& options) {
    return route_adopting(connection, graph, journal, graph.head(), options, adoption);
  }
  const Graph graph;
  Adoption adoption;
  std::string state;  // where the database stood when it was looked at first
};

// Whether the database needs nothing of this catalog.
bool is_settled(Connection& connection, Launching& launching, const Options& options) {
  const Graph& graph = launching.graph;
  const Route route = launching.route(connection, connection.journal(graph.name()), options);
  if (route.empty()) return true;
  check_unmanaged(connection, graph, route);
  if (options.launch == Launch::check) refuse_pending(graph, route);
  return false;
}

// Whether it needs nothing of any catalog: one read each where it is at head, no write lock.
bool all_settled(Connection& connection, std::deque<Launching>& catalogs, const Options& options) {
  bool all = true;
  for (Launching& one : catalogs) {
    one.state = connection.state(one.graph.name());
    if (one.state == one.graph.head()) continue;
    const bool settled = read_steadily(connection, one.graph.name(), [&](const std::string&) {
      return is_settled(connection, one, options);
    });
    all = all && settled;
  }
  return all;
}

}  // namespace

Report upgrade(Connection& connection, const Catalog& catalog, const Options& options) {
  return upgrade(connection, std::vector<const Catalog*>{&catalog}, options);
}

Report upgrade(Connection& connection, const std::vector<const Catalog*>& catalogs,
               const Options& options) {
  const Clock::time_point begin = Clock::now();
  connection.set_lock_timeout(options.lock_timeout);
  std::deque<Launching> launched;  // an Adoption refers to its Graph: none may move
  std::vector<Errand> errands;
  for (const Catalog* catalog : catalogs) {
    Launching& one = launched.emplace_back(connection, *catalog);
    errands.push_back({&one.graph, [&connection, &one, &options](const Journal& journal) {
                         return one.route(connection, journal, options);
                       }});
  }
  Report report;
  if (launched.empty()) throw Error(Code::usage, "no catalog was given to upgrade");
  if (options.launch != Launch::ignore) {
    for (const Launching& one : launched) check_draft(one.graph, one.graph.head());
    if (!all_settled(connection, launched, options)) {
      Walk walk(connection, options);
      walk.run(errands, report);
    }
  }
  const Launching& first = launched.front();
  const bool at_head = report.walked.empty() && first.state == first.graph.head();
  report.to = at_head ? first.state : connection.state(first.graph.name());
  const auto walked =
      std::find_if(report.walked.begin(), report.walked.end(),
                   [&](const Walked& one) { return one.catalog == first.graph.name(); });
  report.from = walked == report.walked.end() ? report.to : walked->from;
  report.duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
  return report;
}

Report upgrade_to(Connection& connection, const Catalog& catalog, std::string_view target,
                  const Options& options) {
  connection.set_lock_timeout(options.lock_timeout);
  const Graph graph(catalog, connection.dialect());
  FixedTarget fixed(graph, target, false);
  Adoption adoption(connection, graph);
  const auto route = [&](const Journal& journal) {
    const std::string& state = fixed.state(journal);
    check_draft(graph, state);
    return route_adopting(connection, graph, journal, state, options, adoption);
  };
  return walk(connection, graph, options, {&graph, route});
}

Report adopt(Connection& connection, const Catalog& catalog, const Options& options) {
  connection.set_lock_timeout(options.lock_timeout);
  const Graph graph(catalog, connection.dialect());
  read_steadily(connection, graph.name(), [&](const std::string& state) {
    if (state != kBase || Adoption(connection, graph).is_wanted()) return true;
    throw Error(Code::usage, "the database has nothing of catalog " + graph.name() +
                                 ", so there is nothing to adopt: check that it is the right one, "
                                 "or upgrade it");
  });
  Options adopting = options;
  adopting.unmanaged = Unmanaged::adopt;
  adopting.launch = Launch::apply;
  return upgrade(connection, catalog, adopting);
}

Report downgrade(Connection& connection, const Catalog& catalog, std::string_view target,
                 const Options& options) {
  connection.set_lock_timeout(options.lock_timeout);
  const Graph graph(catalog, connection.dialect());
  FixedTarget fixed(graph, target, true);
  const auto route = [&](const Journal& journal) {
    return route_back(connection, graph, journal, fixed.state(journal), options);
  };
  return walk(connection, graph, options, {&graph, route});
}

Report stamp(Connection& connection, const Catalog& catalog, std::string_view target,
             const Options& options) {
  connection.set_lock_timeout(options.lock_timeout);
  const Clock::time_point begin = Clock::now();
  const Graph graph(catalog, connection.dialect());
  Report report;
  Walk walk(connection, options);
  walk.stamp(
      graph,
      [&](const Journal& journal) {
        if (target == kBase) return std::string(kBase);
        std::string state = forward_target(graph, journal, target);
        if (graph.knows(state)) return state;
        throw Error(Code::unknown_target, "the catalog lacks " + std::string(target) +
                                              ": stamp one of its own revisions");
      },
      report);
  report.duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
  return report;
}

Report create(Connection& connection, const Catalog& catalog, std::string_view target) {
  if (connection.state(catalog.name) != kBase) {
    throw Error(Code::usage, std::string("the database holds catalog ") + catalog.name +
                                 " already: create needs an empty one");
  }
  return upgrade_to(connection, catalog, target);
}

}  // namespace schemake
