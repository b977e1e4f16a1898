#ifndef SCHEMAKE_FOLDER_WRITER_HPP
#define SCHEMAKE_FOLDER_WRITER_HPP

#include <optional>
#include <string>
#include <vector>

#include "project.hpp"

namespace schemake::generator {

// Brings the folder to `history`: plans, proves and writes what differs from what is there, head
// and sum included. Sealed revisions whose stem is unchanged are carried as they are. Nothing is
// written where a proof fails or a diagnostic is an error. Returns the names of the files that
// changed, or nothing on failure.
std::optional<std::vector<std::string>> write(Project& project, const Folder& history);

// Whether write() would give a revision of the folder that `history` amends another plan or data
// step. Nothing where a proof fails; the diagnostics then say so.
std::optional<bool> rewrites(Project& project, const Folder& history);

}  // namespace schemake::generator

#endif  // SCHEMAKE_FOLDER_WRITER_HPP
