#ifndef SCHEMAKE_CORE_ROUTE_HPP
#define SCHEMAKE_CORE_ROUTE_HPP

#include <functional>
#include <schemake/connection.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.hpp"

namespace schemake {

// One edge to walk. Forward always along an edge of the catalog; back along one, or by the steps
// that the database keeps.
struct Leg {
  std::string from, to;
  std::string name;  // of the revision that is reached or, going back, undone
  bool back = false;
  bool adopts = false;             // nothing is run: the database is like `to` already
  bool fresh = false;              // there is no row: data steps stay out that do not ask for it
  const Edge* edge = nullptr;      // null: by `stored`, or nothing
  std::vector<StoredStep> stored;  // of the undo
  // Rows must not be thrown away by it: it reaches base, or passes the adopted state `from`.
  enum class Bar { none, base, adopted } bar = Bar::none;
  bool may_lose = false;   // a draft's values: lost without being asked for
  bool by_policy = false;  // taken back by Ahead::take_back
};
using Route = std::vector<Leg>;

// The revisions between `state` and base, the nearest first: what the database keeps and, where it
// keeps nothing, what the catalog knows. Steps are left out.
std::vector<Undo> chain_to_base(const Graph& graph, const Journal& journal,
                                const std::string& state);

// A state as the catalog calls it or, if it lacks it, as the database does.
Revision revision_of(const Graph& graph, const Journal& journal, const std::string& state);

// From where the database stands forward to `target`, a state. Where no edge leads there:
// Code::retired, or what Options::ahead says, with an empty route for run_on.
Route route_forward(Connection& connection, const Graph& graph, const Journal& journal,
                    const std::string& target, const Options& options);

// Back along the chain to `target`, a state of it. Revisions that the catalog lacks are undone by
// the database's own steps, under Ahead::take_back alone.
Route route_back(Connection& connection, const Graph& graph, const Journal& journal,
                 const std::string& target, const Options& options);

// The states that "head", "+N" or a revision's name, and "-N", "base" or a revision's name, mean.
std::string forward_target(const Graph& graph, const Journal& journal, std::string_view target);
std::string back_target(const Graph& graph, const Journal& journal, std::string_view target);

// Code::draft where the catalog may not walk to `state`.
void check_draft(const Graph& graph, std::string_view state);

// Code::unmanaged where the route starts at base and the database has something that an edge of it
// would create, or that a schema of the field has.
void check_unmanaged(Connection& connection, const Graph& graph, const Route& route);

}  // namespace schemake

#endif  // SCHEMAKE_CORE_ROUTE_HPP
