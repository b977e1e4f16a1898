#include "git/repository.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "process/program.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// Runs git with `words`, `input` on its standard input, in the folder `start`.
ProgramResult run_git(const fs::path& start, const std::vector<std::string>& words,
                      std::string_view input = {}) {
  std::vector<std::string> all = {"git"};
  all.insert(all.end(), words.begin(), words.end());
  ProgramResult answer = run_program(all, start, input);
  if (answer.code == kNoProgram) {
    throw GitError("there is no git in PATH", "install git, or leave out --base");
  }
  return answer;
}

// What git printed, without the newline behind it.
std::string chomp(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

// What git said was wrong, in a line.
std::string reason(const ProgramResult& answer) {
  const std::string first = answer.err.substr(0, answer.err.find('\n'));
  const std::string_view fatal = "fatal: ";
  return first.starts_with(fatal) ? first.substr(fatal.size()) : first;
}

std::string run_or_throw(const fs::path& start, const std::vector<std::string>& words,
                         std::string_view input = {}) {
  ProgramResult answer = run_git(start, words, input);
  if (answer.code == 0) return std::move(answer.out);
  throw GitError("git " + words.front() + " failed: " + reason(answer),
                 "`git fsck` says whether the repository is whole");
}

bool is_id(std::string_view text) {
  return text.size() >= 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

fs::path nearest_existing(fs::path folder) {
  std::error_code ignored;
  while (!fs::is_directory(folder, ignored) && folder.has_relative_path()) {
    folder = folder.parent_path();
  }
  return folder;
}

std::string how_to_fetch(const std::string& name) {
  const std::size_t slash = name.find('/');
  const std::string from = slash == std::string::npos
                               ? "origin " + name
                               : name.substr(0, slash) + ' ' + name.substr(slash + 1);
  return "fetch it first: `git fetch " + from +
         "`; in CI, check out the whole history (GitHub: `fetch-depth: 0`, GitLab: `GIT_DEPTH: 0`)";
}

struct Entry {
  std::string id, name;
};

// Of `git ls-tree -z`: "<mode> <type> <id>\t<path>\0" each. Links and submodules are no plain
// files.
std::vector<Entry> plain_files(std::string_view listing) {
  std::vector<Entry> entries;
  while (!listing.empty()) {
    const std::string_view line = listing.substr(0, listing.find('\0'));
    listing.remove_prefix(std::min(line.size() + 1, listing.size()));
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || !line.starts_with("100")) continue;
    const std::string_view fields = line.substr(0, tab), path = line.substr(tab + 1);
    entries.push_back({std::string(fields.substr(fields.rfind(' ') + 1)),
                       std::string(path.substr(path.rfind('/') + 1))});
  }
  return entries;
}

// Takes "<id> blob <size>\n<bytes>\n", as `git cat-file --batch` prints it, off `rest`.
std::optional<std::string> take_blob(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view header = rest.substr(0, end);
  if (end == std::string_view::npos || header.find(" blob ") == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string digits(header.substr(header.rfind(' ') + 1));
  const std::size_t size = std::strtoull(digits.c_str(), nullptr, 10);
  rest.remove_prefix(end + 1);
  if (rest.size() <= size) return std::nullopt;
  std::string text(rest.substr(0, size));
  rest.remove_prefix(size + 1);
  return text;
}

}  // namespace

GitRepository::GitRepository(const fs::path& folder)
    // A GIT_DIR may be relative to where the caller stands.
    : start_(std::getenv("GIT_DIR") != nullptr ? fs::current_path() : nearest_existing(folder)) {
  const ProgramResult answer = run_git(start_, {"rev-parse", "--show-toplevel"});
  if (answer.code != 0) {
    throw GitError("git cannot read a repository around " + folder.string() + ": " + reason(answer),
                   "run it in a clone of the repository, and see that git works there (`git "
                   "status`); or leave out --base");
  }
  top_ = fs::weakly_canonical(chomp(answer.out));
}

std::string GitRepository::commit(const std::string& name) const {
  if (name.empty() || name.front() == '-') {
    throw GitError("\"" + name + "\" is no name of a commit",
                   "write a branch, tag or id behind --base, as origin/main");
  }
  const ProgramResult answer =
      run_git(start_, {"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
  const std::string id = chomp(answer.out);
  if (answer.code == 0 && is_id(id)) return id;
  throw GitError("this clone has no commit \"" + name + "\"", how_to_fetch(name));
}

std::optional<std::string> GitRepository::merge_base(const std::string& commit) const {
  const ProgramResult answer = run_git(start_, {"merge-base", "HEAD", commit});
  const std::string id = chomp(answer.out);
  return answer.code == 0 && is_id(id) ? std::optional(id) : std::nullopt;
}

bool GitRepository::is_shallow() const {
  return chomp(run_or_throw(start_, {"rev-parse", "--is-shallow-repository"})) == "true";
}

std::map<std::string, std::string> GitRepository::files(const std::string& commit,
                                                        const fs::path& folder) const {
  const std::string path = fs::weakly_canonical(folder).lexically_relative(top_).generic_string();
  if (path.empty() || path == ".." || path.starts_with("../")) {
    throw GitError(folder.string() + " is outside of the work tree " + top_.string(),
                   "name a migrations folder of the repository with --migrations");
  }
  std::vector<std::string> words = {"ls-tree", "-z", "--full-tree", commit};
  // Behind the slash stands what the folder holds; the name alone would be the folder itself.
  if (path != ".") words.insert(words.end(), {"--", path + '/'});
  const std::vector<Entry> entries = plain_files(run_or_throw(start_, words));
  std::string ids;
  for (const Entry& entry : entries) ids += entry.id + '\n';
  const std::string blobs = run_or_throw(start_, {"cat-file", "--batch"}, ids);
  std::map<std::string, std::string> files;
  std::string_view rest = blobs;
  for (const Entry& entry : entries) {
    std::optional<std::string> text = take_blob(rest);
    if (!text) {
      throw GitError("git does not hold " + path + '/' + entry.name + " of " + commit.substr(0, 12),
                     "fetch the whole history: `git fetch --refetch`");
    }
    files[entry.name] = std::move(*text);
  }
  return files;
}

}  // namespace schemake::generator
