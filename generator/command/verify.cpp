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

const char* const kBaseState = "base";

// The revision to compare with: the one named, else where the database says that it stands, else
// head. Null, and said, where there is none.
const Revision* compared(Project& project, const Options& options, const std::string& stands,
                         Verification& verification) {
  const Folder& folder = project.folder;
  if (!options.at.empty()) return folder.resolve(options.at, project.diagnostics);
  if (stands == kBaseState) return folder.resolve("head", project.diagnostics);
  verification.has_history = true;
  if (folder.draft && folder.draft->record.id == stands) return &*folder.draft;
  const Revision* const found = folder.find(stands);
  if (found == nullptr) {
    project.diagnostics.error(
        {}, "the database stands at " + stands.substr(0, 12) + ", which this history does not have",
        "use the folder of the program that wrote it, or name a revision to compare with: --at "
        "REVISION");
  }
  return found;
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
  Names owners;
  owners.add(fresh.fingerprint);
  return differences(fresh.fingerprint, managed_part(found, owners, names));
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
    const std::string stands = sqlite::Connection(database.get())
                                   .state(project.folder.sum ? project.folder.sum->catalog : "");
    const Revision* const revision = compared(project, options, stands, verification);
    if (revision == nullptr) return session.finish(kUsage);
    verification.revision = revision->stem();
    verification.state = revision->record.id;
    const auto schema = fold(project.folder, revision->record.id, project.diagnostics);
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
