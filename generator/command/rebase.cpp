#include "revision/rebase.hpp"

#include <fmt/format.h>

#include "command/session.hpp"

namespace schemake::generator {

// Two branches have recorded revisions: one of the two lines moves on top of the other.
int run_rebase(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true, Conflicts::join)) return session.finish(kUsage);
  Project& project = session.project();
  const auto fork = find_fork(project.folder, options.at, project.diagnostics);
  if (!fork) return session.finish(kUsage);
  Folder history = project.folder;
  const auto same = find_fork(history, fork->moves.back()->record.id, project.diagnostics);
  const std::string onto = fork->stays.back()->stem();
  if (!same || !rebase(history, *same, project.diagnostics)) {
    session.finish(kNo);
    return kNo;
  }
  std::string moved;
  for (std::size_t i = history.sealed.size() - fork->moves.size(); i < history.sealed.size(); ++i) {
    moved += (moved.empty() ? "" : ", ") + history.sealed[i].stem();
  }
  // The draft, if there is one, follows as the schema file says now.
  Folder before = project.folder;
  std::swap(project.folder, history);
  const std::optional<Pending> change = pending(project);
  if (change) history = with_draft(project, *change);
  project.folder = std::move(before);
  if (!change) return session.finish(kUsage);
  warn(project, *change);
  return session.write_history(history, "put " + moved + " on top of " + onto);
}

}  // namespace schemake::generator
