#include <fmt/format.h>

#include "command/session.hpp"

namespace schemake::generator {

// The last sealed revision and a draft upon it become one draft: both are then superseded selves of
// what the YAML says.
int run_reopen(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true)) return session.finish(kUsage);
  Project& project = session.project();
  Folder& folder = project.folder;
  if (folder.sealed.empty()) {
    fmt::print(stderr, "nothing to reopen: no revision is recorded\n");
    return session.finish(kNo);
  }
  if (folder.heads().size() > 1) {
    pending(project);  // reports the fork
    return session.finish(kUsage);
  }
  Revision last = folder.sealed.back();
  if (last.released()) {
    fmt::print(
        stderr,
        "{} shipped with release {} and never changes: edit the YAML and record a new revision\n",
        last.stem(), printable(last.release));
    return session.finish(kNo);
  }
  if (!last.data.empty() && !folder.draft_data.empty()) {
    fmt::print(stderr,
               "not reopened: {} and the draft both hold a data step; record the draft first, or "
               "move its data file away\n",
               last.stem());
    return session.finish(kNo);
  }
  folder.sealed.pop_back();
  const std::string name = last.stem();
  last.draft = true;
  if (folder.draft) {
    for (Record& self : folder.draft->superseded) last.superseded.push_back(std::move(self));
    last.superseded.push_back(std::move(folder.draft->record));
  }
  folder.draft = std::move(last);
  std::optional<Pending> change = pending(project);
  if (!change) return session.finish(kUsage);
  if (change->data.empty()) change->data = folder.draft->data;
  warn(project, *change);
  return session.write_history(with_draft(project, *change), "reopened " + name + " as the draft");
}

}  // namespace schemake::generator
