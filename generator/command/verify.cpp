#include <fmt/format.h>

#include <schemake/error.hpp>
#include <schemake/sqlite.hpp>

#include "command/session.hpp"
#include "core/managed.hpp"
#include "introspect/live_database.hpp"
#include "prove/fresh_state.hpp"
#include "prove/registered.hpp"
#include "render/verification.hpp"
#include "sqlite/fingerprint.hpp"

namespace schemake::generator {
namespace {

// Where the database says that it stands; nothing where it has no history of the catalog.
std::optional<std::string> standing(const Project& project, const LiveDatabase& database) {
  if (!project.folder.sum) return std::nullopt;
  const Journal journal = sqlite::Connection(database.get()).journal(project.folder.sum->catalog);
  if (journal.rows.empty()) return std::nullopt;
  return journal.state();
}

// Puts the state to compare with into `verification`: the one named, else where the database
// stands, else head. False, and said, where there is none.
bool choose(Project& project, const Options& options, const std::optional<std::string>& stands,
            Verification& verification) {
  const Folder& folder = project.folder;
  verification.has_history = options.at.empty() && stands;
  const std::string wanted = !options.at.empty() ? options.at : stands ? *stands : "head";
  if (wanted == kBase) {
    verification.revision = verification.state = kBase;
    return true;
  }
  const Revision* const found =
      verification.has_history ? folder.find(wanted) : folder.resolve(wanted, project.diagnostics);
  if (found != nullptr) {
    verification.revision = found->stem();
    verification.state = found->record.id;
  } else if (verification.has_history) {
    project.diagnostics.error(
        {}, "the database stands at " + wanted.substr(0, 12) + ", which this history does not have",
        "use the folder of the program that wrote it, or name a revision to compare with: --at "
        "REVISION");
  }
  return found != nullptr;
}

// The names of what any revision makes: all else in the database is somebody else's.
Names managed_names(Project& project) {
  Names names;
  for (const Revision& revision : project.folder.sealed) {
    const auto schema = fold(project.folder, revision.record.id, project.diagnostics);
    if (!schema) continue;
    for (const auto& [name, table] : schema->tables) names.add(name);
    for (const auto& [name, table] : schema->virtual_tables) names.add(name);
    for (const auto& [name, view] : schema->views) names.add(name);
    for (const auto& [name, index] : schema->indexes) names.add(name);
    for (const auto& [name, trigger] : schema->triggers) names.add(name);
  }
  return names;
}

std::vector<schemake::Difference> differences_from(const Schema& schema, Names names,
                                                   const Fingerprint& found) {
  FreshState fresh;
  if (const auto failure = create_fresh(schema, named_in(schema), &fresh)) {
    throw Error(Code::statement, failure->what, {}, failure->statement);
  }
  names.add(fresh.fingerprint);
  return differences(fresh.fingerprint, managed_part(found, names, names));
}

}  // namespace

int run_verify(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::folder, false)) return session.finish(kUsage);
  Project& project = session.project();
  Verification verification;
  verification.database = options.name;
  try {
    const LiveDatabase database(options.name);
    if (!choose(project, options, standing(project, database), verification)) {
      return session.finish(kUsage);
    }
    const auto schema = fold(project.folder, verification.state, project.diagnostics);
    if (!schema) return session.finish(kUsage);
    verification.differences =
        differences_from(*schema, managed_names(project), sqlite::read_fingerprint(database.get()));
  } catch (const Error& error) {
    project.diagnostics.error({}, error.what());
    return session.finish(kUsage);
  }
  fmt::print("{}",
             options.json ? verification_json(verification) : verification_text(verification));
  return session.finish(verification.differences.empty() ? kDone : kNo);
}

}  // namespace schemake::generator
