#ifndef SCHEMAKE_COMMAND_BASE_COMPARISON_HPP
#define SCHEMAKE_COMMAND_BASE_COMPARISON_HPP

#include <string>
#include <vector>

#include "project.hpp"
#include "render/finding.hpp"

namespace schemake::generator {

// The project's folder beside that of another commit.
struct BaseComparison {
  std::vector<Finding> findings;  // what is not kept
  std::vector<std::string> own;   // the sealed revisions that the commit lacks, parents first
};

// What the project's folder does not keep of the history that the commit `ref` has. What `ref` got
// since this branch left it is not wanted, but a finding where it would make a fork of the history.
// The files named are those of the folder, by absolute path. Where git does not answer, an error is
// put into the project's diagnostics.
BaseComparison base_comparison(Project& project, const std::string& ref);

}  // namespace schemake::generator

#endif  // SCHEMAKE_COMMAND_BASE_COMPARISON_HPP
