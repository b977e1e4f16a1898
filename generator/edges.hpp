#ifndef SCHEMAKE_EDGES_HPP
#define SCHEMAKE_EDGES_HPP

#include <optional>
#include <string>
#include <vector>

#include "planned_edge.hpp"
#include "states.hpp"

// The edges of a history, planned but not proven: what is written of them, shown, linted and
// compared.

namespace schemake::generator {

// The edge of a revision from `from`, one of the states where its edges start: what it records from
// the first parent, what the first side has brought from another one. With the data steps of what a
// merge brings over, or with that which the merge has for databases at this parent. Nothing, with
// an error, where a record does not apply or a data step is not in order.
std::optional<PlannedEdge> plan_recorded(Project& project, const Folder& history, States& states,
                                         const std::string& dialect, const std::string& from,
                                         const Revision& revision);

// Base to the newest revision of a history as one plan.
PlannedEdge plan_head(const std::string& dialect, const Schema& schema, const Revision& newest);

// An edge that no single record leads along: the bridge from a superseded self, from a merge's
// second parent, a squash; of `kind`, from the state `from` to `revision`. It carries the backfills
// and the data steps of what it covers. `wanted`: what the schema file says of renames and
// backfills, on top of what the records say. Nothing where `from` has run a data step that is not
// of this way, is no state of the history, or would be led past a merge that has a data step for
// databases of its parents (an error then, but for a bridge past a merge).
std::optional<PlannedEdge> plan_shortcut(Project& project, const Folder& history, States& states,
                                         edge_v1::Kind kind, const std::string& dialect,
                                         const std::string& from, const Revision& revision,
                                         const Hints& wanted,
                                         const std::vector<std::string>& accepted);

// How to give databases at `from`, a parent of a merge, a data step of their own.
std::string own_data_advice(const Folder& history, const std::string& from);

// What both states have in common as objects of one name, although it is dropped and added anew on
// the way between them: a shortcut would keep the values that the way throws away.
std::vector<ObjectName> made_anew(const States& states, const std::string& from,
                                  const std::string& to);

// Fills in what the files say of an edge that leads to `revision`.
void name_edge(EdgeText& text, const Revision& revision);

}  // namespace schemake::generator

#endif  // SCHEMAKE_EDGES_HPP
