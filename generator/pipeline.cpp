#include "pipeline.hpp"

#include <algorithm>
#include <functional>

#include "dialect/dialect.hpp"
#include "operation/apply.hpp"
#include "operation/diff.hpp"
#include "prove/prove.hpp"
#include "revision/file_names.hpp"
#include "revision/life.hpp"
#include "schema/reader.hpp"
#include "text/digest.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

Position position_of(const Project& project, const ObjectName& object) {
  if (!project.desired) return {};
  const auto& positions = project.desired->positions;
  if (const auto found = positions.find(object); found != positions.end()) return found->second;
  const auto table = positions.find(ObjectName{Kind::table, "", object.table});
  return table == positions.end() ? Position{} : table->second;
}

// Of the YAML, or as recorded where that is not read.
Requires requirements(const Project& project) {
  if (project.desired) return project.desired->requirements;
  return project.folder.sum ? project.folder.sum->requirements : Requires{};
}

Claim claim(const Project& project, const PlannedEdge& edge) {
  return Claim{&edge.before, &edge.after, &edge.operations, &edge.text.plan, requirements(project)};
}

// Proves one planned edge. `name`: what a report of a bug calls it.
bool prove_edge(Project& project, const PlannedEdge& edge, const std::string& name) {
  const std::optional<Failure> failure = prove(claim(project, edge));
  if (!failure) return true;
  std::string advice = failure->advice;
  if (!failure->statement.empty()) {
    advice += (advice.empty() ? "" : "\n") + ("the statement was: " + failure->statement);
  }
  const std::string what = failure->ours ? "a bug of Schemake: the plan of " + name +
                                               " does not do what it should: " + failure->what +
                                               "; nothing was written; please report it"
                                         : failure->what;
  project.diagnostics.error(position_of(project, failure->object), what, advice);
  return false;
}

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

// All operations from base to a sealed revision, along first parents.
std::vector<Operation> recorded(const Folder& folder, const std::string& id) {
  std::vector<const Record*> line;
  for (const Revision* at = folder.find(id); at != nullptr; at = folder.find(at->record.parent())) {
    line.push_back(&at->record);
  }
  std::vector<Operation> operations;
  for (auto record = line.rbegin(); record != line.rend(); ++record) {
    operations.insert(operations.end(), (*record)->operations.begin(), (*record)->operations.end());
  }
  return operations;
}

// The schemas of all states that the folder's records name, superseded ones included.
class States {
 public:
  States(const Folder& folder, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    for (const Revision& revision : folder.sealed) add(revision);
    if (folder.draft) add(*folder.draft);
  }

  // Null where a record on the way does not apply, or is not there.
  const Schema* schema(const std::string& id) {
    if (const auto known = schemas_.find(id); known != schemas_.end()) return &known->second;
    Schema schema;
    if (id != kBase) {
      const auto record = records_.find(id);
      if (record == records_.end()) return nullptr;
      const Schema* parent = this->schema(record->second->parent());
      if (parent == nullptr) return nullptr;
      schema = *parent;
      if (const auto conflict = generator::apply(schema, record->second->operations)) {
        diagnostics_.error({}, "revision " + id.substr(0, 12) +
                                   " does not apply to its parent: " + conflict->what);
        return nullptr;
      }
    }
    return &schemas_.emplace(id, std::move(schema)).first->second;
  }

 private:
  void add(const Revision& revision) {
    records_.emplace(revision.record.id, &revision.record);
    for (const Record& self : revision.superseded) records_.emplace(self.id, &self);
    for (const Record& variant : revision.variants) records_.emplace(variant.id, &variant);
  }

  Diagnostics& diagnostics_;
  std::map<std::string, const Record*> records_;
  std::map<std::string, Schema> schemas_;
};

// Everything that one call of write() makes.
class Writer {
 public:
  Writer(Project& project, const Folder& history)
      : project_(project), history_(history), states_(history, project.diagnostics) {}

  bool render() {
    for (const Revision& revision : revisions(history_)) {
      if (carried(revision)) continue;
      if (!render_revision(revision)) return false;
    }
    return render_head();
  }

