#include <fmt/format.h>

#include <algorithm>

#include "command/session.hpp"
#include "revision/fork.hpp"

namespace schemake::generator {
namespace {

// Where the history forks, and what brings it together; empty where it does not.
std::string fork_text(const Folder& folder) {
  if (folder.heads().size() < 2) return {};
  Diagnostics ignored;
  const auto fork = find_merge(folder, folder.heads().back()->stem(), ignored);
  const Revision* const common = fork ? folder.find(fork->ancestor) : nullptr;
  return fmt::format("the history forks behind {}: {}\n",
                     common == nullptr ? std::string(kBase) : common->stem(), kJoinHeads);
}

int print_listing(Session& session, const Options& options, bool heads_only) {
  const Folder& folder = session.project().folder;
  std::vector<ListedRevision> revisions;
  for (const Revision& revision : folder.sealed) revisions.push_back(listed(folder, revision));
  if (folder.draft) revisions.push_back(listed(folder, *folder.draft));
  if (heads_only) {
    std::erase_if(revisions, [](const ListedRevision& each) { return !each.head; });
  } else {
    std::reverse(revisions.begin(), revisions.end());  // newest first, as in Alembic
  }
  fmt::print("{}", options.json ? listing_json(revisions) : listing_text(revisions));
  if (heads_only && !options.json) fmt::print("{}", fork_text(folder));
  return session.finish(kDone);
}

}  // namespace

int run_history(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::folder, false, Tolerance::conflicts))
    return session.finish(kUsage);
  return print_listing(session, options, false);
}

int run_heads(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::folder, false, Tolerance::conflicts))
    return session.finish(kUsage);
  return print_listing(session, options, true);
}

}  // namespace schemake::generator
