#include "core/managed.hpp"

#include <algorithm>
#include <iterator>

#include "core/script.hpp"
#include "core/sql_text.hpp"

namespace schemake {
namespace {

// The object that stands for itself: a table with all that belongs to it, or a view.
const std::string& owner(const FingerprintRow& row) {
  return row.table.empty() ? row.name : row.table;
}

bool has_own_name(const FingerprintRow& row) {
  return row.kind == "index" || row.kind == "trigger";
}

}  // namespace

void Names::add(std::string_view name) { names_.insert(sql::lower(name)); }

void Names::add(const std::vector<std::string>& names) {
  for (const std::string& name : names) add(name);
}

void Names::add(const Fingerprint& rows) {
  for (const FingerprintRow& row : rows) {
    add(owner(row));
    if (has_own_name(row)) add(row.name);
  }
}

bool Names::has(std::string_view name) const { return names_.count(sql::lower(name)) > 0; }

Names catalog_names(const Graph& graph) {
  Names names;
  for (const Edge* edge : graph.edges()) names.add(created_names(edge->upgrade));
  return names;
}

Fingerprint managed_part(const Fingerprint& rows, const Names& owners, const Names& parts) {
  Fingerprint managed;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(managed),
               [&](const FingerprintRow& row) {
                 return owners.has(owner(row)) && (!has_own_name(row) || parts.has(row.name));
               });
  return managed;
}

}  // namespace schemake
