#include "revision/rebase.hpp"

#include <algorithm>

#include "operation/apply.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

void report(const Folder& history, const Fork& fork, const Revision& moved,
            const Conflict& conflict, Diagnostics& diagnostics) {
  diagnostics.error(
      {},
      moved.stem() + " does not go on top of " + fork.stays.back()->stem() + ": " + conflict.what,
      "both branches change it:" + both_sides(history, fork, subject(conflict.operation)) +
          "\nreopen yours on your own branch (`schemake reopen`), bring the schema file in line "
          "with theirs, record it again, and merge then");
}

}  // namespace

bool rebase(Folder& history, const Fork& fork, Diagnostics& diagnostics) {
  for (const Revision* revision : fork.moves) {
    if (!revision->released() && revision->record.parents.size() < 2) continue;
    diagnostics.error(
        {},
        revision->stem() + (revision->released() ? " was released, and never changes"
                                                 : " is a merge, and stays where it is"),
        "move the other side (`schemake rebase " + fork.stays.back()->stem() +
            "`), or bring both together with `schemake merge`");
    return false;
  }
  std::optional<Schema> schema = fold(history, fork.stays.back()->record.id, diagnostics);
  if (!schema) return false;
  int number = 0;
  for (const Revision& revision : history.sealed) {
    const bool moves =
        std::find(fork.moves.begin(), fork.moves.end(), &revision) != fork.moves.end();
    if (!moves) number = std::max(number, revision.number);
  }
  std::string parent = fork.stays.back()->record.id;
  std::vector<Revision> moved;
  for (const Revision* old : fork.moves) {
    if (const auto conflict = generator::apply(*schema, old->record.operations)) {
      report(history, fork, *old, *conflict, diagnostics);
      return false;
    }
    Revision revision = *old;
    const Record draft = make_draft(parent, old->record.operations, old->record.data);
    revision.record.parents = draft.parents;
    revision.record.id = draft.id;
    revision.number = ++number;
    revision.superseded = supersede(*old, revision.record);
    revision.squashes.clear();  // they would lead over the other branch too
    parent = draft.id;
    moved.push_back(std::move(revision));
  }
  std::vector<Revision> kept;
  for (const Revision& revision : history.sealed) {
    const bool moves =
        std::find(fork.moves.begin(), fork.moves.end(), &revision) != fork.moves.end();
    if (!moves) kept.push_back(revision);
  }
  history.sealed = std::move(kept);
  for (Revision& revision : moved) history.sealed.push_back(std::move(revision));
  return true;
}

}  // namespace schemake::generator
