#ifndef SCHEMAKE_REVISION_REBASE_HPP
#define SCHEMAKE_REVISION_REBASE_HPP

#include "revision/fork.hpp"

namespace schemake::generator {

// Puts the side that moves on top of the other: new parents, numbers and ids, the same operations,
// data steps and accepted losses, the former selves kept for bridges, squashes not. False where
// what would move was released or is a merge, and where both sides change one object; both are then
// shown with their lines.
bool rebase(Folder& history, const Fork& fork, Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_REBASE_HPP
