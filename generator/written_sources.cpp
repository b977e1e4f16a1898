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
  for (const std::string& dialect : project.folder.sum->dialects) {
    for (const std::string& from : revision.record.starts()) {
      const auto edge = plan_recorded(project, project.folder, states, dialect, from, revision);
      if (!edge) return found;
      const std::string stem = revision.stem_from(from), name = source_file(stem, dialect);
      const std::string text = cpp_source(project.folder.sum->catalog, stem, {edge->text});
      if (is_other(project, name, text)) found.push_back(name);
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
