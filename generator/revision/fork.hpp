#ifndef SCHEMAKE_REVISION_FORK_HPP
#define SCHEMAKE_REVISION_FORK_HPP

#include <optional>
#include <string>
#include <vector>

#include "revision/folder.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// The revisions from base to `id` along first parents, base's successor first.
std::vector<const Revision*> line_to(const Folder& folder, const std::string& id);

// Their operations, one after the other.
std::vector<Operation> operations_of(const std::vector<const Revision*>& line);

// What brings two heads together, for advice.
inline constexpr const char* kJoinHeads =
    "put yours on top with `schemake rebase`; where both were released, join them with "
    "`schemake merge`";

// Two heads, and what the first parents of each lead through that the other lacks.
struct Fork {
  std::vector<const Revision*> stays, moves;  // oldest first; neither is empty
  std::string ancestor;                       // from where the side moves that does, or "base"
};

// The fork whose side `tip` is to move, one of the heads by name; empty: the only one that no
// release holds. Reported where there is no fork, and where it is not said which side is meant.
std::optional<Fork> find_fork(const Folder& folder, const std::string& tip,
                              Diagnostics& diagnostics);

// The same for a merge, where `tip` is the side that is merged into the other; empty: the shorter
// one of two.
std::optional<Fork> find_merge(const Folder& folder, const std::string& tip,
                               Diagnostics& diagnostics);

// What both sides do to the object, an operation a line: "0002_a.jsonl:5: author: adds ...", each
// with a newline before it.
std::string both_sides(const Folder& folder, const Fork& fork, const ObjectName& object);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_FORK_HPP
