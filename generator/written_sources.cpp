#include "written_sources.hpp"

#include <optional>

#include "edges.hpp"
#include "revision/file_names.hpp"
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
  const auto compare = [&](const std::string& stem, const PlannedEdge& edge) {
    const std::string name = source_file(stem, edge.text.plan.dialect);
    const std::string text = cpp_source(project.folder.sum->catalog, stem, {edge.text});
    if (is_other(project, name, text)) found.push_back(name);
  };
  const std::vector<std::string>& parents = revision.record.parents;
  for (const std::string& dialect : project.folder.sum->dialects) {
    const auto edge = plan_recorded(project, project.folder, states, dialect, revision);
    if (!edge) return found;
    compare(revision.stem(), *edge);
    for (std::size_t i = 1; i < parents.size(); ++i) {
      const auto other = plan_shortcut(project, project.folder, states, edge_v1::Kind::merge,
                                       dialect, parents[i], revision, {}, revision.record.accepted);
      if (!other) return found;
      compare(merged_stem(revision.stem(), parents[i]), *other);
    }
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
    const PlannedEdge edge = plan_head(dialect, *after, newest);
    const std::string stem(kHeadStem), name = source_file(stem, dialect);
    if (is_other(project, name, cpp_source(project.folder.sum->catalog, stem, {edge.text}))) {
      found.push_back(name);
    }
  }
  return found;
}

}  // namespace schemake::generator
