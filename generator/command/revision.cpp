#include <fmt/format.h>

#include <algorithm>

#include "command/session.hpp"
#include "command/wrong_use.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

// As they are accepted; the record names each, whether it was accepted by name or by '*'.
std::vector<std::string> names_of(const std::vector<Loss>& losses) {
  std::vector<std::string> result;
  for (const Loss& loss : losses) result.push_back(spell(loss.object));
  return result;
}

// False, and a report, where nobody accepted the loss. `whose`: which databases lose it, or
// nothing.
bool check_accepted(const Loss& loss, const std::string& whose,
                    const std::vector<std::string>& accepted) {
  const std::string name = spell(loss.object);
  if (is_accepted(name, accepted)) return true;
  fmt::print(stderr, "not recorded: {}{}: {}\n    accept it with: --accept-loss '{}'\n", whose,
             printable(name), printable(loss.what), printable(name));
  return false;
}

// Reports each loss that nobody accepted; true when there is none.
bool all_accepted(const Pending& change, const std::vector<std::string>& accepted) {
  bool all = true;
  for (const Loss& loss : change.losses) all = check_accepted(loss, "", accepted) && all;
  for (const auto& [variant, loss] : change.variant_losses) {
    const std::string whose = "from databases like " + printable(variant) + ": ";
    all = check_accepted(loss, whose, accepted) && all;
  }
  return all;
}

// Reports each data step that is not written to its end; true when there is none.
bool all_finished(const Pending& change) {
  bool all = true;
  for (const NamedDataStep& named : change.data_steps) {
    if (named.step.unfinished.empty()) continue;
    fmt::print(stderr, "not recorded: {} {}\n    {}\n", named.file, named.step.unfinished,
               named.step.advice);
    all = false;
  }
  return all;
}

bool has(const Pending& change, DataLanguage language) {
  return std::any_of(change.data.begin(), change.data.end(),
                     [&](const DataFile& file) { return file.language == language; });
}

// Each name given must be one that is lost: a typing error would otherwise pass unseen.
bool all_known(Project& project, const Pending& change, const std::vector<std::string>& accepted) {
  std::vector<std::string> lost = names_of(change.losses);
  for (const VariantLoss& each : change.variant_losses) lost.push_back(spell(each.loss.object));
  for (const std::string& name : accepted) {
    if (name == "*" || std::find(lost.begin(), lost.end(), name) != lost.end()) continue;
    const std::string near = nearest(name, lost);
    project.diagnostics.error({}, "--accept-loss " + name + ": this revision does not lose that",
                              near.empty() ? "leave it out" : "perhaps: --accept-loss " + near);
  }
  return !project.diagnostics.has_errors();
}

}  // namespace

int run_revision(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true)) return session.finish(kUsage);
  Project& project = session.project();
  std::optional<Pending> change = pending(project);
  if (!change) return session.finish(kUsage);
  if (const auto language = find_data_language(options.data);
      language && !has(*change, *language)) {
    return add_data_step(session, *change, *language, options.message.value_or(""));
  }
  if (change->empty()) {
    fmt::print(stderr, "nothing to record: the schema is what the history says\n");
    return session.finish(kNo);
  }
  Folder history = with_draft(project, *change);
  Revision revision = std::move(*history.draft);
  history.draft.reset();
  if (options.message) revision.record.message = *options.message;
  if (is_blank(revision.record.message)) {
    project.diagnostics.error({}, "a revision needs a message",
                              "say what it is for: schemake revision -m \"add email to author\"");
  }
  if (!all_known(project, *change, options.accept_loss)) return session.finish(kUsage);
  const bool finished = all_finished(*change);
  if (!all_accepted(*change, options.accept_loss) || !finished) return session.finish(kNo);
  accept(revision.variants, change->variant_losses, options.accept_loss);
  seal(revision, history, names_of(change->losses));
  const std::string name = revision.stem();
  history.sealed.push_back(std::move(revision));
  return session.write_history(history, "recorded " + name);
}

}  // namespace schemake::generator
