#include "project.hpp"

#include <string>
#include <utility>

#include "dialect/dialect.hpp"
#include "revision/life.hpp"
#include "schema/reader.hpp"

namespace schemake::generator {
namespace {

bool check_generator(Project& project) {
  if (!project.folder.sum || !is_newer(project.folder.sum->generator, std::string(version()))) {
    return true;
  }
  project.diagnostics.error({},
                            "this migrations folder was written by schemake " +
                                project.folder.sum->generator + ", and this is schemake " +
                                std::string(version()),
                            "use that version or a newer one");
  return false;
}

bool check_desired(Project& project) {
  const Desired& desired = *project.desired;
  if (project.folder.sum && project.folder.sum->catalog != desired.catalog) {
    project.diagnostics.error({},
                              "the schema names its catalog `" + desired.catalog +
                                  "`, and the migrations folder is that of `" +
                                  project.folder.sum->catalog + "`",
                              "a catalog keeps its name: databases know their history by it");
  }
  for (const std::string& name : desired.dialects) {
    for (const Dialect::Objection& objection : find_dialect(name)->check(desired.schema)) {
      project.diagnostics.error(position_of(project, objection.object), objection.what,
                                objection.advice);
    }
  }
  return !project.diagnostics.has_errors();
}

}  // namespace

Position position_of(const Project& project, const ObjectName& object) {
  if (!project.desired) return {};
  const auto& positions = project.desired->positions;
  if (const auto found = positions.find(object); found != positions.end()) return found->second;
  const auto table = positions.find(ObjectName{Kind::table, "", object.table});
  return table == positions.end() ? Position{} : table->second;
}

Requires requirements(const Project& project) {
  if (project.desired) return project.desired->requirements;
  return project.folder.sum ? project.folder.sum->requirements : Requires{};
}

std::string catalog(const Project& project) {
  if (project.desired) return project.desired->catalog;
  return project.folder.sum ? project.folder.sum->catalog : std::string();
}

std::string_view version() { return SCHEMAKE_VERSION; }

bool read_project(Project& project, const std::filesystem::path& migrations, Tolerance tolerance) {
  std::optional<Folder> folder =
      read_folder(migrations, project.sources, project.diagnostics, tolerance);
  if (!folder || project.diagnostics.has_errors()) return false;
  project.folder = std::move(*folder);
  return check_generator(project);
}

bool read_desired(Project& project) {
  project.desired = read_schema(project.schema_path.string(), project.sources, project.diagnostics);
  return project.desired && !project.diagnostics.has_errors() && check_desired(project);
}

}  // namespace schemake::generator
