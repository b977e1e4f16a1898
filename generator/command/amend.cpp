#include "revision/amend.hpp"

#include <fmt/format.h>

#include "command/session.hpp"
#include "command/wrong_use.hpp"

namespace schemake::generator {

// The edge of a released revision is planned and proven anew, with its data step as it is now.
int run_amend(const Options& options) {
  if (is_blank(options.reason)) {
    print_wrong_use("amend", "an amendment needs a reason: --reason \"why, in a few words\"");
    return kUsage;
  }
  Session session(options);
  if (!session.open(Session::Needs::folder, true, Tolerance::edited_data)) {
    return session.finish(kUsage);
  }
  Project& project = session.project();
  const Revision* const revision = project.folder.resolve(options.name, project.diagnostics);
  if (revision == nullptr) return session.finish(kUsage);
  const std::string name = revision->stem();
  Folder history = project.folder;
  if (!amend(history, revision->record.id, options.reason, project.diagnostics)) {
    session.finish(kNo);
    return kNo;
  }
  const std::optional<bool> differs = rewrites(project, history);
  if (!differs) return session.finish(kUsage);
  if (!*differs) {
    fmt::print(
        stderr,
        "nothing to amend: {} would be planned as it is. Edit its data step first; where the "
        "schema itself is wrong, record a new revision\n",
        name);
    return session.finish(kNo);
  }
  return session.write_history(
      history, "amended " + name +
                   ". Databases that have passed it are not touched: what it did there wrong is "
                   "mended by a new revision (schemake revision -m \"...\" --data sql)");
}

}  // namespace schemake::generator