  std::vector<std::string> commit() {
    FileChanges files(project_.folder.path);
    std::vector<std::string> changed;
    Sum sum = next_sum();
    for (const std::string& name : stale_) {
      if (!texts_.contains(name)) files.remove(name);
    }
    for (const auto& [name, text] : texts_) files.write(name, text);
    files.write(std::string(kSumName), write_sum(sum));
    for (const std::string& name : files.pending()) changed.push_back(name);
    if (!changed.empty()) files.commit(std::string(kSumName));
    return changed;
  }

 private:
  static std::vector<Revision> revisions(const Folder& folder) {
    std::vector<Revision> all = folder.sealed;
    if (folder.draft) all.push_back(*folder.draft);
    return all;
  }

  const std::vector<std::string>& dialects() const {
    return project_.desired ? project_.desired->dialects : history_.sum->dialects;
  }

  // Sealed and unchanged: its files are kept to the byte.
  bool carried(const Revision& revision) const {
    if (revision.draft) return false;
    return std::any_of(
        project_.folder.sealed.begin(), project_.folder.sealed.end(), [&](const Revision& old) {
          return old.stem() == revision.stem() && old.record.id == revision.record.id;
        });
  }

  bool render_revision(const Revision& revision) {
    const std::string stem = revision.stem();
    const Schema* before = states_.schema(revision.record.parent());
    const Schema* after = states_.schema(revision.record.id);
    if (before == nullptr || after == nullptr) return false;
    texts_[record_file(stem)] = write_record(revision.record);
    for (const std::string& dialect : dialects()) {
      PlannedEdge edge =
          plan_edge(dialect, *before, *after, revision.record.operations, revision.record.accepted);
      edge.text.from = revision.record.parent();
      name(edge.text, revision);
      if (!prove_edge(project_, edge, edge.text.name)) return false;
      texts_[source_file(stem, dialect)] = cpp_source(catalog(), stem, {edge.text});
      if (!render_bridges(revision, dialect, *after)) return false;
      if (!render_variants(revision, dialect, *after)) return false;
    }
    return true;
  }

  bool render_bridges(const Revision& revision, const std::string& dialect, const Schema& after) {
    if (revision.superseded.empty()) return true;
    Hints wanted = project_.desired ? project_.desired->hints : Hints{};
    wanted = unspent(wanted, recorded(history_, revision.record.parent()));
    std::vector<EdgeText> bridges;
    for (const Record& self : revision.superseded) {
      const Schema* before = states_.schema(self.id);
      if (before == nullptr) return false;
      Hints hints = unspent(wanted, self.operations);
      add_lineage(hints, self.operations, revision.record.operations);
      const std::vector<Operation> operations = diff(*before, after, hints);
      PlannedEdge edge = plan_edge(dialect, *before, after, operations, {});
      edge.text.kind = edge_v1::Kind::bridge;
      edge.text.from = self.id;
      name(edge.text, revision);
      // A bridge that cannot be proven is left out: its databases take back what they hold and go
      // on.
      if (!prove(claim(project_, edge))) bridges.push_back(std::move(edge.text));
    }
    const std::string stem = bridge_stem(revision.stem());
    texts_[record_file(stem)] = write_superseded(revision.superseded);
    if (!bridges.empty()) {
      texts_[source_file(stem, dialect)] = cpp_source(catalog(), stem, bridges);
    }
    return true;
  }

