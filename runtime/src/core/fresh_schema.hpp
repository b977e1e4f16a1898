#ifndef SCHEMAKE_CORE_FRESH_SCHEMA_HPP
#define SCHEMAKE_CORE_FRESH_SCHEMA_HPP

#include <memory>
#include <schemake/connection.hpp>

#include "core/graph.hpp"

namespace schemake {

// The schema of a state of the catalog, built edge by edge on an empty private database, to compare
// with. It has no history, and steps that change rows alone are left out.
class FreshSchema {
 public:
  // Of the same engine as `like`, with stand-ins for what the catalog of `graph` requires.
  FreshSchema(Connection& like, const Graph& graph);
  ~FreshSchema();
  FreshSchema(const FreshSchema&) = delete;
  FreshSchema& operator=(const FreshSchema&) = delete;

  // Throws Error with the name of the edge.
  void walk(const edge_v1::Edge& edge);

  std::vector<std::string> outline() { return database_->outline(); }
  Fingerprint fingerprint() { return database_->fingerprint(); }

 private:
  std::unique_ptr<Connection> database_;
};

}  // namespace schemake

#endif  // SCHEMAKE_CORE_FRESH_SCHEMA_HPP
