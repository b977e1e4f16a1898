#include <fmt/format.h>

#include "command/session.hpp"
#include "revision/life.hpp"

namespace schemake::generator {

int run_release(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true)) return session.finish(kUsage);
  Project& project = session.project();
  const std::optional<Pending> change = pending(project);
  if (!change) return session.finish(kUsage);
  if (!change->empty() || project.folder.draft) {
    fmt::print(stderr,
               "not released: the schema has changes that no revision records; run `schemake "
               "revision -m ...` first\n");
    return session.finish(kNo);
  }
  if (project.folder.sealed.empty()) {
    fmt::print(stderr, "nothing to release: no revision is recorded\n");
    return session.finish(kNo);
  }
  Folder history = project.folder;
  if (!release(history, options.name, project.diagnostics)) return session.finish(kUsage);
  return session.write_history(history,
                               "released " + options.name + " at " + history.sealed.back().stem());
}

}  // namespace schemake::generator