  // For each schema of the field two edges: one that builds it, to compare with, and one that leads
  // from it to the revision.
  bool render_variants(const Revision& revision, const std::string& dialect, const Schema& after) {
    if (revision.variants.empty()) return true;
    Hints wanted = project_.desired ? project_.desired->hints : Hints{};
    wanted = unspent(wanted, recorded(history_, revision.record.parent()));
    std::vector<EdgeText> edges;
    for (const Record& variant : revision.variants) {
      const Schema* before = states_.schema(variant.id);
      if (before == nullptr) return false;
      PlannedEdge made = plan_edge(dialect, {}, *before, variant.operations, {});
      made.text.kind = edge_v1::Kind::adopt;
      made.text.from = kBase;
      made.text.to = variant.id;
      made.text.name = variant.message;
      if (!prove_edge(project_, made, variant.message)) return false;
      edges.push_back(std::move(made.text));
      const std::vector<Operation> operations = diff(*before, after, wanted);
      PlannedEdge led = plan_edge(dialect, *before, after, operations, variant.accepted);
      led.text.kind = edge_v1::Kind::adopt;
      led.text.from = variant.id;
      name(led.text, revision);
      led.text.accepted = variant.accepted;
      if (!prove_edge(project_, led, variant.message + " to " + revision.stem())) return false;
      edges.push_back(std::move(led.text));
    }
    const std::string stem = adoption_stem(revision.stem());
    texts_[record_file(stem)] = write_superseded(revision.variants);
    texts_[source_file(stem, dialect)] = cpp_source(catalog(), stem, edges);
    return true;
  }

  bool render_head() {
    const std::vector<Revision> all = revisions(history_);
    if (all.empty()) return true;
    const Revision& newest = all.back();
    const Schema* after = states_.schema(newest.record.id);
    if (after == nullptr) return false;
    for (const std::string& dialect : dialects()) {
      PlannedEdge edge = plan_edge(dialect, {}, *after, diff({}, *after), {});
      edge.text.kind = edge_v1::Kind::head;
      edge.text.from = kBase;
      name(edge.text, newest);
      if (!prove_edge(project_, edge, edge.text.name)) return false;
      texts_[source_file(std::string(kHeadStem), dialect)] =
          cpp_source(catalog(), std::string(kHeadStem), {edge.text});
    }
    return true;
  }

  static void name(EdgeText& text, const Revision& revision) {
    text.to = revision.record.id;
    text.name = revision.stem();
    text.draft = revision.draft;
    text.message = revision.record.message;
    text.accepted = revision.record.accepted;
  }

  std::string catalog() const {
    return project_.desired ? project_.desired->catalog : history_.sum->catalog;
  }

  Sum next_sum() {
    Sum sum = history_.sum.value_or(Sum{});
    sum.generator = version();
    sum.catalog = catalog();
    sum.dialects = dialects();
    const std::vector<Revision> all = revisions(history_);
    sum.head = all.empty() ? std::string(kBase) : all.back().record.id;
    if (project_.desired) {
      sum.requirements = project_.desired->requirements;
      sum.schemas.clear();
      for (const std::string& file : project_.desired->files) {
        sum.schemas.push_back(
            {schema_digest(*project_.sources.find(file)),
             fs::path(file).lexically_relative(project_.folder.path).generic_string()});
      }
    }
    sum.files = carried_files();
    for (const auto& [name, text] : texts_) sum.files.push_back({text_digest(text), name});
    std::sort(sum.files.begin(), sum.files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return sum;
  }

  // The files of carried revisions, as they stand; fills stale_ with the others.
  std::vector<Sum::Entry> carried_files() {
    std::vector<Sum::Entry> kept;
    if (!project_.folder.sum) return kept;
    for (const Sum::Entry& entry : project_.folder.sum->files) {
      const bool ours = std::any_of(
          history_.sealed.begin(), history_.sealed.end(), [&](const Revision& revision) {
            if (!carried(revision) || !belongs_to(entry.path, revision.stem())) return false;
            return !revision.superseded.empty() || !is_bridge(entry.path);
          });
      if (ours) {
        kept.push_back(entry);
      } else {
        stale_.push_back(entry.path);
      }
    }
    return kept;
  }

  Project& project_;
  const Folder& history_;
  States states_;
  std::map<std::string, std::string> texts_;
  std::vector<std::string> stale_;
};

}  // namespace

std::string_view version() { return SCHEMAKE_VERSION; }

