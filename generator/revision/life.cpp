#include "revision/life.hpp"

#include <algorithm>
#include <charconv>

#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kMostSelves = 16;

bool is_release_name(const std::string& name) {
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint point = code_point_at(name, at);
    if (!point.valid() || is_control(point.value) || point.value == ' ') return false;
    at += point.bytes;
  }
  return !name.empty();
}

bool has(const std::vector<Sum::Mark>& releases, const std::string& name) {
  return std::any_of(releases.begin(), releases.end(),
                     [&](const Sum::Mark& mark) { return mark.release == name; });
}

// The head to release; null, with a diagnostic, where there is none.
const Revision* unreleased_head(const Folder& history, Diagnostics& diagnostics) {
  const std::vector<const Revision*> heads = history.heads();
  if (heads.size() > 1) {
    diagnostics.error({}, "there are several heads",
                      "bring them together before a release: `schemake heads` says how");
  } else if (heads.empty()) {
    diagnostics.error({}, "there is no revision to release",
                      "seal the draft with `schemake revision -m MESSAGE`");
  } else if (heads.front()->released()) {
    diagnostics.error({},
                      heads.front()->stem() + " is released already, as " + heads.front()->release,
                      "a release freezes what came after the last one: record a revision first");
  } else {
    return heads.front();
  }
  return nullptr;
}

// The next number of a dotted version, which is taken off; 0 where nothing is left.
unsigned take_number(std::string_view& version) {
  unsigned number = 0;
  const char* end = version.data() + version.size();
  const char* stopped = std::from_chars(version.data(), end, number).ptr;
  version.remove_prefix(static_cast<std::size_t>(stopped - version.data()));
  version.remove_prefix(std::min(version.find_first_of("0123456789"), version.size()));
  return number;
}

}  // namespace

Record make_draft(const std::string& parent, std::vector<Operation> operations,
                  std::vector<std::string> data) {
  Record record;
  if (parent != kBase) record.parents = {parent};
  record.operations = std::move(operations);
  record.data = std::move(data);
  record.id = revision_id(record);
  return record;
}

std::vector<Record> supersede(const Revision& draft, const Record& next) {
  std::vector<Record> selves = draft.superseded;
  selves.push_back(draft.record);
  std::vector<Record> kept;
  for (auto self = selves.rbegin(); self != selves.rend(); ++self) {
    const bool known = std::any_of(kept.begin(), kept.end(),
                                   [&](const Record& one) { return one.id == self->id; });
    if (!known && self->id != next.id && kept.size() < kMostSelves)
      kept.push_back(std::move(*self));
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

void seal(Revision& draft, const Folder& history, std::vector<std::string> accepted) {
  int last = 0;
  for (const Revision& revision : history.sealed) last = std::max(last, revision.number);
  std::sort(accepted.begin(), accepted.end());
  accepted.erase(std::unique(accepted.begin(), accepted.end()), accepted.end());
  draft.number = last + 1;
  draft.slug = slug(draft.record.message);
  draft.draft = false;
  draft.record.accepted = std::move(accepted);
}

bool release(Folder& history, const std::string& name, Diagnostics& diagnostics) {
  if (!is_release_name(name)) {
    diagnostics.error({}, "\"" + name + "\" is no name of a release",
                      "write printable text without blanks, as 1.1");
    return false;
  }
  if (!history.sum || has(history.sum->releases, name)) {
    diagnostics.error(
        {},
        history.sum ? "there is a release " + name + " already" : "there is no revision to release",
        history.sum ? "a name is given once: write the next one"
                    : "record one with `schemake revision -m MESSAGE`");
    return false;
  }
  const Revision* head = unreleased_head(history, diagnostics);
  if (head == nullptr) return false;
  for (Revision& revision : history.sealed) {
    if (!revision.released()) continue;
    for (const Record& self : revision.superseded) {
      history.sum->retired.push_back({self.id, revision.release});
    }
    revision.superseded.clear();
  }
  history.sum->releases.push_back({head->record.id, name});
  history.note_releases();
  return true;
}

bool is_newer(const std::string& a, const std::string& b) {
  std::string_view left = a, right = b;
  while (!left.empty() || !right.empty()) {
    const unsigned x = take_number(left), y = take_number(right);
    if (x != y) return x > y;
  }
  return false;
}

}  // namespace schemake::generator
