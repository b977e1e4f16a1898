#include <fmt/format.h>

#include <algorithm>

#include "command/session.hpp"
#include "text/digest.hpp"

namespace schemake::generator {
namespace {

// Whether the sum holds the digest of each schema file as it is: CMake compares no more than that.
bool is_noted(const Project& project) {
  if (!project.folder.sum) return true;
  const auto& noted = project.folder.sum->schemas;
  const auto& files = project.desired->files;
  return std::equal(noted.begin(), noted.end(), files.begin(), files.end(),
                    [&](const Sum::Entry& entry, const std::string& file) {
                      return entry.digest == schema_digest(*project.sources.find(file));
                    });
}

std::vector<std::string> findings(Project& project) {
  std::vector<std::string> found;
  const std::vector<const Revision*> heads = project.folder.heads();
  if (heads.size() > 1) {
    std::string names;
    for (const Revision* head : heads) names += (names.empty() ? "" : ", ") + head->stem();
    found.push_back("the history has two heads: " + names);
    return found;
  }
  const std::optional<Pending> change = pending(project);
  if (!change || !check(project, *change)) return found;
  if (change->operations.empty() && !is_noted(project)) {
    found.push_back(
        "the schema's text is another than schemake.sum notes, though the schema is the "
        "same; `schemake sync` notes it");
  }
  if (project.folder.draft) {
    found.push_back("there is a draft; `schemake revision -m ...` records it");
  } else if (!change->empty()) {
    found.push_back("the schema has changes that no revision records; `schemake sync` drafts them");
  }
  for (const Description& each : describe(change->before, change->operations)) {
    for (const std::string& line : each.changes)
      found.push_back("pending: " + each.object + ": " + line);
  }
  for (const NamedDataStep& named : change->data_steps) {
    found.push_back("pending: " + named.file + ": a data step");
  }
  return found;
}

}  // namespace

int run_check(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, false)) return session.finish(kUsage);
  const std::vector<std::string> found = findings(session.project());
  if (session.project().diagnostics.has_errors()) return session.finish(kUsage);
  if (options.json) {
    fmt::print("{}", findings_json(found));
  } else if (found.empty()) {
    fmt::print("in order: every change is recorded\n");
  } else {
    for (const std::string& each : found) fmt::print(stderr, "{}\n", printable(each));
  }
  return session.finish(found.empty() ? kDone : kNo);
}

}  // namespace schemake::generator
