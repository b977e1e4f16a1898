#ifndef SCHEMAKE_COMMAND_LINT_INPUT_HPP
#define SCHEMAKE_COMMAND_LINT_INPUT_HPP

#include <optional>
#include <string>
#include <vector>

#include "lint/lint.hpp"
#include "pipeline.hpp"
#include "render/linted.hpp"
#include "render/state_change.hpp"

namespace schemake::generator {

// What lint looks at, of the pending change or of a revision; `change` is its state_change(). The
// levels are those of the YAML, which must have been read. Nothing where a record does not apply;
// the diagnostics say so.
std::optional<LintInput> lint_input(Project& project, const Pending& pending,
                                    const StateChange& change);
std::optional<LintInput> lint_input(Project& project, const Revision& revision,
                                    const StateChange& change);

// The findings, each with its place in the YAML. `revision` is its name; empty: what is pending.
Linted listed(const Project& project, const std::string& revision,
              const std::vector<LintFinding>& findings);

}  // namespace schemake::generator

#endif  // SCHEMAKE_COMMAND_LINT_INPUT_HPP
