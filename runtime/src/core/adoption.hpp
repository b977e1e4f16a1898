#ifndef SCHEMAKE_CORE_ADOPTION_HPP
#define SCHEMAKE_CORE_ADOPTION_HPP

#include <schemake/connection.hpp>
#include <string>

#include "core/graph.hpp"
#include "core/managed.hpp"
#include "core/route.hpp"

namespace schemake {

class FreshSchema;

// Finds the state of a catalog whose schema a database has, though no history says so. Among the
// states are those of the field (Graph::variants).
class Adoption {
 public:
  // Both must outlive it.
  Adoption(Connection& connection, const Graph& graph);

  // Whether the database has objects of the catalog's names.
  bool is_wanted();
  // The state; Code::unmanaged, with what differs from the nearest, where there is none. Asked
  // again, it only looks whether the database has changed meanwhile.
  const std::string& state();

 private:
  using Outline = std::vector<std::string>;  // see Connection::outline
  struct Candidate {
    std::string state;
    std::size_t distance;  // how many entries only one of the two outlines has
  };

  std::string find();
  [[noreturn]] void refuse();
  bool is_managed(const std::string& entry, const Outline& expected) const;
  std::size_t distance(const Outline& expected) const;
  std::vector<Difference> differences_from(FreshSchema& fresh) const;

  Connection& connection_;
  const Graph& graph_;
  Names catalog_;                      // of all objects that the catalog may make
  Fingerprint found_;                  // the database's
  Outline outline_;                    // likewise
  std::vector<Candidate> candidates_;  // that do not fit
  std::string state_;
};

// As route_forward, from a database that has no history: where Options::unmanaged says so and it
// has objects of the catalog's names, its adoption comes first.
Route route_adopting(Connection& connection, const Graph& graph, const Journal& journal,
                     const std::string& target, const Options& options, Adoption& adoption);

}  // namespace schemake

#endif  // SCHEMAKE_CORE_ADOPTION_HPP
