#include "command/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "edges.hpp"
#include "git/repository.hpp"
#include "revision/file_names.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

const char* const kDefaultFolder = "migrations";
const char* const kWhereWritten = "see who may write there, and that there is room";

bool has_sum(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / kSumName, ignored);
}

// The folder that a command without --migrations means: here or in a folder above.
std::optional<fs::path> find_migrations() {
  std::error_code error;
  fs::path here = fs::current_path(error);
  if (error) return std::nullopt;
  while (true) {
    if (has_sum(here / kDefaultFolder)) return here / kDefaultFolder;
    if (has_sum(here)) return here;
    if (!here.has_relative_path()) return std::nullopt;
    here = here.parent_path();
  }
}

// Whether records lie there, whose sum is gone.
bool has_records(const fs::path& folder) {
  std::error_code error;
  const fs::directory_iterator files(folder, error);
  return !error && std::any_of(begin(files), end(files), [](const fs::directory_entry& file) {
    return file.path().extension() == ".jsonl";
  });
}

// A history that git knows and the disk lacks, where another one begins: databases of the old one
// would not go on.
void warn_of_deleted_history(const fs::path& migrations, Diagnostics& diagnostics) try {
  const GitRepository git(migrations);
  if (!git.files(git.commit("HEAD"), migrations).contains(std::string(kSumName))) return;
  const std::string shown = migrations.lexically_relative(fs::current_path()).string();
  diagnostics.warning(
      {}, "git has a history in " + shown + ", and another one begins here",
      "databases know the old one; `git checkout HEAD -- " + shown + "` brings it back");
} catch (const GitError&) {  // no repository, or no commit: nobody has had a history
}

fs::path absolute(const std::string& path) { return fs::absolute(path).lexically_normal(); }

}  // namespace

Session::Session(const Options& options) : options_(options) {}

bool Session::locate() {
  if (!options_.migrations.empty()) {
    migrations_ = absolute(options_.migrations);
    // A trailing slash leaves an empty last element.
    if (migrations_.filename().empty()) migrations_ = migrations_.parent_path();
  } else if (const auto found = find_migrations()) {
    migrations_ = *found;
  } else if (has_records(kDefaultFolder)) {
    project_.diagnostics.error(
        {}, "the folder migrations holds records, and no schemake.sum",
        "`git checkout -- migrations/schemake.sum` brings it back, or a copy of the folder");
    return false;
  } else {
    project_.diagnostics.error({}, "there is no migrations folder here or in a folder above",
                               "name it with --migrations DIR, or begin with `schemake init NAME`");
    return false;
  }
  if (!options_.schema.empty()) project_.schema_path = absolute(options_.schema);
  return true;
}

bool Session::open(Needs needs, bool writes, Tolerance tolerance) try {
  if (!locate()) return false;
  if (writes) lock_.emplace(migrations_);
  if (!read_project(project_, migrations_, tolerance)) return false;
  const bool begins = needs == Needs::schema && !project_.schema_path.empty();
  if (!project_.folder.sum && !begins) {
    project_.diagnostics.error({}, "there is no migrations folder " + migrations_.string(),
                               "name one that holds schemake.sum with --migrations DIR, or begin "
                               "with `schemake init NAME`");
    return false;
  }
  if (begins && writes && !project_.folder.sum) {
    warn_of_deleted_history(migrations_, project_.diagnostics);
  }
  if (needs == Needs::folder) return true;
  if (project_.schema_path.empty()) {
    if (project_.folder.sum->schemas.empty()) {
      project_.diagnostics.error({}, "the migrations folder does not say which schema it is of",
                                 "name the schema with --schema FILE");
      return false;
    }
    project_.schema_path =
        (migrations_ / project_.folder.sum->schemas.front().path).lexically_normal();
  }
  return read_desired(project_);
} catch (const std::exception& error) {
  project_.diagnostics.error({}, error.what(), writes ? kWhereWritten : "");
  return false;
}

int Session::finish(int code) {
  std::fflush(stdout);
  for (const Diagnostic& diagnostic : project_.diagnostics.all()) {
    std::fputs(render(diagnostic, project_.sources, options_.color).c_str(), stderr);
  }
  return project_.diagnostics.has_errors() ? kUsage : code;
}

void Session::put_out(const std::string& text) {
  const std::string& path = options_.output;
  if (path.empty()) {
    fmt::print("{}", text);
    return;
  }
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  if (stream.flush()) {
    fmt::print("wrote {}\n", printable(path));
  } else {
    project_.diagnostics.error({}, path + " cannot be written: " + std::strerror(errno),
                               "name a file in a folder that is there, with --output FILE");
  }
}

int Session::write_history(const Folder& history, const std::string& done) try {
  const auto changed = write(project_, history);
  if (!changed) return finish(kUsage);
  for (const std::string& file : *changed) {
    fmt::print("{} {}\n", fs::exists(migrations_ / file) ? "wrote" : "removed",
               printable((migrations_ / file).lexically_relative(fs::current_path()).string()));
  }
  if (!done.empty()) fmt::print("{}\n", printable(done));
  return finish(kDone);
} catch (const std::exception& error) {
  project_.diagnostics.error({}, error.what(), kWhereWritten);
  return finish(kUsage);
}

int Session::write_with_draft(Folder history, const std::string& done) {
  std::swap(project_.folder, history);
  const std::optional<Pending> change = pending(project_);
  Folder wanted = change ? with_draft(project_, *change) : Folder{};
  std::swap(project_.folder, history);
  if (!change) return finish(kUsage);
  warn(project_, *change);
  return write_history(wanted, done);
}

ListedRevision listed(const Folder& folder, const Revision& revision) {
  ListedRevision result;
  result.id = revision.record.id;
  result.name = revision.stem();
  result.message = revision.record.message;
  result.parents = revision.record.parents;
  result.draft = revision.draft;
  for (const Revision* head : folder.heads()) result.head |= head->record.id == revision.record.id;
  result.release = revision.release;
  return result;
}

StateChange state_change(const Project& project, const Pending& pending) {
  StateChange change;
  change.from = pending.parent;
  change.losses = pending.losses;
  change.likely_renames = pending.likely_renames;
  for (const std::string& dialect : project.desired->dialects) {
    PlannedEdge edge = plan_edge(dialect, pending.before, pending.after, pending.operations, {},
                                 pending.data_steps);
    change.changes = std::move(edge.text.changes);
    change.breaks = edge.text.breaks;
    change.plans.push_back(std::move(edge.text.plan));
  }
  return change;
}

StateChange state_change(Project& project, const Revision& revision) {
  StateChange change;
  change.from = revision.record.parent();
  change.to = revision.record.id;
  change.name = revision.stem();
  change.message = revision.record.message;
  change.accepted = revision.record.accepted;
  for (const Amendment& amendment : revision.record.amendments) {
    change.amendments.push_back(amendment.reason);
  }
  States states(project.folder, project.diagnostics);
  for (const std::string& dialect : project.folder.sum->dialects) {
    auto edge = plan_recorded(project, project.folder, states, dialect, change.from, revision);
    if (!edge) return change;
    change.changes = std::move(edge->text.changes);
    change.losses = std::move(edge->text.losses);
    change.breaks = edge->text.breaks;
    change.plans.push_back(std::move(edge->text.plan));
  }
  return change;
}

}  // namespace schemake::generator
