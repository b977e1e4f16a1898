#include <fmt/format.h>

#include "command/session.hpp"

namespace schemake::generator {

int run_show(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::folder, false)) return session.finish(kUsage);
  Project& project = session.project();
  const Revision* revision = project.folder.resolve(options.name, project.diagnostics);
  if (revision == nullptr) return session.finish(kUsage);
  const StateChange change = state_change(project, *revision);
  if (project.diagnostics.has_errors()) return session.finish(kUsage);
  fmt::print("{}",
             options.json ? state_change_json(change) : state_change_text(change, options.sql));
  return session.finish(kDone);
}

}  // namespace schemake::generator
