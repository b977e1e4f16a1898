#include <algorithm>
#include <iterator>
#include <schemake/connection.hpp>
#include <schemake/migrate.hpp>
#include <set>

#include "core/graph.hpp"
#include "core/sql_text.hpp"
#include "core/steady.hpp"
#include "core/walk.hpp"

namespace schemake {
namespace {

// What the catalog says the database should look like, built on an empty one of the same engine.
Fingerprint expected(Connection& connection, const Graph& graph, const std::string& state) {
  const std::unique_ptr<Connection> scratch = connection.scratch();
  const Options options;
  Report report;
  Walk walk(*scratch, options, DataSteps::skip);
  walk.run({{&graph,
             [&](const Journal& journal) {
               return route_forward(*scratch, graph, journal, state, options);
             }}},
           report);
  return scratch->fingerprint();
}

// The object that stands for itself: a table with all that belongs to it, or a view.
const std::string& owner(const FingerprintRow& row) {
  return row.table.empty() ? row.name : row.table;
}

// Leaves out the tables and views that the catalog does not name.
Fingerprint managed_part(const Fingerprint& found, const Fingerprint& expected) {
  std::set<std::string> names;
  for (const FingerprintRow& row : expected) names.insert(sql::lower(owner(row)));
  Fingerprint managed;
  std::copy_if(
      found.begin(), found.end(), std::back_inserter(managed),
      [&](const FingerprintRow& row) { return names.find(sql::lower(owner(row))) != names.end(); });
  return managed;
}

}  // namespace

std::vector<Difference> verify(Connection& connection, const Catalog& catalog) {
  const Graph graph(catalog, connection.dialect());
  return read_steadily(connection, graph.name(), [&](const std::string& state) {
    if (!graph.path(kBase, state)) {
      throw Error(Code::ahead,
                  "the database stands at " + describe(graph.revision(state)) +
                      ", which this program cannot build to compare with: use the one that "
                      "brought it there");
    }
    const Fingerprint wanted = expected(connection, graph, state);
    return differences(wanted, managed_part(connection.fingerprint(), wanted));
  });
}

}  // namespace schemake
