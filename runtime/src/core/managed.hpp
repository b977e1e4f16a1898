#ifndef SCHEMAKE_CORE_MANAGED_HPP
#define SCHEMAKE_CORE_MANAGED_HPP

#include <schemake/fingerprint.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph.hpp"

// Which objects of a database are the catalog's: all others are foreign, and no difference.

namespace schemake {

// Names in lower case.
class Names {
 public:
  void add(std::string_view name);
  void add(const std::vector<std::string>& names);
  // Of all objects that the rows are about.
  void add(const Fingerprint& rows);
  bool has(std::string_view name) const;
  bool empty() const { return names_.empty(); }

 private:
  std::set<std::string> names_;
};

// The tables, views, indexes and triggers that any edge makes.
Names catalog_names(const Graph& graph);

// The rows about tables and views of `owners`, with those of their indexes and triggers that are in
// `parts`.
Fingerprint managed_part(const Fingerprint& rows, const Names& owners, const Names& parts);

}  // namespace schemake

#endif  // SCHEMAKE_CORE_MANAGED_HPP
