#include "command/session.hpp"

namespace schemake::generator {

int run_sync(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true)) return session.finish(kUsage);
  Project& project = session.project();
  const std::optional<Pending> change = pending(project);
  if (!change) return session.finish(kUsage);
  warn(project, *change);
  return session.write_history(with_draft(project, *change), "");
}

}  // namespace schemake::generator
