#ifndef SCHEMAKE_PIPELINE_HPP
#define SCHEMAKE_PIPELINE_HPP

#include <optional>
#include <string>
#include <vector>

#include "emit/files.hpp"
#include "emit/source.hpp"
#include "operation/diff.hpp"
#include "revision/folder.hpp"
#include "schema/desired.hpp"
#include "text/diagnostic.hpp"

// The way from YAML to files, in one place:
//
//   YAML --reader--> Schema --diff(head, desired)--> operations --dialect--> plan --prove-->
//   --emit--> files, sum
//
// A command reads a Project, decides which history shall stand in the folder, and hands it to
// write().

namespace schemake::generator {

// What a command works on, read whole.
struct Project {
  std::filesystem::path schema_path;  // absolute
  Sources sources;
  Diagnostics diagnostics;
  Folder folder;
  std::optional<Desired> desired;  // none where the command does not need the YAML
};

// Reads the folder; then the YAML at schema_path, checked against the folder and the dialects.
// False where a diagnostic is an error.
bool read_project(Project& project, const std::filesystem::path& migrations);
bool read_desired(Project& project);

// What stands between the newest sealed revision and the YAML.
struct Pending {
  std::string parent;  // the id of the only head, or "base"
  Schema before, after;
  std::vector<Operation> operations;
  std::vector<Loss> losses;
  std::vector<LikelyRename> likely_renames;
};

// Nothing where the folder has two heads or a record does not apply; the diagnostics say so.
std::optional<Pending> pending(Project& project);

// Puts what a draft would lose, and what looks like a rename, into the diagnostics, as warnings.
void warn(Project& project, const Pending& pending);

// The plans of one revision, as they are written; the SQL of `diff` and `show` comes from here as
// well.
struct PlannedEdge {
  EdgeText text;
  Schema before, after;
  std::vector<Operation> operations;
};

// The edge of `operations` for one dialect, planned but not proven.
PlannedEdge plan_edge(const std::string& dialect, const Schema& before, const Schema& after,
                      const std::vector<Operation>& operations,
                      const std::vector<std::string>& accepted);

// Proves the plans of a pending change, as write() does before it writes. False, with a diagnostic
// at the line of the schema that is to blame, where one fails.
bool prove(Project& project, const Pending& pending);

// Brings the folder to `history`: plans, proves and writes what differs from what is there, head
// and sum included. Sealed revisions whose stem is unchanged are carried as they are. Nothing is
// written where a proof fails or a diagnostic is an error. Returns the names of the files that
// changed, or nothing on failure.
std::optional<std::vector<std::string>> write(Project& project, const Folder& history);

// The history that `sync` wants: the draft follows the YAML, what it was before becomes superseded.
Folder with_draft(const Project& project, const Pending& pending);

// This generator's version, as in schemake.sum.
std::string_view version();

}  // namespace schemake::generator

#endif  // SCHEMAKE_PIPELINE_HPP
