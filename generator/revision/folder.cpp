#include "revision/folder.hpp"

#include <algorithm>
#include <set>

#include "operation/apply.hpp"
#include "revision/file_names.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kSlugLength = 40;
constexpr std::size_t kShortestId = 4;

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 9 &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

// Whether `revision` answers to `name`, by tiers: a stem beats a slug, a slug a number, that an id.
bool answers(const Revision& revision, const std::string& name, int tier) {
  switch (tier) {
    case 0:
      return revision.stem() == name;
    case 1:
      return !revision.draft && revision.slug == name;
    case 2:
      return !revision.draft && is_number(name) && revision.number == std::stoi(name);
    default:
      return name.size() >= kShortestId && revision.record.id.starts_with(name);
  }
}

std::string list(const std::vector<const Revision*>& revisions) {
  std::string out;
  for (const Revision* revision : revisions) {
    out += (out.empty() ? "" : ", ") + revision->stem() + " (" + revision->record.id.substr(0, 8) +
           ")";
  }
  return out;
}

std::vector<const Revision*> all(const Folder& folder) {
  std::vector<const Revision*> revisions;
  for (const Revision& revision : folder.sealed) revisions.push_back(&revision);
  if (folder.draft) revisions.push_back(&*folder.draft);
  return revisions;
}

const Revision* resolve_head(const Folder& folder, Diagnostics& diagnostics) {
  if (folder.draft) return &*folder.draft;
  const std::vector<const Revision*> heads = folder.heads();
  if (heads.size() == 1) return heads.front();
  if (heads.empty()) {
    diagnostics.error({}, "nothing is recorded yet", "run `schemake sync`");
  } else {
    diagnostics.error({}, "there are several heads: " + list(heads), "name one of them");
  }
  return nullptr;
}

}  // namespace

std::string Revision::stem() const {
  return draft ? std::string(kDraftStem) : sealed_stem(number, slug);
}

std::string Revision::stem_from(const std::string& start) const {
  return start == record.parent() ? stem() : merged_stem(stem(), start);
}

std::string Folder::name_of(const std::string& id) const {
  const Revision* const revision = find(id);
  return revision == nullptr ? id.substr(0, 8) : revision->stem();
}

std::vector<const Revision*> Folder::heads() const {
  std::set<std::string> parents;
  for (const Revision& revision : sealed) {
    parents.insert(revision.record.parents.begin(), revision.record.parents.end());
  }
  std::vector<const Revision*> heads;
  for (const Revision& revision : sealed) {
    if (!parents.contains(revision.record.id)) heads.push_back(&revision);
  }
  return heads;
}

const Revision* Folder::find(const std::string& id) const {
  for (const Revision& revision : sealed) {
    if (revision.record.id == id) return &revision;
  }
  return draft && draft->record.id == id ? &*draft : nullptr;
}

const Revision* Folder::resolve(const std::string& name, Diagnostics& diagnostics) const {
  if (name == kHeadStem) return resolve_head(*this, diagnostics);
  const std::vector<const Revision*> revisions = all(*this);
  for (int tier = 0; tier < 4; ++tier) {
    std::vector<const Revision*> found;
    std::copy_if(revisions.begin(), revisions.end(), std::back_inserter(found),
                 [&](const Revision* revision) { return answers(*revision, name, tier); });
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
      diagnostics.error({}, "several revisions answer to \"" + name + "\": " + list(found),
                        "write the whole name, or more of the id");
      return nullptr;
    }
  }
  const std::string what = name == kBase
                               ? "base is no revision: it is what was before the first one"
                           : name == kDraftStem ? "there is no draft: nothing is pending"
                                                : "there is no revision \"" + name + "\"";
  diagnostics.error({}, what,
                    revisions.empty() ? "nothing is recorded yet: run `schemake sync`"
                                      : "write head or one of: " + list(revisions));
  return nullptr;
}

std::set<std::string> Folder::ancestors(const std::string& id) const {
  std::set<std::string> seen;
  std::vector<std::string> waiting{id};
  while (!waiting.empty()) {
    const Revision* const revision = find(waiting.back());
    waiting.pop_back();
    if (revision == nullptr || !seen.insert(revision->record.id).second) continue;
    const std::vector<std::string>& parents = revision->record.parents;
    waiting.insert(waiting.end(), parents.begin(), parents.end());
  }
  return seen;
}

std::vector<const Revision*> Folder::between(const std::string& from, const std::string& to) const {
  const std::set<std::string> before = ancestors(from), all = ancestors(to);
  std::vector<const Revision*> revisions;
  const auto add = [&](const Revision& revision) {
    const std::string& id = revision.record.id;
    if (all.contains(id) && !before.contains(id)) revisions.push_back(&revision);
  };
  for (const Revision& revision : sealed) add(revision);
  if (draft) add(*draft);
  return revisions;
}

void Folder::note_releases() {
  for (Revision& revision : sealed) revision.release.clear();
  if (!sum) return;
  for (const Sum::Mark& release : sum->releases) {
    const std::set<std::string> held = ancestors(release.id);
    for (Revision& revision : sealed) {
      if (!revision.released() && held.contains(revision.record.id)) {
        revision.release = release.release;
      }
    }
  }
}

std::optional<Schema> fold(const Folder& folder, const std::string& id, Diagnostics& diagnostics) {
  std::vector<const Revision*> walk;
  for (std::string next = id; next != kBase; next = walk.back()->record.parent()) {
    const Revision* revision = folder.find(next);
    if (revision == nullptr) {
      diagnostics.error({}, "there is no revision with the id " + next);
      return std::nullopt;
    }
    walk.push_back(revision);
  }
  Schema schema;
  for (auto revision = walk.rbegin(); revision != walk.rend(); ++revision) {
    if (const auto conflict = apply(schema, (*revision)->record.operations)) {
      diagnostics.error({}, "the record of " + (*revision)->stem() +
                                " does not apply to its parent: " + conflict->what);
      return std::nullopt;
    }
  }
  return schema;
}

std::string slug(const std::string& message) {
  std::string out;
  for (char c : message) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool word = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (word) {
      out += lower;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
    if (out.size() == kSlugLength) break;
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out.empty() ? "revision" : out;
}

}  // namespace schemake::generator
