#include "revision/rebase.hpp"

#include <fmt/format.h>

#include "command/session.hpp"
#include "git/repository.hpp"
#include "revision/file_names.hpp"

namespace schemake::generator {
namespace {

// What others have, as far as git knows: in the midst of `git rebase` all that is there already,
// else the remote's main branch. Its files of the migrations folder; none where that is not known.
std::map<std::string, std::string> theirs(const std::filesystem::path& migrations) {
  try {
    const GitRepository repository(migrations);
    const auto files = [&](const char* of) {
      return repository.files(repository.commit(of), migrations);
    };
    try {
      static_cast<void>(repository.commit("REBASE_HEAD"));
    } catch (const GitError&) {
      return files("origin/HEAD");
    }
    return files("HEAD");
  } catch (const GitError&) {
    return {};
  }
}

// Of two heads that no release holds, the one that others do not have; empty where that is not
// known.
std::string mine(const Folder& folder) {
  const std::vector<const Revision*> heads = folder.heads();
  if (heads.size() != 2 || heads[0]->released() || heads[1]->released()) return {};
  const std::map<std::string, std::string> files = theirs(folder.path);
  const auto have = [&](const Revision& revision) {
    const auto file = files.find(record_file(revision.stem()));
    return file != files.end() && file->second.find(revision.record.id) != std::string::npos;
  };
  const bool first = have(*heads[0]), second = have(*heads[1]);
  if (first == second) return {};
  return (first ? heads[1] : heads[0])->record.id;
}

}  // namespace

// Two branches have recorded revisions: one of the two lines moves on top of the other.
int run_rebase(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true, Tolerance::conflicts))
    return session.finish(kUsage);
  Project& project = session.project();
  const std::string tip = options.at.empty() ? mine(project.folder) : options.at;
  const auto fork = find_fork(project.folder, tip, project.diagnostics);
  if (!fork) return session.finish(kUsage);
  Folder history = project.folder;
  const auto same = find_fork(history, fork->moves.back()->record.id, project.diagnostics);
  const std::string onto = fork->stays.back()->stem();
  if (!same || !rebase(history, *same, project.diagnostics)) {
    session.finish(kNo);
    return kNo;
  }
  std::string moved;
  for (std::size_t i = history.sealed.size() - fork->moves.size(); i < history.sealed.size(); ++i) {
    moved += (moved.empty() ? "" : ", ") + history.sealed[i].stem();
  }
  return session.write_with_draft(std::move(history), "put " + moved + " on top of " + onto);
}

}  // namespace schemake::generator
