#include "revision/rebase.hpp"

#include <fmt/format.h>

#include "command/moving_head.hpp"
#include "command/session.hpp"

namespace schemake::generator {

// Two branches have recorded revisions: one of the two lines moves on top of the other.
int run_rebase(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true, Tolerance::conflicts))
    return session.finish(kUsage);
  Project& project = session.project();
  const auto moving = options.at.empty() ? find_moving_head(project.folder) : std::nullopt;
  const auto fork =
      find_fork(project.folder, moving ? moving->id : options.at, project.diagnostics);
  if (!fork) return session.finish(kUsage);
  Folder history = project.folder;
  const auto same = find_fork(history, fork->moves.back()->record.id, project.diagnostics);
  const std::string onto =
      fork->stays.back()->stem() + (moving ? ", which " + moving->other + " has" : "");
  if (!same || !rebase(history, *same, project.diagnostics)) {
    session.finish(kNo);
    return kNo;
  }
  std::string moved;
  for (std::size_t i = history.sealed.size() - fork->moves.size(); i < history.sealed.size(); ++i) {
    moved += (moved.empty() ? "" : ", ") + history.sealed[i].stem();
  }
  return session.write_with_draft(std::move(history), "put " + moved + " on top of " + onto);
}

}  // namespace schemake::generator
