#include "revision/merge.hpp"

#include <fmt/format.h>

#include "command/session.hpp"

namespace schemake::generator {

// Two lines of revisions, both perhaps released, get one successor.
int run_merge(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true, Tolerance::conflicts))
    return session.finish(kUsage);
  Project& project = session.project();
  const auto fork = find_merge(project.folder, options.at, project.diagnostics);
  if (!fork) return session.finish(kUsage);
  const std::string merged = fork->moves.back()->stem(), into = fork->stays.back()->stem();
  Folder history = project.folder;
  if (!merge(history, *fork, options.message.value_or(""), project.diagnostics)) {
    session.finish(kNo);
    return kNo;
  }
  const std::string done =
      fmt::format("merged {} into {} as {}", merged, into, history.sealed.back().stem());
  return session.write_with_draft(std::move(history), done);
}

}  // namespace schemake::generator
