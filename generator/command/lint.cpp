#include "lint/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "command/session.hpp"
#include "render/linted.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

// The newest revision on the way back from `id`, itself included, that a release holds.
const Revision* released_before(const Folder& folder, std::string id) {
  while (const Revision* revision = folder.find(id)) {
    if (revision->released) return revision;
    id = revision->record.parent();
  }
  return nullptr;
}

// What binaries in the field were built for, before a change on `parent`. False where a record does
// not apply; the diagnostics say so.
bool read_release(Project& project, const std::string& parent, LintInput& input) {
  const Revision* released = released_before(project.folder, parent);
  if (released == nullptr) {
    input.released = input.before;
    return true;
  }
  const std::string& id = released->record.id;
  const std::optional<Schema> schema = fold(project.folder, id, project.diagnostics);
  if (!schema) return false;
  input.released = *schema;
  input.release = project.folder.release_of(id);
  const auto past = static_cast<std::ptrdiff_t>(recorded(project.folder, id).size());
  const std::vector<Operation> all = recorded(project.folder, parent);
  input.since_release.assign(all.begin() + past, all.end());
  return true;
}

void take(LintInput& input, StateChange change) {
  input.plans = std::move(change.plans);
  input.losses = std::move(change.losses);
  input.accepted = std::move(change.accepted);
}

std::map<ObjectName, std::string> spent_names(const Project& project, const std::string& parent) {
  std::map<ObjectName, std::string> spent = project.desired->hints.renamed_from;
  const Hints left = unspent(project.desired->hints, recorded(project.folder, parent));
  std::erase_if(spent, [&](const auto& hint) { return left.renamed_from.contains(hint.first); });
  return spent;
}

std::optional<LintInput> input_of(Project& project, const Pending& change) {
  LintInput input;
  input.before = change.before;
  input.after = change.after;
  input.operations = change.operations;
  input.spent_names = spent_names(project, change.parent);
  if (!read_release(project, change.parent, input)) return std::nullopt;
  take(input, state_change(project, change));
  return input;
}

std::optional<LintInput> input_of(Project& project, const Revision& revision) {
  const auto before = fold(project.folder, revision.record.parent(), project.diagnostics);
  const auto after = fold(project.folder, revision.record.id, project.diagnostics);
  if (!before || !after) return std::nullopt;
  LintInput input;
  input.before = *before;
  input.after = *after;
  input.operations = revision.record.operations;
  if (!read_release(project, revision.record.parent(), input)) return std::nullopt;
  take(input, state_change(project, revision));
  if (project.diagnostics.has_errors()) return std::nullopt;
  return input;
}

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

LintedFinding listed(const Project& project, const LintFinding& finding) {
  LintedFinding result;
  result.rule = finding.rule;
  result.level = spell(finding.level);
  result.object = spell(finding.object);
  const Position at = position_of(project, finding.object);
  if (at.known()) {
    result.file = project.sources.path(at.file);
    result.line = at.line;
    result.column = at.column;
  }
  result.message = finding.message;
  result.advice = finding.advice;
  result.reason = finding.reason;
  return result;
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
    return {input_of(project, *change), "", !change->empty()};
  }
  const Revision* revision = project.folder.resolve(name, project.diagnostics);
  if (revision == nullptr) return {};
  return {input_of(project, *revision), revision->stem()};
}

}  // namespace

int run_lint(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, false)) return session.finish(kUsage);
  Project& project = session.project();
  Subject subject = find_subject(project, options.at);
  if (!subject.input) return session.finish(kUsage);
  subject.input->settings = project.desired->lint;
  subject.input->table_settings = project.desired->table_lint;
  const std::vector<LintFinding> findings = lint(*subject.input);
  Linted linted;
  linted.revision = subject.revision;
  for (const LintFinding& finding : findings) {
    linted.ok &= finding.level != LintLevel::error;
    linted.findings.push_back(listed(project, finding));
  }
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
