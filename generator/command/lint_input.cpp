#include "command/lint_input.hpp"

#include <algorithm>

#include "operation/diff.hpp"
#include "revision/fork.hpp"

namespace schemake::generator {
namespace {

// The newest revision on the way back from `id`, itself included, that a release holds.
const Revision* released_before(const Folder& folder, std::string id) {
  while (const Revision* revision = folder.find(id)) {
    if (revision->released()) return revision;
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
  input.release = released->release;
  const auto past = static_cast<std::ptrdiff_t>(operations_of(line_to(project.folder, id)).size());
  const std::vector<Operation> all = operations_of(line_to(project.folder, parent));
  input.since_release.assign(all.begin() + past, all.end());
  return true;
}

// What both kinds of a change have.
void take(Project& project, LintInput& input, const StateChange& change) {
  input.plans = change.plans;
  input.losses = change.losses;
  input.accepted = change.accepted;
  input.likely_renames = change.likely_renames;
  input.settings = project.desired->lint;
  input.table_settings = project.desired->table_lint;
}

// Whether the change makes the object, or gives it this name.
bool makes(const Operation& operation, const ObjectName& object) {
  if (const auto* const rename = std::get_if<Rename>(&operation)) {
    return rename->kind == object.kind && rename->to == object.name;
  }
  return creates(operation) && subject(operation) == object;
}

void take_renamed_from(const Project& project, const Pending& pending, LintInput& input) {
  input.spent_names = project.desired->hints.renamed_from;
  const Hints left =
      unspent(project.desired->hints, operations_of(line_to(project.folder, pending.parent)));
  for (const auto& hint : left.renamed_from) {
    input.spent_names.erase(hint.first);
    const bool used =
        std::any_of(pending.operations.begin(), pending.operations.end(),
                    [&](const Operation& operation) { return makes(operation, hint.first); });
    if (!used) input.idle_names.insert(hint);
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

}  // namespace

std::optional<LintInput> lint_input(Project& project, const Pending& pending,
                                    const StateChange& change) {
  LintInput input;
  input.before = pending.before;
  input.after = pending.after;
  input.operations = pending.operations;
  take_renamed_from(project, pending, input);
  if (!read_release(project, pending.parent, input)) return std::nullopt;
  take(project, input, change);
  return input;
}

std::optional<LintInput> lint_input(Project& project, const Revision& revision,
                                    const StateChange& change) {
  const auto before = fold(project.folder, revision.record.parent(), project.diagnostics);
  const auto after = fold(project.folder, revision.record.id, project.diagnostics);
  if (!before || !after) return std::nullopt;
  LintInput input;
  input.before = *before;
  input.after = *after;
  input.operations = revision.record.operations;
  if (!read_release(project, revision.record.parent(), input)) return std::nullopt;
  take(project, input, change);
  return input;
}

Linted listed(const Project& project, const std::string& revision,
              const std::vector<LintFinding>& findings) {
  Linted linted;
  linted.revision = revision;
  for (const LintFinding& finding : findings) {
    linted.ok &= finding.level != LintLevel::error;
    linted.findings.push_back(listed(project, finding));
  }
  return linted;
}

}  // namespace schemake::generator
