#include "revision/rebase.hpp"

#include <algorithm>

#include "operation/apply.hpp"
#include "operation/describe.hpp"
#include "revision/file_names.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

std::string list(const std::vector<const Revision*>& revisions) {
  std::string names;
  for (const Revision* revision : revisions)
    names += (names.empty() ? "" : ", ") + revision->stem();
  return names;
}

// The head to move; null where it is not clear which.
const Revision* choose(const Folder& folder, const std::vector<const Revision*>& heads,
                       const std::string& tip, Diagnostics& diagnostics) {
  if (!tip.empty()) {
    const Revision* const named = folder.resolve(tip, diagnostics);
    if (named == nullptr || std::find(heads.begin(), heads.end(), named) != heads.end())
      return named;
    diagnostics.error({}, named->stem() + " is no head", "name one of: " + list(heads));
    return nullptr;
  }
  std::vector<const Revision*> free;
  std::copy_if(heads.begin(), heads.end(), std::back_inserter(free),
               [](const Revision* head) { return !head->released; });
  if (free.size() == 1) return free.front();
  diagnostics.error({}, "there are " + std::to_string(heads.size()) + " heads: " + list(heads),
                    free.empty() ? "all of them are released: `schemake merge` brings them together"
                                 : "say which of them is yours and moves: schemake rebase " +
                                       heads.back()->stem());
  return nullptr;
}

// What the operations of a line that touch the object do, as "0002_a.jsonl:5: adds ...".
std::string touching(const std::vector<const Revision*>& line, Schema schema,
                     const ObjectName& object) {
  std::string text;
  for (const Revision* revision : line) {
    int number = 1;
    for (const Operation& operation : revision->record.operations) {
      ++number;
      const ObjectName own = subject(operation);
      const bool same = own == object || (own.kind == Kind::table && own.name == object.table) ||
                        (object.kind == Kind::table && own.table == object.name);
      if (same) {
        for (const Description& one : describe(schema, {operation})) {
          for (const std::string& change : one.changes) {
            text += "\n" + record_file(revision->stem()) + ":" + std::to_string(number) + ": " +
                    one.object + ": " + change;
          }
        }
      }
      generator::apply(schema, operation);
    }
  }
  return text;
}

void report(const Folder& history, const Fork& fork, const Revision& moved,
            const Conflict& conflict, Diagnostics& diagnostics) {
  Diagnostics ignored;
  const Schema ancestor = fold(history, fork.ancestor, ignored).value_or(Schema{});
  const ObjectName object = subject(conflict.operation);
  diagnostics.error(
      {},
      moved.stem() + " does not go on top of " + fork.stays.back()->stem() + ": " + conflict.what,
      "both branches change it:" + touching(fork.stays, ancestor, object) +
          touching(fork.moves, ancestor, object) +
          "\nreopen yours on your own branch (`schemake reopen`), bring the schema file in line "
          "with "
          "theirs, record it again, and merge then");
}

}  // namespace

std::vector<const Revision*> line_to(const Folder& folder, const std::string& id) {
  std::vector<const Revision*> line;
  for (const Revision* at = folder.find(id); at != nullptr; at = folder.find(at->record.parent())) {
    line.push_back(at);
  }
  std::reverse(line.begin(), line.end());
  return line;
}

std::optional<Fork> find_fork(const Folder& folder, const std::string& tip,
                              Diagnostics& diagnostics) {
  const std::vector<const Revision*> heads = folder.heads();
  if (heads.size() < 2) {
    diagnostics.error({}, "there is one head, and so nothing to bring together",
                      "this is for when two branches have recorded revisions");
    return std::nullopt;
  }
  const Revision* const moving = choose(folder, heads, tip, diagnostics);
  if (moving == nullptr) return std::nullopt;
  const Revision* const staying = *std::find_if(
      heads.begin(), heads.end(), [&](const Revision* head) { return head != moving; });
  Fork fork;
  fork.stays = line_to(folder, staying->record.id);
  fork.moves = line_to(folder, moving->record.id);
  fork.ancestor = kBase;
  while (!fork.stays.empty() && !fork.moves.empty() && fork.stays.front() == fork.moves.front()) {
    fork.ancestor = fork.stays.front()->record.id;
    fork.stays.erase(fork.stays.begin());
    fork.moves.erase(fork.moves.begin());
  }
  return fork;
}

bool rebase(Folder& history, const Fork& fork, Diagnostics& diagnostics) {
  for (const Revision* revision : fork.moves) {
    if (!revision->released && revision->record.parents.size() < 2) continue;
    diagnostics.error(
        {},
        revision->stem() + (revision->released ? " was released, and never changes"
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
