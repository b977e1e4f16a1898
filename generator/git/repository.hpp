#ifndef SCHEMAKE_GIT_REPOSITORY_HPP
#define SCHEMAKE_GIT_REPOSITORY_HPP

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace schemake::generator {

// Why git did not answer, and what to do about it.
struct GitError : std::runtime_error {
  GitError(const std::string& what, std::string advice_text)
      : std::runtime_error(what), advice(std::move(advice_text)) {}
  std::string advice;
};

// A git repository, read by the program `git` of PATH, which is run without a shell and changes
// nothing. Every function throws GitError where git is missing or refuses.
class GitRepository {
 public:
  // The one whose work tree `folder` lies in, whether or not that exists; where the environment
  // has GIT_DIR, the one that it names.
  explicit GitRepository(const std::filesystem::path& folder);

  // The id of the commit that people call `name`: a branch, tag or id. What looks like an option is
  // refused.
  std::string commit(const std::string& name) const;
  // The commit where HEAD and `commit` (an id) went apart; nothing where the repository holds none.
  std::optional<std::string> merge_base(const std::string& commit) const;
  // Whether it was cloned without all of its history.
  bool is_shallow() const;
  // The plain files right in `folder` at `commit` (an id), by name, as they are stored. None where
  // the commit has no such folder.
  std::map<std::string, std::string> files(const std::string& commit,
                                           const std::filesystem::path& folder) const;

 private:
  std::filesystem::path start_, top_;  // where git runs; the top of the work tree
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_GIT_REPOSITORY_HPP
