#ifndef SCHEMAKE_SHORTCUT_HPP
#define SCHEMAKE_SHORTCUT_HPP

#include <optional>
#include <string>
#include <vector>

#include "planned_edge.hpp"
#include "states.hpp"

// Edges between states that no single record leads along: the bridge from a superseded self, a
// merge's second parent, a squash. Each carries the backfills and the data steps of what it covers.

namespace schemake::generator {

// The data steps of the way to `revision`, in order, that a database at `from` has not run; nothing
// where it has run one that is not of this way, which only it can take back.
std::optional<std::vector<NamedDataStep>> data_steps_between(Project& project,
                                                             const Folder& history,
                                                             const States& states,
                                                             const std::string& from,
                                                             const Revision& revision);

// The edge of `kind` from the state `from` to `revision`, planned but not proven. `wanted`: what
// the schema file says of renames and backfills, on top of what the records say. Nothing where
// `from` has run a data step that is not of this way, or is no state of the history (an error
// then).
std::optional<PlannedEdge> plan_shortcut(Project& project, const Folder& history, States& states,
                                         edge_v1::Kind kind, const std::string& dialect,
                                         const std::string& from, const Revision& revision,
                                         const Hints& wanted,
                                         const std::vector<std::string>& accepted);

// What both states have in common as objects of one name, although it is dropped and added anew on
// the way between them: a shortcut would keep the values that the way throws away.
std::vector<ObjectName> made_anew(const States& states, const std::string& from,
                                  const std::string& to);

// Fills in what the files say of an edge that leads to `revision`.
void name_edge(EdgeText& text, const Revision& revision);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SHORTCUT_HPP
