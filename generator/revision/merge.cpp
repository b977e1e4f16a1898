#include "revision/merge.hpp"

#include <algorithm>
#include <set>

#include "operation/apply.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"
#include "revision/life.hpp"
#include "schema/validation.hpp"

namespace schemake::generator {
namespace {

// Whether the schema is already what the operation would make of it.
bool stands(const Schema& schema, const Operation& operation) {
  Schema copy = schema;
  const Operation again =
      std::visit(Overloaded{[](const Rename& rename) -> Operation {
                              return Rename{rename.kind, rename.table, rename.to, rename.from};
                            },
                            [](const auto& change) -> Operation {
                              auto same = change;
                              same.before = change.after;
                              if (!change.after)
                                same.after = change.before;  // gone: it could be made
                              return same;
                            }},
                 operation);
  return !generator::apply(copy, again);
}

void report(const Folder& history, const Fork& fork, const Conflict& conflict,
            Diagnostics& diagnostics) {
  diagnostics.error(
      {},
      fork.moves.back()->stem() + " and " + fork.stays.back()->stem() +
          " contradict each other: " + conflict.what,
      "both branches change it:" + both_sides(history, fork, subject(conflict.operation)) +
          "\nrecord a revision on one of them after which both say the same of it, and merge then");
}

// What one side has brought since the fork, in as few operations as it takes.
std::vector<Operation> brought(const Schema& ancestor, const std::vector<Operation>& operations) {
  Schema after = ancestor;
  generator::apply(after, operations);
  Hints hints;
  add_lineage(hints, {}, operations);
  add_backfills(hints, operations);
  return diff(ancestor, after, hints);
}

// The same on top of the other side; nothing where they contradict each other.
std::optional<Schema> joined(const Folder& history, const Fork& fork, const Schema& ancestor,
                             Schema schema, Diagnostics& diagnostics) {
  for (const Operation& operation : brought(ancestor, operations_of(fork.moves))) {
    const auto conflict = generator::apply(schema, operation);
    if (!conflict || stands(schema, operation)) continue;
    report(history, fork, *conflict, diagnostics);
    return std::nullopt;
  }
  return schema;
}

// A table or column that one side drops and makes anew is not the other side's, although it is
// called alike.
bool holds_strangers(const std::vector<Operation>& stays, const std::vector<Operation>& moves,
                     Diagnostics& diagnostics) {
  const std::vector<ObjectName> strangers = made_anew(stays, moves);
  for (const ObjectName& name : strangers) {
    diagnostics.error({}, spell(name) + " was dropped and made anew on one branch alone",
                      "its old values would be taken for new ones: call it otherwise there, by a "
                      "revision that renames it, and merge then");
  }
  return !strangers.empty();
}

// What each side has recorded alone may be valid, and both together not: one drops the key that a
// foreign key of the other refers to.
bool is_valid(const Schema& schema, Diagnostics& diagnostics) {
  Desired desired;
  desired.schema = schema;
  Diagnostics found;
  validate(desired, {}, found);
  for (const Diagnostic& one : found.all()) {
    if (one.severity != Severity::error) continue;
    diagnostics.error({}, "both branches together make no valid schema: " + one.message,
                      "record a revision on one of them that mends it, and merge then");
  }
  return !found.has_errors();
}

}  // namespace

bool merge(Folder& history, const Fork& fork, const std::string& message,
           const std::vector<DataFile>& data, Diagnostics& diagnostics) {
  const auto ancestor = fold(history, fork.ancestor, diagnostics);
  const auto before = fold(history, fork.stays.back()->record.id, diagnostics);
  if (!ancestor || !before) return false;
  const std::vector<Operation> moves = operations_of(fork.moves);
  if (holds_strangers(operations_of(fork.stays), moves, diagnostics)) return false;
  const auto after = joined(history, fork, *ancestor, *before, diagnostics);
  if (!after || !is_valid(*after, diagnostics)) return false;
  Hints hints;
  add_backfills(hints, moves);
  add_lineage(hints, operations_of(fork.stays), moves);
  Revision revision;
  revision.record.parents = {fork.stays.back()->record.id, fork.moves.back()->record.id};
  revision.record.operations = diff(*before, *after, hints);
  revision.record.message = message.empty() ? "merge " + fork.moves.back()->slug : message;
  revision.data = data;
  revision.record.data = digests(data);
  std::set<std::string> accepted;
  for (const auto* line : {&fork.stays, &fork.moves}) {
    for (const Revision* one : *line) {
      accepted.insert(one->record.accepted.begin(), one->record.accepted.end());
    }
  }
  revision.record.id = revision_id(revision.record);
  seal(revision, history, {accepted.begin(), accepted.end()});
  history.sealed.push_back(std::move(revision));
  return true;
}

}  // namespace schemake::generator
