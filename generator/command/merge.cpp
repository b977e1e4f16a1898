#include "revision/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "command/session.hpp"

namespace schemake::generator {
namespace {

// Reads what `--data REVISION=FILE` says.
class MergeData {
 public:
  MergeData(Project& project, const Fork& fork) : project_(project), fork_(fork) {}

  bool add(const std::string& option) {
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos) {
      return refuse("--data " + option + " says no file", "write --data REVISION=FILE");
    }
    const Revision* const from =
        project_.folder.resolve(option.substr(0, equals), project_.diagnostics);
    return from != nullptr && is_parent(*from) && read(*from, option.substr(equals + 1));
  }

  std::vector<DataFile> take() { return std::move(files_); }

 private:
  bool refuse(const std::string& what, const std::string& advice) {
    project_.diagnostics.error({}, what, advice);
    return false;
  }

  bool is_parent(const Revision& revision) {
    const Revision& one = *fork_.stays.back();
    const Revision& other = *fork_.moves.back();
    if (&revision != &one && &revision != &other) {
      return refuse(revision.stem() + " is none of the two heads that are merged",
                    "write " + one.stem() + " or " + other.stem());
    }
    const bool twice = std::any_of(files_.begin(), files_.end(), [&](const DataFile& file) {
      return file.from == revision.record.id;
    });
    return !twice || refuse("--data names " + revision.stem() + " twice",
                            "write all that its databases run into one file");
  }

  bool read(const Revision& from, const std::string& path) {
    if (!path.ends_with(".sql")) {
      return refuse("--data takes SQL: " + path, "name a file that ends in .sql");
    }
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return refuse(path + " cannot be read", "name a file that holds the data step");
    files_.push_back({DataLanguage::sql, text, project_.sources.add(path, text), from.record.id});
    const DataStep step =
        read_data_step(files_.back(), catalog(project_), project_.sources, project_.diagnostics);
    return step.unfinished.empty() || refuse(path + ' ' + step.unfinished, step.advice);
  }

  Project& project_;
  const Fork& fork_;
  std::vector<DataFile> files_;
};

std::optional<std::vector<DataFile>> read_data(Project& project, const Fork& fork,
                                               const std::vector<std::string>& options) {
  MergeData data(project, fork);
  for (const std::string& option : options) {
    if (!data.add(option)) return std::nullopt;
  }
  if (project.diagnostics.has_errors()) return std::nullopt;
  return data.take();
}

}  // namespace

// Two lines of revisions, both perhaps released, get one successor.
int run_merge(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true, Tolerance::conflicts))
    return session.finish(kUsage);
  Project& project = session.project();
  const auto fork = find_merge(project.folder, options.at, project.diagnostics);
  if (!fork) return session.finish(kUsage);
  const auto data = read_data(project, *fork, options.data_from);
  if (!data) return session.finish(kUsage);
  const std::string merged = fork->moves.back()->stem(), into = fork->stays.back()->stem();
  Folder history = project.folder;
  if (!merge(history, *fork, options.message.value_or(""), *data, project.diagnostics)) {
    session.finish(kNo);
    return kNo;
  }
  const std::string done =
      fmt::format("merged {} into {} as {}", merged, into, history.sealed.back().stem());
  return session.write_with_draft(std::move(history), done);
}

}  // namespace schemake::generator
