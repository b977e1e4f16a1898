#include <fmt/format.h>

#include "command/session.hpp"
#include "render/diagram.hpp"

namespace schemake::generator {

int run_graph(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::folder, false)) return session.finish(kUsage);
  Project& project = session.project();
  const Revision* revision = project.folder.resolve(options.name, project.diagnostics);
  if (revision == nullptr) return session.finish(kUsage);
  const auto schema = fold(project.folder, revision->record.id, project.diagnostics);
  if (!schema) return session.finish(kUsage);
  fmt::print("{}", options.format == "dot" ? diagram_dot(*schema) : diagram_mermaid(*schema));
  return session.finish(kDone);
}

}  // namespace schemake::generator
