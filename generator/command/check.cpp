#include <fmt/format.h>

#include <algorithm>

#include "command/base_comparison.hpp"
#include "command/session.hpp"
#include "render/finding.hpp"
#include "revision/file_names.hpp"
#include "revision/fork.hpp"
#include "text/digest.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// Whether the sum holds the digest of each schema file as it is: CMake compares no more than that.
bool is_noted(const Project& project) {
  if (!project.folder.sum) return true;
  const auto& noted = project.folder.sum->schemas;
  const auto& files = project.desired->files;
  return std::equal(noted.begin(), noted.end(), files.begin(), files.end(),
                    [&](const Sum::Entry& entry, const std::string& file) {
                      return entry.digest == schema_digest(*project.sources.find(file));
                    });
}

Finding at(const Project& project, Position place, Finding finding) {
  finding.file = place.known() ? project.sources.path(place.file) : project.schema_path.string();
  finding.line = std::max(place.line, 1);
  return finding;
}

// Where the YAML says the table, view, enum or virtual table of that name.
Position place_of(const Project& project, const std::string& name) {
  for (const auto& [object, position] : project.desired->positions) {
    if (object.table.empty() && object.name == name) return position;
  }
  return {};
}

std::string in_file(const Project& project, const std::string& name) {
  return (project.folder.path / name).string();
}

std::optional<Finding> fork(const Project& project) {
  const std::vector<const Revision*> heads = project.folder.heads();
  if (heads.size() < 2) return std::nullopt;
  std::string names;
  for (const Revision* head : heads) names += (names.empty() ? "" : ", ") + head->stem();
  const std::string count = heads.size() == 2 ? "two" : std::to_string(heads.size());
  return Finding{Rule::two_heads, "the history has " + count + " heads: " + names, kJoinHeads,
                 in_file(project, record_file(heads.back()->stem())), 1};
}

// What the change consists of, each object at its place in the YAML.
void add_changes(const Project& project, const Pending& change, std::vector<Finding>& found) {
  const std::string advice = found.back().advice;
  for (const Description& each : describe(change.before, change.operations)) {
    for (const std::string& line : each.changes) {
      found.push_back(
          at(project, place_of(project, each.object),
             {Rule::unrecorded, "pending: " + each.object + ": " + line, advice, "", 0}));
    }
  }
  for (const NamedDataStep& named : change.data_steps) {
    found.push_back({Rule::unrecorded, "pending: " + named.file + ": a data step", advice,
                     in_file(project, named.file), 1});
  }
}

std::vector<Finding> findings(Project& project) {
  if (const auto forked = fork(project)) return {*forked};
  std::vector<Finding> found;
  const std::optional<Pending> change = pending(project);
  if (!change || !check(project, *change)) return found;
  if (change->operations.empty() && !is_noted(project)) {
    found.push_back(at(project, {},
                       {Rule::unrecorded,
                        "the schema's text is another than schemake.sum notes, though the schema "
                        "is the same",
                        "`schemake sync` notes it", "", 0}));
  }
  if (project.folder.draft) {
    found.push_back({Rule::draft, "there is a draft", "`schemake revision -m ...` records it",
                     in_file(project, record_file(std::string(kDraftStem))), 1});
  } else if (!change->empty()) {
    found.push_back(at(project, {},
                       {Rule::unrecorded, "the schema has changes that no revision records",
                        "`schemake sync` drafts them", "", 0}));
  }
  if (!found.empty()) add_changes(project, *change, found);
  return found;
}

// The folder that files are named from: the top of the repository, else where the command runs.
fs::path root_of(const fs::path& folder) {
  std::error_code ignored;
  for (fs::path at = folder.empty() ? fs::current_path() : folder; at.has_relative_path();
       at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored)) return at;
  }
  return fs::current_path();
}

// What kept `check` from looking, for those who read no terminal. What has no place of its own is
// put down at the sum: code scanning shows nothing that has none.
void add_errors(const Project& project, std::vector<Finding>& found) {
  for (const Diagnostic& each : project.diagnostics.all()) {
    if (each.severity != Severity::error) continue;
    Finding finding{Rule::bad_input, each.message, each.advice, "", 0};
    if (each.at.known()) {
      finding = at(project, each.at, std::move(finding));
    } else if (!project.folder.path.empty()) {
      finding.file = in_file(project, std::string(kSumName));
    }
    found.push_back(std::move(finding));
  }
}

void print(const Project& project, const std::string& format, std::vector<Finding> found) {
  if (format == "text") {
    fmt::print(stderr, "{}", findings_text(found));
    if (found.empty() && !project.diagnostics.has_errors()) {
      fmt::print("in order: every change is recorded\n");
    }
    return;
  }
  add_errors(project, found);
  const fs::path root = root_of(project.folder.path);
  for (Finding& finding : found) {
    if (finding.file.empty()) continue;
    finding.file = fs::path(finding.file).lexically_relative(root).generic_string();
  }
  if (format == "sarif") {
    fmt::print("{}", findings_sarif(found, version(), !project.diagnostics.has_errors()));
  } else {
    fmt::print("{}", findings_json(found));
  }
}

}  // namespace

int run_check(const Options& options) {
  Session session(options);
  Project& project = session.project();
  std::vector<Finding> found;
  if (session.open(Session::Needs::schema, false)) {
    found = findings(project);
    if (options.base) {
      const std::vector<Finding> more = base_comparison(project, *options.base).findings;
      found.insert(found.end(), more.begin(), more.end());
    }
  }
  print(project, options.json ? "json" : options.format, found);
  return session.finish(found.empty() ? kDone : kNo);
}

}  // namespace schemake::generator
