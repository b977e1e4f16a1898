#include "evolution/recorded_history.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "operation/diff.hpp"
#include "pipeline.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// What the comments of a version say.
struct Said {
  std::set<std::string> accepted;
  bool may_refuse = false;
};

Said read_said(const fs::path& path) {
  Said said;
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line) && line.starts_with("# ");) {
    if (line == "# may refuse") said.may_refuse = true;
    if (!line.starts_with("# accept: ")) continue;
    std::istringstream names(line.substr(10));
    for (std::string name; std::getline(names >> std::ws, name, ',');) said.accepted.insert(name);
  }
  return said;
}

void complain(const Project& project, const fs::path& version) {
  std::string text;
  for (const Diagnostic& one : project.diagnostics.all()) text += render(one, project.sources);
  throw std::runtime_error(version.string() + "\n" + text);
}

std::set<std::string> names(const std::vector<Loss>& losses) {
  std::set<std::string> result;
  for (const Loss& loss : losses) result.insert(spell(loss.object));
  return result;
}

void compare(const std::set<std::string>& accepted, const std::set<std::string>& lost,
             const fs::path& version) {
  if (accepted == lost) return;
  std::string text = version.string() + " loses:";
  for (const std::string& name : lost) text += " " + name;
  throw std::runtime_error(text);
}

class Recorder {
 public:
  explicit Recorder(fs::path scratch) : scratch_(std::move(scratch)) {
    history_.states.push_back({std::string(kBase), {}, {}});
  }

  void add(const fs::path& version, int number) {
    fs::copy_file(version, scratch_ / "schema.yaml", fs::copy_options::overwrite_existing);
    const Said said = read_said(version);
    Project project = open(version);
    const auto change = pending(project);
    if (!change) return complain(project, version);
    compare(said.accepted, names(change->losses), version);
    if (!change->likely_renames.empty()) {
      throw std::runtime_error(version.string() + ": " +
                               spell(change->likely_renames.front().added) + " looks renamed");
    }
    Folder folder = with_draft(project, *change);
    if (!folder.draft) throw std::runtime_error(version.string() + " changes nothing");
    Revision revision = std::move(*folder.draft);
    folder.draft.reset();
    revision.record.message = "version " + std::to_string(number);
    seal(revision, folder, {said.accepted.begin(), said.accepted.end()});
    folder.sealed.push_back(revision);
    if (!write(project, folder) || !project.diagnostics.all().empty()) complain(project, version);
    add_edge(revision, *change, said);
    expect_nothing_pending(version);
  }

  RecordedHistory finish() {
    const RecordedHistory::State& head = history_.states.back();
    const Schema nothing;
    edges_.emplace_back(
        edge_v1::Kind::head, std::string(kBase), head.id, "head",
        plan_edge("sqlite", nothing, head.schema, diff(nothing, head.schema), {}).text.plan);
    history_.catalog = std::make_unique<CompiledCatalog>("history", std::move(edges_));
    return std::move(history_);
  }

 private:
  Project open(const fs::path& version) const {
    Project project;
    project.schema_path = scratch_ / "schema.yaml";
    if (!read_project(project, scratch_ / "migrations") || !read_desired(project)) {
      complain(project, version);
    }
    return project;
  }

  void add_edge(const Revision& revision, const Pending& change, const Said& said) {
    const std::vector<std::string>& accepted = revision.record.accepted;
    edges_.emplace_back(
        edge_v1::Kind::revision, change.parent, revision.record.id, revision.stem(),
        plan_edge("sqlite", change.before, change.after, change.operations, accepted).text.plan);
    history_.states.push_back({revision.record.id, change.after, change.operations,
                               !said.accepted.empty(), said.may_refuse});
  }

  // The folder is read as the next command would find it.
  void expect_nothing_pending(const fs::path& version) {
    Project project = open(version);
    const auto change = pending(project);
    if (!change || !change->operations.empty()) {
      throw std::runtime_error(version.string() + " is pending still after it was recorded");
    }
  }

  fs::path scratch_;
  RecordedHistory history_;
  std::vector<CompiledEdge> edges_;
};

}  // namespace

std::vector<std::string> history_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SCHEMAKE_SOURCE_DIR "/tests/evolution")) {
    if (entry.is_directory()) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

fs::path history_folder(const std::string& name) {
  return fs::path(SCHEMAKE_SOURCE_DIR "/tests/evolution") / name;
}

RecordedHistory record(const std::string& name, const fs::path& scratch) {
  Recorder recorder(scratch);
  for (int number = 1;; ++number) {
    const fs::path version = history_folder(name) / ("v" + std::to_string(number) + ".yaml");
    if (!fs::exists(version)) break;
    recorder.add(version, number);
  }
  return recorder.finish();
}

}  // namespace schemake::generator
