#include "command/base_comparison.hpp"

#include <algorithm>

#include "git/repository.hpp"
#include "revision/file_names.hpp"
#include "revision/fork.hpp"
#include "revision/kept.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// The commit that the folder is compared with.
struct Base {
  std::string id;    // of the commit
  std::string name;  // for people and for `git checkout`: as they called it, or its first digits
  std::string told;  // "origin/main", or which commit it is of it
};

// A word of a command line that can be pasted into a shell.
std::string quoted(const std::string& word) {
  const bool plain = word.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/") ==
                     std::string::npos;
  if (plain) return word;
  std::string out = "'";
  for (char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + '\'';
}

// The names as arguments, by their paths from here.
std::string arguments(const fs::path& folder, const std::vector<std::string>& names) {
  const fs::path near = folder.lexically_relative(fs::current_path());
  std::string out;
  for (const std::string& name : names) {
    out += ' ' + quoted((near.empty() ? folder / name : near / name).lexically_normal().string());
  }
  return out;
}

// How the history of the base comes back, and the difference becomes a revision of its own.
std::string cure(const fs::path& folder, const Base& base, const Restoration& files) {
  std::string out =
      "others have it, and their databases may stand at it, so it stays as it is. Keep the YAML,\n"
      "bring the files back, and record the difference as a new revision:\n";
  for (const std::string& name : files.data) {
    out +=
        "  mv --" + arguments(folder, {name, "draft" + name.substr(stem_of(name).size())}) + '\n';
  }
  if (!files.remove.empty()) out += "  rm --" + arguments(folder, files.remove) + '\n';
  out += "  git checkout " + quoted(base.name) + " --" + arguments(folder, files.restore) + '\n';
  return out + "  schemake sync\n  schemake revision -m \"what is different now\"";
}

Finding finding(const NotKept& broken, const Base& base, const fs::path& folder) {
  Finding result;
  result.file = (folder / broken.file).string();
  result.line = broken.line;
  const std::string subject = broken.name + ", which " + base.told + " has, ";
  switch (broken.how) {
    case NotKept::How::edited:
      result.rule = Rule::changed_revision;
      result.message = subject + "was edited: see " + broken.file;
      break;
    case NotKept::How::recorded:
      result.rule = Rule::changed_revision;
      result.message = subject + "was reopened and changed: here it is " + broken.here;
      break;
    case NotKept::How::removed:
      result.rule = Rule::removed_revision;
      result.message = subject + "was removed";
      break;
    case NotKept::How::reverted:
      result.rule = Rule::reverted;
      result.message = subject + "was reverted";
      break;
    case NotKept::How::unreleased:
      result.rule = Rule::removed_release;
      result.message = "release " + subject + "is not in schemake.sum, or is another state there";
      break;
  }
  return result;
}

bool is_lost(const NotKept& broken) {
  return broken.how == NotKept::How::removed || broken.how == NotKept::How::reverted;
}

class BaseCheck {
 public:
  BaseCheck(Project& project, const std::string& ref)
      : project_(project), folder_(project.folder.path), ref_(ref), repository_(folder_) {}

  BaseComparison check() {
    Base base{repository_.commit(ref_), ref_, ref_};
    Kept kept = compare(base);
    const std::vector<std::string> own = kept.own;
    std::vector<Finding> forks;
    if (!kept.broken.empty()) {
      const std::optional<Base> left = branching_point(base);
      if (left) {
        Kept since = compare(*left);
        forks = fork(kept, since);
        kept = std::move(since);
        base = *left;
      }
    }
    warn(kept, base);
    std::vector<Finding> found;
    const std::string advice = cure(folder_, base, kept.cure);
    for (const NotKept& broken : kept.broken) {
      found.push_back(finding(broken, base, folder_));
      found.back().advice = advice;
    }
    found.insert(found.end(), forks.begin(), forks.end());
    return {std::move(found), own};
  }

 private:
  Kept compare(const Base& base) {
    return compare_with_base(repository_.files(base.id, folder_), project_.folder,
                             project_.sources);
  }

  // Where this branch left the base, if the base has gone on since. What it got since is not
  // missing here. That takes the history, so it is looked at only where something is.
  std::optional<Base> branching_point(const Base& base) {
    const std::optional<std::string> common = repository_.merge_base(base.id);
    if (common && *common != base.id) {
      const std::string digits = common->substr(0, 12);
      return Base{*common, digits, ref_ + " (at " + digits + ", where this branch left it)"};
    }
    if (!common && repository_.is_shallow()) {
      throw GitError(
          "the history here is not that of " + ref_ +
              ", and this clone is too shallow to tell whether it was changed or is older",
          "fetch the whole history: `git fetch --unshallow`; in CI, check it out (GitHub: "
          "`fetch-depth: 0`, GitLab: `GIT_DEPTH: 0`)");
    }
    return std::nullopt;
  }

  // What the base got since, beside what was recorded here.
  std::vector<Finding> fork(const Kept& now, const Kept& since) const {
    std::string theirs;
    for (const NotKept& broken : now.broken) {
      const bool lost_here =
          std::any_of(since.broken.begin(), since.broken.end(),
                      [&](const NotKept& other) { return other.name == broken.name; });
      if (is_lost(broken) && !lost_here) theirs = broken.name;
    }
    if (theirs.empty() || now.own.empty()) return {};
    const std::string& mine = now.own.back();
    Finding result;
    result.rule = Rule::two_heads;
    result.message = "the history would have two heads when it is merged: " + theirs + " of " +
                     ref_ + ", and " + mine;
    result.advice = "bring " + ref_ +
                    " in (`git merge`), resolve the schema file as you want it, and " + kJoinHeads;
    result.file = (folder_ / record_file(mine)).string();
    result.line = 1;
    return {result};
  }

  void warn(const Kept& kept, const Base& base) {
    for (const std::string& name : kept.unread) {
      project_.diagnostics.warning({}, name + " of " + base.told + " is damaged there",
                                   "what it says was not compared");
    }
  }

  Project& project_;
  fs::path folder_;
  const std::string& ref_;
  GitRepository repository_;
};

}  // namespace

BaseComparison base_comparison(Project& project, const std::string& ref) try {
  return BaseCheck(project, ref).check();
} catch (const GitError& error) {
  project.diagnostics.error({}, error.what(), error.advice);
  return {};
}

}  // namespace schemake::generator
