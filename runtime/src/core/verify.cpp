#include <schemake/connection.hpp>
#include <schemake/migrate.hpp>

#include "core/fresh_schema.hpp"
#include "core/graph.hpp"
#include "core/managed.hpp"
#include "core/steady.hpp"

namespace schemake {

std::vector<Difference> verify(Connection& connection, const Catalog& catalog) {
  const Graph graph(catalog, connection.dialect());
  return read_steadily(connection, graph.name(), [&](const std::string& state) {
    const auto path = graph.path(kBase, state);
    if (!path) {
      throw Error(Code::ahead,
                  "the database stands at " + describe(graph.revision(state)) +
                      ", which this program cannot build to compare with: use the one that "
                      "brought it there");
    }
    FreshSchema fresh(connection, graph);
    for (const Edge* edge : *path) fresh.walk(*edge);
    const Fingerprint expected = fresh.fingerprint();
    // What another revision of the catalog makes is not foreign where this one has none.
    Names managed = catalog_names(graph);
    managed.add(expected);
    return differences(expected, managed_part(connection.fingerprint(), managed, managed));
  });
}

}  // namespace schemake
