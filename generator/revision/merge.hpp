#ifndef SCHEMAKE_REVISION_MERGE_HPP
#define SCHEMAKE_REVISION_MERGE_HPP

#include "revision/fork.hpp"

namespace schemake::generator {

// Adds the revision that has both heads as its parents: the one that stays first. Its operations
// are those that the side that moves has brought since the ancestor; what stands on both sides
// already, as a fix that was recorded twice, is none. False where the sides contradict each other;
// both are then shown with their lines. `message` may be empty. `data`: what databases of a parent
// run instead of the other line's data steps.
bool merge(Folder& history, const Fork& fork, const std::string& message,
           const std::vector<DataFile>& data, Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_MERGE_HPP
