#include "pipeline.hpp"

#include <algorithm>

#include "operation/apply.hpp"
#include "operation/diff.hpp"
#include "revision/file_names.hpp"
#include "revision/fork.hpp"
#include "revision/life.hpp"

namespace schemake::generator {

namespace {

// The ways from the field lead to the draft, whose schema follows the YAML.
bool follow_variants(Project& project, const Hints& hints, Pending& pending) {
  if (!project.folder.draft || project.folder.draft->variants.empty()) return true;
  Schema drafted = pending.before;
  if (const auto conflict = generator::apply(drafted, project.folder.draft->record.operations)) {
    project.diagnostics.error({}, "the draft does not apply: " + conflict->what,
                              "restore the folder from git");
    return false;
  }
  pending.variants = follow(project.folder.draft->variants, drafted, pending.after, hints);
  pending.variant_losses = losses(pending.variants, pending.after, hints);
  return true;
}

}  // namespace

std::optional<Pending> pending(Project& project) {
  const std::vector<const Revision*> heads = project.folder.heads();
  if (heads.size() > 1) {
    std::string names;
    for (const Revision* head : heads) names += (names.empty() ? "" : ", ") + head->stem();
    project.diagnostics.error(
        {}, "the history has " + std::to_string(heads.size()) + " heads: " + names, kJoinHeads);
    return std::nullopt;
  }
  Pending result;
  result.parent = heads.empty() ? std::string(kBase) : heads.front()->record.id;
  std::optional<Schema> before = fold(project.folder, result.parent, project.diagnostics);
  if (!before) return std::nullopt;
  result.before = std::move(*before);
  const Hints hints =
      unspent(project.desired->hints, operations_of(line_to(project.folder, result.parent)));
  result.operations = diff(result.before, project.desired->schema, hints);
  result.after = result.before;
  if (const auto conflict = generator::apply(result.after, result.operations)) {
    project.diagnostics.error({}, "a bug of Schemake: its own operations do not apply: " +
                                      conflict->what + "; nothing was written; please report it");
    return std::nullopt;
  }
  result.likely_renames = likely_renames(result.operations);
  result.data = project.folder.draft_data;
  result.data_steps = read_data(project, std::string(kDraftStem), result.data);
  if (project.diagnostics.has_errors()) return std::nullopt;
  result.losses = losses(result.before, result.operations);
  if (!result.data.empty()) {
    std::erase_if(result.losses, [](const Loss& loss) { return loss.stops; });
  }
  return follow_variants(project, hints, result) ? std::optional(std::move(result)) : std::nullopt;
}

namespace {

// Whether a column is added to a table that may have rows, which then have no value for it.
bool leaves_rows_without(const Pending& pending, const Change<Column>& change) {
  if (change.before || !change.after || !change.backfill.empty()) return false;
  const Column& column = *change.after;
  const bool valued =
      column.nullable || column.default_value || column.generated || column.identity;
  const auto is_this_table = [&](const Operation& operation) {
    const auto* const table = std::get_if<Change<Table>>(&operation);
    return table != nullptr && !table->before && table->after->name == column.table;
  };
  return !valued &&
         std::none_of(pending.operations.begin(), pending.operations.end(), is_this_table);
}

// The name that an operation leaves its object with; empty where it drops it.
std::string name_after(const Operation& operation) {
  if (const auto* const rename = std::get_if<Rename>(&operation)) return rename->to;
  return drops(operation) ? std::string() : subject(operation).name;
}

// Whether the draft, or what it was before, has made something of that name: `renamed_from` then
// means that, for the bridges.
bool drafted(const Project& project, const std::string& name) {
  if (!project.folder.draft) return false;
  const auto makes = [&](const Record& record) {
    return std::any_of(record.operations.begin(), record.operations.end(),
                       [&](const Operation& each) { return name_after(each) == name; });
  };
  const Revision& draft = *project.folder.draft;
  return makes(draft.record) ||
         std::any_of(draft.superseded.begin(), draft.superseded.end(), makes);
}

// A new object that says it was called otherwise, which nothing was: a typing error would lose the
// values.
void warn_of_lost_names(Project& project, const Pending& pending) {
  const auto& renamed_from = project.desired->hints.renamed_from;
  for (const Operation& operation : pending.operations) {
    if (!creates(operation)) continue;
    const ObjectName object = subject(operation);
    const auto hint = renamed_from.find(object);
    if (hint == renamed_from.end() || drafted(project, hint->second)) continue;
    std::vector<std::string> dropped;
    for (const Operation& other : pending.operations) {
      if (name_after(other).empty() && subject(other).kind == object.kind) {
        dropped.push_back(subject(other).name);
      }
    }
    const std::string near = nearest(hint->second, dropped);
    project.diagnostics.warning(
        position_of(project, object),
        spell(object) + " is new: no rename from \"" + hint->second + "\" can be made of it",
        near.empty() ? "write the name that the last revision has for it, or leave renamed_from out"
                     : "did you mean `renamed_from: " + near + "`?");
  }
}

}  // namespace

void warn(Project& project, const Pending& pending) {
  warn_of_lost_names(project, pending);
  for (const LikelyRename& rename : pending.likely_renames) {
    project.diagnostics.warning(position_of(project, rename.added),
                                spell(rename.dropped) + " is dropped and " + spell(rename.added) +
                                    " added, with the same type",
                                "if it is the same, write `renamed_from: " + rename.dropped.name +
                                    "` here to keep its values");
  }
  for (const Operation& operation : pending.operations) {
    if (!pending.data.empty()) break;  // which gives them a value
    const auto* const change = std::get_if<Change<Column>>(&operation);
    if (change == nullptr || !leaves_rows_without(pending, *change)) continue;
    const ObjectName column = subject(operation);
    project.diagnostics.warning(position_of(project, column),
                                spell(column) +
                                    " is new and NOT NULL, and nothing says what "
                                    "existing rows get: an upgrade is refused while there are any",
                                "give it a default or a backfill, or let it be NULL");
  }
  for (const NamedDataStep& named : pending.data_steps) {
    if (named.step.unfinished.empty()) continue;
    project.diagnostics.warning(project.sources.position(named.step.source, 0),
                                named.file + " " + named.step.unfinished, named.step.advice);
  }
  for (const Loss& loss : pending.losses) {
    project.diagnostics.warning(
        position_of(project, loss.object), spell(loss.object) + ": " + loss.what,
        "`schemake revision` will want --accept-loss '" + spell(loss.object) + '\'');
  }
  for (const auto& [variant, loss] : pending.variant_losses) {
    project.diagnostics.warning(
        {}, "databases in the field like " + variant + ": " + spell(loss.object) + ": " + loss.what,
        (loss.stops ? "give it a default or a backfill"
                    : "if it is called otherwise now, say `renamed_from`") +
            std::string("; `schemake revision` will want --accept-loss '") + spell(loss.object) +
            '\'');
  }
}

bool check(Project& project, const Pending& pending) {
  const auto& dialects = project.desired->dialects;
  return std::all_of(dialects.begin(), dialects.end(), [&](const std::string& dialect) {
    const PlannedEdge edge = plan_edge(dialect, pending.before, pending.after, pending.operations,
                                       {}, pending.data_steps);
    return check(project, edge, "the pending change");
  });
}

Folder with_draft(const Project& project, const Pending& pending) {
  Folder history = project.folder;
  history.draft.reset();
  if (pending.empty()) return history;
  Revision draft;
  draft.draft = true;
  draft.record = make_draft(pending.parent, pending.operations, digests(pending.data));
  draft.data = pending.data;
  if (project.folder.draft) {
    draft.superseded = supersede(*project.folder.draft, draft.record);
    draft.variants = pending.variants;
    draft.record.message = project.folder.draft->record.message;
  }
  history.draft = std::move(draft);
  return history;
}

}  // namespace schemake::generator
