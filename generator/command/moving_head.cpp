#include "command/moving_head.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "git/repository.hpp"
#include "revision/file_names.hpp"

namespace schemake::generator {
namespace {

class HeadsInGit {
 public:
  HeadsInGit(const Folder& folder, std::vector<const Revision*> heads)
      : folder_(folder), heads_(std::move(heads)), git_(folder.path) {}

  // The one of the two heads that the commit has; null where it has both or none, and where there
  // is no such commit.
  const Revision* only_in(const std::string& commit) const {
    std::map<std::string, std::string> files;
    try {
      files = git_.files(git_.commit(commit), folder_.path);
    } catch (const GitError&) {
      return nullptr;
    }
    const auto has = [&](const Revision* head) {
      const auto file = files.find(record_file(head->stem()));
      return file != files.end() && file->second.find(head->record.id) != std::string::npos;
    };
    const bool first = has(heads_[0]), second = has(heads_[1]);
    return first == second ? nullptr : heads_[first ? 0 : 1];
  }

  MovingHead all_but(const Revision* stays, std::string other) const {
    return {heads_[stays == heads_[0] ? 1 : 0]->record.id, std::move(other)};
  }

 private:
  const Folder& folder_;
  std::vector<const Revision*> heads_;  // two
  GitRepository git_;
};

}  // namespace

std::optional<MovingHead> find_moving_head(const Folder& folder) try {
  const std::vector<const Revision*> heads = folder.heads();
  const bool released = std::any_of(heads.begin(), heads.end(),
                                    [](const Revision* head) { return head->released(); });
  if (heads.size() != 2 || released) return std::nullopt;
  const HeadsInGit git(folder, heads);
  if (const Revision* stays = git.only_in("refs/remotes/origin/HEAD")) {
    return git.all_but(stays, "origin's default branch");
  }
  if (const Revision* stays = git.only_in("MERGE_HEAD")) {
    return git.all_but(stays, "the branch that is merged in");
  }
  // Git may leave this name behind: what it says counts where HEAD says the opposite.
  const Revision* const moves = git.only_in("REBASE_HEAD");
  const Revision* const stays = git.only_in("HEAD");
  if (moves == nullptr || stays == nullptr || moves == stays) return std::nullopt;
  return git.all_but(stays, "the branch that this one is put on");
} catch (const GitError&) {
  return std::nullopt;
}

}  // namespace schemake::generator
