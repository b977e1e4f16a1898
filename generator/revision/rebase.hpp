#ifndef SCHEMAKE_REVISION_REBASE_HPP
#define SCHEMAKE_REVISION_REBASE_HPP

#include <optional>
#include <string>
#include <vector>

#include "revision/folder.hpp"
#include "text/diagnostic.hpp"

// Bringing two heads together, as functions of values: nothing here plans SQL or touches a file.

namespace schemake::generator {

// The revisions from base to `id` along first parents, base's successor first.
std::vector<const Revision*> line_to(const Folder& folder, const std::string& id);

// Two heads, and what each has that the other lacks.
struct Fork {
  std::vector<const Revision*> stays, moves;  // oldest first; neither is empty
  std::string ancestor;                       // the newest that both have, or "base"
};

// The fork whose side `tip` is to move, one of the heads by name; empty: the only one that no
// release holds. Reported where there is no fork, where it is not said which side is meant, and
// where what would move was released or is a merge.
std::optional<Fork> find_fork(const Folder& folder, const std::string& tip,
                              Diagnostics& diagnostics);

// Puts the side that moves on top of the other: new parents, numbers and ids, the same operations,
// data steps and accepted losses, the former selves kept for bridges. False where both sides change
// one object; both are then shown with their lines.
bool rebase(Folder& history, const Fork& fork, Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_REBASE_HPP
