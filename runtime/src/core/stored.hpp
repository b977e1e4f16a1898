#ifndef SCHEMAKE_CORE_STORED_HPP
#define SCHEMAKE_CORE_STORED_HPP

#include <schemake/connection.hpp>
#include <string>
#include <vector>

#include "core/graph.hpp"

// Between an edge's downgrade and the rows in which a database keeps it.

namespace schemake {

// The undo of `edge`, for Connection::remember. One that cannot be taken back is kept as a step of
// the verb "irreversible" with its reason, one written in C++ as "call" with its name alone.
Undo undo_of(const Graph& graph, const Edge& edge);

// Why a database's own steps cannot be run here, in words; empty where they can. Code::format where
// one has a verb that only a newer Schemake knows.
std::string why_not(const std::vector<StoredStep>& steps);

// Views of the stored steps, which must outlive them.
std::vector<edge_v1::Step> as_steps(const std::vector<StoredStep>& steps);

// The newest release whose head is this catalog's; empty for a build between releases.
std::string binary_release(const Catalog& catalog);

}  // namespace schemake

#endif  // SCHEMAKE_CORE_STORED_HPP
