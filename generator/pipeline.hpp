#ifndef SCHEMAKE_PIPELINE_HPP
#define SCHEMAKE_PIPELINE_HPP

#include <optional>
#include <string>
#include <vector>

#include "folder_writer.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"
#include "planned_edge.hpp"
#include "project.hpp"
#include "variants.hpp"

// The way from YAML to files, in one place:
//
//   YAML --reader--> Schema --diff(head, desired)--> operations --dialect--> plan --prove-->
//   --emit--> files, sum
//
// A command reads a Project, decides which history shall stand in the folder, and hands it to
// write().

namespace schemake::generator {

// What stands between the newest sealed revision and the YAML.
struct Pending {
  std::string parent;  // the id of the only head, or "base"
  Schema before, after;
  std::vector<Operation> operations;
  std::vector<Loss> losses;
  std::vector<LikelyRename> likely_renames;
  std::vector<DataFile> data;  // draft.data.* as they are now
  std::vector<NamedDataStep> data_steps;
  // The schemas in the field that lead to the draft, and what they lose that nobody accepted.
  std::vector<Record> variants;
  std::vector<VariantLoss> variant_losses;

  bool empty() const { return operations.empty() && data.empty(); }
};

// Nothing where the folder has two heads or a record does not apply; the diagnostics say so.
std::optional<Pending> pending(Project& project);

// Puts what a draft would lose, and what looks like a rename, into the diagnostics, as warnings.
void warn(Project& project, const Pending& pending);

// Proves the plans of a pending change, as write() does before it writes. False, with a diagnostic
// at the line of the schema that is to blame, where one fails.
bool check(Project& project, const Pending& pending);

// The history that `sync` wants: the draft follows the YAML, what it was before becomes superseded.
Folder with_draft(const Project& project, const Pending& pending);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PIPELINE_HPP