bool read_project(Project& project, const fs::path& migrations) {
  std::optional<Folder> folder = read_folder(migrations, project.sources, project.diagnostics);
  if (!folder || project.diagnostics.has_errors()) return false;
  project.folder = std::move(*folder);
  return check_generator(project);
}

bool read_desired(Project& project) {
  project.desired = read_schema(project.schema_path.string(), project.sources, project.diagnostics);
  return project.desired && !project.diagnostics.has_errors() && check_desired(project);
}

std::optional<Pending> pending(Project& project) {
  const std::vector<const Revision*> heads = project.folder.heads();
  if (heads.size() > 1) {
    std::string names;
    for (const Revision* head : heads) names += (names.empty() ? "" : ", ") + head->stem();
    project.diagnostics.error(
        {}, "the history has " + std::to_string(heads.size()) + " heads: " + names,
        "remove the files of all but one, `schemake sync`, and record the "
        "others' changes anew on top of it");
    return std::nullopt;
  }
  Pending result;
  result.parent = heads.empty() ? std::string(kBase) : heads.front()->record.id;
  std::optional<Schema> before = fold(project.folder, result.parent, project.diagnostics);
  if (!before) return std::nullopt;
  result.before = std::move(*before);
  const Hints hints = unspent(project.desired->hints, recorded(project.folder, result.parent));
  result.operations = diff(result.before, project.desired->schema, hints);
  result.after = result.before;
  if (const auto conflict = generator::apply(result.after, result.operations)) {
    project.diagnostics.error({}, "a bug of Schemake: its own operations do not apply: " +
                                      conflict->what + "; nothing was written; please report it");
    return std::nullopt;
  }
  result.losses = losses(result.before, result.operations);
  result.likely_renames = likely_renames(result.operations);
  return result;
}

void warn(Project& project, const Pending& pending) {
  for (const LikelyRename& rename : pending.likely_renames) {
    project.diagnostics.warning(position_of(project, rename.added),
                                spell(rename.dropped) + " is dropped and " + spell(rename.added) +
                                    " added, with the same type",
                                "if it is the same, write `renamed_from: " + rename.dropped.name +
                                    "` here to keep its values");
  }
  for (const Loss& loss : pending.losses) {
    project.diagnostics.warning(
        position_of(project, loss.object), spell(loss.object) + ": " + loss.what,
        "`schemake revision` will want --accept-loss " + spell(loss.object));
  }
}

PlannedEdge plan_edge(const std::string& dialect, const Schema& before, const Schema& after,
                      const std::vector<Operation>& operations,
                      const std::vector<std::string>& accepted) {
  PlanOptions options;
  options.accepted.insert(accepted.begin(), accepted.end());
  PlannedEdge edge{{}, before, after, operations};
  edge.text.plan = find_dialect(dialect)->plan(before, after, operations, options);
  edge.text.breaks = breaks(before, operations);
  edge.text.changes = describe(before, operations);
  edge.text.losses = losses(before, operations);
  return edge;
}

bool prove(Project& project, const Pending& pending) {
  const auto& dialects = project.desired->dialects;
  return std::all_of(dialects.begin(), dialects.end(), [&](const std::string& dialect) {
    const PlannedEdge edge =
        plan_edge(dialect, pending.before, pending.after, pending.operations, {});
    return prove_edge(project, edge, "the pending change");
  });
}

std::optional<std::vector<std::string>> write(Project& project, const Folder& history) {
  Writer writer(project, history);
  if (!writer.render() || project.diagnostics.has_errors()) return std::nullopt;
  return writer.commit();
}

Folder with_draft(const Project& project, const Pending& pending) {
  Folder history = project.folder;
  history.draft.reset();
  if (pending.operations.empty()) return history;
  Revision draft;
  draft.draft = true;
  draft.record = make_draft(pending.parent, pending.operations);
  if (project.folder.draft) {
    draft.superseded = supersede(*project.folder.draft, draft.record);
    draft.variants = project.folder.draft->variants;
    draft.record.message = project.folder.draft->record.message;
  }
  history.draft = std::move(draft);
  return history;
}

}  // namespace schemake::generator
