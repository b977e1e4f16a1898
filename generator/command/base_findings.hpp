#ifndef SCHEMAKE_COMMAND_BASE_FINDINGS_HPP
#define SCHEMAKE_COMMAND_BASE_FINDINGS_HPP

#include <string>
#include <vector>

#include "project.hpp"
#include "render/finding.hpp"

namespace schemake::generator {

// What the project's folder does not keep of the history that the commit `ref` has. What `ref` got
// since this branch left it is not wanted, but a finding where it would make a fork of the history.
// The files named are those of the folder, by absolute path. Where git does not answer, an error is
// put into the project's diagnostics.
std::vector<Finding> base_findings(Project& project, const std::string& ref);

}  // namespace schemake::generator

#endif  // SCHEMAKE_COMMAND_BASE_FINDINGS_HPP
