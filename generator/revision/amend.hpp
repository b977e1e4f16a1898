#ifndef SCHEMAKE_REVISION_AMEND_HPP
#define SCHEMAKE_REVISION_AMEND_HPP

#include <set>
#include <string>

#include "revision/folder.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// Notes in the record of a released revision why its edge is made anew, and the digests of the
// files that it had; `history` was read with Tolerance::edited_data. False, with a diagnostic,
// where the revision was not released, and where another one's data file was edited as well.
bool amend(Folder& history, const std::string& id, const std::string& reason,
           Diagnostics& diagnostics);

// The ids of the revisions that `now` amends once more than `before`.
std::set<std::string> amended(const Folder& before, const Folder& now);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_AMEND_HPP
