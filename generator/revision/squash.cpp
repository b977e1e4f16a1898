#include "revision/squash.hpp"

#include <algorithm>
#include <set>

#include "revision/file_names.hpp"

namespace schemake::generator {
namespace {

// The state that a side of the range names; nothing where there is none that is sealed.
std::optional<std::string> state(const Folder& folder, const std::string& name,
                                 Diagnostics& diagnostics) {
  if (name == kBase) return std::string(kBase);
  const Revision* const revision = folder.resolve(name, diagnostics);
  if (revision == nullptr) return std::nullopt;
  if (!revision->draft) return revision->record.id;
  diagnostics.error({}, "the draft is not recorded yet", "a range holds sealed revisions alone");
  return std::nullopt;
}

std::optional<std::string> newest(const Folder& folder, Diagnostics& diagnostics) {
  const std::vector<const Revision*> heads = folder.heads();
  if (heads.size() == 1) return heads.front()->record.id;
  diagnostics.error({}, heads.empty() ? "nothing is recorded yet" : "the history has several heads",
                    "name the end of the range: FROM..TO");
  return std::nullopt;
}

Revision& at(Folder& folder, const std::string& id) {
  return *std::find_if(folder.sealed.begin(), folder.sealed.end(),
                       [&](const Revision& revision) { return revision.record.id == id; });
}

// The newest release that holds the revision; empty where none does.
std::string last_release(const Folder& folder, const std::string& id) {
  std::string name;
  for (const Sum::Mark& release : folder.sum->releases) {
    if (folder.ancestors(release.id).contains(id)) name = release.release;
  }
  return name;
}

// Whether nobody but the range itself goes through its inner states.
bool is_closed(const Folder& history, const std::set<std::string>& inner, const Range& range,
               Diagnostics& diagnostics) {
  const std::set<std::string> covered(range.covered.begin(), range.covered.end());
  bool closed = true;
  const auto check = [&](const Revision& revision) {
    for (const std::string& parent : revision.record.parents) {
      if (!inner.contains(parent) || covered.contains(revision.record.id)) continue;
      closed = false;
      diagnostics.error({}, revision.stem() + " follows from within the range",
                        "bring its line together with the other first, or choose a range that ends "
                        "before");
    }
  };
  for (const Revision& revision : history.sealed) check(revision);
  if (history.draft) check(*history.draft);
  return closed;
}

}  // namespace

std::optional<Range> find_range(const Folder& folder, const std::string& text,
                                Diagnostics& diagnostics) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) {
    diagnostics.error({}, "\"" + text + "\" is no range",
                      "write FROM..TO, two revisions, as 0003_email..0010_web");
    return std::nullopt;
  }
  const std::string left = text.substr(0, dots), right = text.substr(dots + 2);
  const auto from = state(folder, left.empty() ? std::string(kBase) : left, diagnostics);
  if (!from) return std::nullopt;
  const auto to = right.empty() ? newest(folder, diagnostics) : state(folder, right, diagnostics);
  if (!to) return std::nullopt;
  Range range{*from, *to, {}};
  if (*from != kBase && !folder.ancestors(*to).contains(*from)) {
    diagnostics.error({}, "no way leads from " + left + " to " + (right.empty() ? "head" : right),
                      "write the older one first");
    return std::nullopt;
  }
  for (const Revision* revision : folder.between(*from, *to)) {
    range.covered.push_back(revision->record.id);
  }
  if (range.covered.size() > 1) return range;
  diagnostics.error({},
                    "there is nothing to squash: the range holds " +
                        std::string(range.covered.empty() ? "no revision" : "one revision"),
                    "FROM..TO is what lies behind FROM, up to and with TO");
  return std::nullopt;
}

bool squash(Folder& history, const Range& range, bool with_data, Diagnostics& diagnostics) {
  for (const std::string& id : range.covered) {
    const Revision& revision = at(history, id);
    if (with_data || revision.data.empty()) continue;
    diagnostics.error(
        {}, revision.stem() + " has a data step",
        "--with-data carries it on the short way too, between the two halves of the whole change; "
        "or choose a range without it");
  }
  if (diagnostics.has_errors()) return false;
  std::vector<std::string>& squashes = at(history, range.to).squashes;
  if (std::find(squashes.begin(), squashes.end(), range.from) == squashes.end()) {
    squashes.push_back(range.from);
  }
  return true;
}

bool drop_old(Folder& history, const Range& range, Diagnostics& diagnostics) {
  const std::set<std::string> inner(range.covered.begin(), range.covered.end() - 1);
  bool ready = is_closed(history, inner, range, diagnostics);
  for (const std::string& id : range.covered) {
    const Revision& revision = at(history, id);
    if (revision.released()) continue;
    ready = false;
    diagnostics.error({}, revision.stem() + " is in no release: who stands there would be lost",
                      "release it first, so that people can be told which release walks it");
  }
  if (!ready) return false;
  std::vector<Sum::Mark>& retired = history.sum->retired;
  for (const std::string& id : range.covered) {
    Revision& revision = at(history, id);
    revision.compiled = false;
    if (id == range.to) continue;
    const std::string last = last_release(history, id);
    const bool known = std::any_of(retired.begin(), retired.end(),
                                   [&](const Sum::Mark& mark) { return mark.id == id; });
    if (!known) retired.push_back({id, last});
    for (const Record& self : revision.superseded) retired.push_back({self.id, last});
    revision.superseded.clear();
    revision.variants.clear();
    revision.squashes.clear();
  }
  for (Revision& revision : history.sealed) {
    std::erase_if(revision.squashes, [&](const std::string& from) { return inner.contains(from); });
  }
  return true;
}

}  // namespace schemake::generator
