#include <fmt/format.h>

#include <cstdio>

#include "command/lint_input.hpp"
#include "command/session.hpp"

namespace schemake::generator {
namespace {

Severity severity(LintLevel level) {
  if (level == LintLevel::error) return Severity::error;
  return level == LintLevel::warning ? Severity::warning : Severity::note;
}

// Prints what is not silenced, as compilers do.
void print(const Project& project, const std::vector<LintFinding>& findings, bool color) {
  for (const LintFinding& finding : findings) {
    if (finding.level == LintLevel::off) continue;
    const Diagnostic diagnostic{severity(finding.level), position_of(project, finding.object),
                                finding.message + " [" + finding.rule + "]", finding.advice};
    std::fputs(render(diagnostic, project.sources, color).c_str(), stderr);
  }
}

// What is to be linted, and its name; no input where it cannot be read.
struct Subject {
  std::optional<LintInput> input;
  std::string revision;  // empty: what is pending
  bool is_change = true;
};

Subject find_subject(Project& project, const std::string& name) {
  if (name.empty()) {
    const std::optional<Pending> change = pending(project);
    if (!change) return {};
    return {lint_input(project, *change, state_change(project, *change)), "", !change->empty()};
  }
  const Revision* revision = project.folder.resolve(name, project.diagnostics);
  if (revision == nullptr) return {};
  const StateChange change = state_change(project, *revision);
  if (project.diagnostics.has_errors()) return {};
  return {lint_input(project, *revision, change), revision->stem()};
}

}  // namespace

int run_lint(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, false)) return session.finish(kUsage);
  Project& project = session.project();
  const Subject subject = find_subject(project, options.at);
  if (!subject.input) return session.finish(kUsage);
  const std::vector<LintFinding> findings = lint(*subject.input);
  const Linted linted = listed(project, subject.revision, findings);
  if (options.json) {
    fmt::print("{}", linted_json(linted));
  } else {
    print(project, findings, options.color);
    const std::string what =
        !subject.is_change ? "nothing is pending"
                           : (linted.revision.empty() ? "the pending change" : linted.revision);
    fmt::print("{}: {}\n", printable(what), linted_text(linted));
  }
  return session.finish(linted.ok ? kDone : kNo);
}

}  // namespace schemake::generator
