#include "revision/squash.hpp"

#include <fmt/format.h>

#include "command/session.hpp"
#include "edges.hpp"

namespace schemake::generator {
namespace {

// One plan cannot tell an object from another that took its name on the way.
bool is_one_change(Project& project, const Range& range) {
  const States states(project.folder, project.diagnostics);
  const std::vector<ObjectName> anew = made_anew(states, range.from, range.to);
  for (const ObjectName& name : anew) {
    project.diagnostics.error({}, spell(name) + " is dropped and made anew within the range",
                              "one plan would keep its old values: squash what lies before and "
                              "what lies behind, each for itself");
  }
  return anew.empty();
}

}  // namespace

// Many revisions get one edge beside them.
int run_squash(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::folder, true)) return session.finish(kUsage);
  Project& project = session.project();
  const auto range = find_range(project.folder, options.name, project.diagnostics);
  if (!range) return session.finish(kUsage);
  Folder history = project.folder;
  const bool may = is_one_change(project, *range) &&
                   squash(history, *range, options.with_data, project.diagnostics) &&
                   (!options.drop_old || drop_old(history, *range, project.diagnostics));
  if (!may) {
    session.finish(kNo);
    return kNo;
  }
  const Revision* const from = history.find(range->from);
  const std::string way = (from == nullptr ? std::string(kBase) : from->stem()) + " to " +
                          history.find(range->to)->stem();
  std::string done =
      fmt::format("one plan leads from {}, beside the {} revisions", way, range->covered.size());
  if (options.drop_old) {
    done = fmt::format("one plan leads from {}; {} revisions before are walked no more", way,
                       range->covered.size() - 1);
  }
  return session.write_history(history, done);
}

}  // namespace schemake::generator
