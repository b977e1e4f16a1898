#ifndef SCHEMAKE_WRITTEN_SOURCES_HPP
#define SCHEMAKE_WRITTEN_SOURCES_HPP

#include <string>
#include <vector>

#include "project.hpp"

namespace schemake::generator {

// The sources of a sealed revision that are there and say another thing than this generator would
// write for its record, line ends aside; those of a merge from each parent. What leads to it from
// elsewhere (bridges, adoptions, squashes) is not looked at.
std::vector<std::string> otherwise_written(Project& project, const Revision& revision);

// The same of head.*, which create fresh databases.
std::vector<std::string> otherwise_written_head(Project& project);

}  // namespace schemake::generator

#endif  // SCHEMAKE_WRITTEN_SOURCES_HPP
