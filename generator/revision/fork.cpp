#include "revision/fork.hpp"

#include <algorithm>

#include "operation/apply.hpp"
#include "operation/describe.hpp"
#include "revision/file_names.hpp"

namespace schemake::generator {
namespace {

std::string list(const std::vector<const Revision*>& revisions) {
  std::string names;
  for (const Revision* revision : revisions)
    names += (names.empty() ? "" : ", ") + revision->stem();
  return names;
}

const Revision* named_head(const Folder& folder, const std::vector<const Revision*>& heads,
                           const std::string& tip, Diagnostics& diagnostics) {
  const Revision* const named = folder.resolve(tip, diagnostics);
  if (named == nullptr || std::find(heads.begin(), heads.end(), named) != heads.end()) return named;
  diagnostics.error({}, named->stem() + " is no head", "name one of: " + list(heads));
  return nullptr;
}

std::string choices(const std::vector<const Revision*>& heads) {
  std::string text;
  for (const Revision* head : heads) {
    text += (text.empty() ? "schemake rebase " : ", or schemake rebase ") + head->stem();
  }
  return text;
}

// The head that a rebase moves; null where it is not clear which.
const Revision* unreleased(const Folder& folder, const std::vector<const Revision*>& heads,
                           const std::string& tip, Diagnostics& diagnostics) {
  if (!tip.empty()) return named_head(folder, heads, tip, diagnostics);
  std::vector<const Revision*> free;
  std::copy_if(heads.begin(), heads.end(), std::back_inserter(free),
               [](const Revision* head) { return !head->released(); });
  if (free.size() == 1) return free.front();
  diagnostics.error({}, "there are " + std::to_string(heads.size()) + " heads: " + list(heads),
                    free.empty() ? "all of them are released: `schemake merge` brings them together"
                                 : "say which of them is yours and moves: " + choices(free));
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

// The line to `id` without what `other` has as well.
std::vector<const Revision*> beyond(const Folder& folder, const std::string& id,
                                    const std::string& other) {
  std::vector<const Revision*> line = line_to(folder, id);
  const std::set<std::string> known = folder.ancestors(other);
  std::erase_if(line,
                [&](const Revision* revision) { return known.contains(revision->record.id); });
  return line;
}

Fork fork_between(const Folder& folder, const Revision& stays, const Revision& moves) {
  Fork fork;
  fork.stays = beyond(folder, stays.record.id, moves.record.id);
  fork.moves = beyond(folder, moves.record.id, stays.record.id);
  fork.ancestor = fork.moves.front()->record.parent();
  return fork;
}

bool has_fork(const std::vector<const Revision*>& heads, Diagnostics& diagnostics) {
  if (heads.size() > 1) return true;
  diagnostics.error({}, "there is one head, and so nothing to bring together",
                    "this is for when two branches have recorded revisions");
  return false;
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

std::vector<Operation> operations_of(const std::vector<const Revision*>& line) {
  std::vector<Operation> operations;
  for (const Revision* revision : line) {
    const std::vector<Operation>& own = revision->record.operations;
    operations.insert(operations.end(), own.begin(), own.end());
  }
  return operations;
}

std::optional<Fork> find_fork(const Folder& folder, const std::string& tip,
                              Diagnostics& diagnostics) {
  const std::vector<const Revision*> heads = folder.heads();
  if (!has_fork(heads, diagnostics)) return std::nullopt;
  const Revision* const moving = unreleased(folder, heads, tip, diagnostics);
  if (moving == nullptr) return std::nullopt;
  return fork_between(folder, *(moving == heads.front() ? heads[1] : heads.front()), *moving);
}

std::optional<Fork> find_merge(const Folder& folder, const std::string& tip,
                               Diagnostics& diagnostics) {
  const std::vector<const Revision*> heads = folder.heads();
  if (!has_fork(heads, diagnostics)) return std::nullopt;
  if (!tip.empty()) {
    const Revision* const named = named_head(folder, heads, tip, diagnostics);
    if (named == nullptr) return std::nullopt;
    return fork_between(folder, *(named == heads.front() ? heads[1] : heads.front()), *named);
  }
  if (heads.size() > 2) {
    diagnostics.error(
        {}, "there are " + std::to_string(heads.size()) + " heads: " + list(heads),
        "say which of them is to be merged first: schemake merge " + heads.back()->stem());
    return std::nullopt;
  }
  Fork fork = fork_between(folder, *heads[0], *heads[1]);
  const bool turned =
      fork.moves.size() > fork.stays.size() ||
      (fork.moves.size() == fork.stays.size() && heads[0]->stem() > heads[1]->stem());
  return turned ? fork_between(folder, *heads[1], *heads[0]) : fork;
}

std::string both_sides(const Folder& folder, const Fork& fork, const ObjectName& object) {
  Diagnostics ignored;
  const auto side = [&](const std::vector<const Revision*>& line) {
    return touching(line, fold(folder, line.front()->record.parent(), ignored).value_or(Schema{}),
                    object);
  };
  return side(fork.stays) + side(fork.moves);
}

}  // namespace schemake::generator
