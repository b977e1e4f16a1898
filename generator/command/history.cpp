#include <fmt/format.h>

#include <algorithm>

#include "command/session.hpp"

namespace schemake::generator {
namespace {

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
  return session.finish(kDone);
}

}  // namespace

int run_history(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::folder, false)) return session.finish(kUsage);
  return print_listing(session, options, false);
}

int run_heads(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::folder, false)) return session.finish(kUsage);
  return print_listing(session, options, true);
}

}  // namespace schemake::generator
