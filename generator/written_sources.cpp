#include "written_sources.hpp"

#include <optional>

#include "operation/diff.hpp"
#include "planned_edge.hpp"
#include "revision/file_names.hpp"
#include "shortcut.hpp"
#include "text/digest.hpp"

namespace schemake::generator {
namespace {

// Whether the folder has the file, with another text.
bool is_other(const Project& project, const std::string& name, const std::string& text) {
  const std::string* there = project.sources.find((project.folder.path / name).string());
  return there != nullptr && text_digest(*there) != text_digest(text);
}

}  // namespace

std::vector<std::string> otherwise_written(Project& project, const Revision& revision) {
  std::vector<std::string> found;
  States states(project.folder, project.diagnostics);
  const std::string from = revision.record.parent();
  const Schema* before = states.schema(from);
  const Schema* after = states.schema(revision.record.id);
  if (before == nullptr || after == nullptr) return found;
  const auto data = data_steps_between(project, project.folder, states, from, revision);
  if (!data) return found;
  for (const std::string& dialect : project.folder.sum->dialects) {
    PlannedEdge edge = plan_edge(dialect, *before, *after, revision.record.operations,
                                 revision.record.accepted, *data);
    edge.text.from = from;
    name_edge(edge.text, revision);
    const std::string name = source_file(revision.stem(), dialect);
    const std::string text = cpp_source(project.folder.sum->catalog, revision.stem(), {edge.text});
    if (is_other(project, name, text)) found.push_back(name);
  }
  return found;
}

std::vector<std::string> otherwise_written_head(Project& project) {
  std::vector<std::string> found;
  if (project.folder.sealed.empty() && !project.folder.draft) return found;
  const Revision& newest =
      project.folder.draft ? *project.folder.draft : project.folder.sealed.back();
  const auto after = fold(project.folder, newest.record.id, project.diagnostics);
  if (!after) return found;
  for (const std::string& dialect : project.folder.sum->dialects) {
    PlannedEdge edge = plan_edge(dialect, {}, *after, diff({}, *after), {});
    edge.text.kind = edge_v1::Kind::head;
    edge.text.from = kBase;
    name_edge(edge.text, newest);
    const std::string stem(kHeadStem), name = source_file(stem, dialect);
    if (is_other(project, name, cpp_source(project.folder.sum->catalog, stem, {edge.text}))) {
      found.push_back(name);
    }
  }
  return found;
}

}  // namespace schemake::generator
