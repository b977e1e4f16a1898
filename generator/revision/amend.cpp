#include "revision/amend.hpp"

#include <algorithm>

#include "revision/file_names.hpp"

namespace schemake::generator {
namespace {

bool was_edited(const Revision& revision) {
  return digests(revision.data) != revision.record.data_now();
}

bool may_amend(const Folder& history, const Revision& revision, Diagnostics& diagnostics) {
  if (revision.draft || !revision.released()) {
    diagnostics.error({}, revision.stem() + " is in no release, and need not be amended",
                      revision.draft ? "edit the schema, or its data step"
                                     : "undo the edit, and `schemake reopen` it");
  }
  if (!revision.draft && !revision.compiled) {
    diagnostics.error({}, revision.stem() + " was squashed, and no database walks it any more",
                      "there is nothing to amend");
  }
  for (const Revision& other : history.sealed) {
    if (&other == &revision || !was_edited(other)) continue;
    diagnostics.error({}, "the data step of " + other.stem() + " was edited too",
                      "amend one revision at a time: put this one back for now");
  }
  return !diagnostics.has_errors();
}

}  // namespace

bool amend(Folder& history, const std::string& id, const std::string& reason,
           Diagnostics& diagnostics) {
  const Revision* const found = history.find(id);
  if (!may_amend(history, *found, diagnostics)) return false;
  Amendment amendment;
  amendment.reason = reason;
  for (const Sum::Entry& file : history.sum->files) {
    const bool own =
        belongs_to(file.path, found->stem()) && file.path != record_file(found->stem());
    if (own && !is_bridge(file.path)) amendment.was.push_back(file.digest + " " + file.path);
  }
  amendment.data = digests(found->data);
  const auto revision = std::find_if(history.sealed.begin(), history.sealed.end(),
                                     [&](const Revision& each) { return each.record.id == id; });
  revision->record.amendments.push_back(std::move(amendment));
  return true;
}

std::set<std::string> amended(const Folder& before, const Folder& now) {
  std::set<std::string> ids;
  for (const Revision& revision : now.sealed) {
    const Revision* const old = before.find(revision.record.id);
    if (old == nullptr || old->draft) continue;
    if (old->record.amendments.size() < revision.record.amendments.size()) {
      ids.insert(revision.record.id);
    }
  }
  return ids;
}

}  // namespace schemake::generator
