#ifndef SCHEMAKE_CORE_PRECAUTION_HPP
#define SCHEMAKE_CORE_PRECAUTION_HPP

#include <schemake/connection.hpp>
#include <string>
#include <vector>

#include "core/route.hpp"

// What is looked at before the first step of a transaction runs.

namespace schemake {

// The steps of a leg that run, which must outlive them; none of an adoption.
std::vector<edge_v1::Step> steps_of(const Leg& leg);

// Whether Options::backup wants a copy of the database before these routes are walked.
bool wants_backup(Connection& connection, const std::vector<Route>& routes, const Options& options);

// The tables that hold rows, of those that the catalog has made or the leg takes away.
std::vector<std::string> tables_with_rows(Connection& connection, const Graph& graph,
                                          const Leg& leg);

// A name for the copy that nothing has yet, where Options::backup_to says; `revision` is where the
// database stands.
std::string backup_file(const Storage& storage, const std::string& revision,
                        const Options& options);

// Code::disk where there is too little room for a copy at `backup`, if that is not empty, and for
// the tables that the routes build anew.
void check_room(Connection& connection, const std::vector<Route>& routes, const std::string& backup,
                const Options& options);

}  // namespace schemake

#endif  // SCHEMAKE_CORE_PRECAUTION_HPP
