#include "folder_writer.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "dialect/dialect.hpp"
#include "edges.hpp"
#include "emit/files.hpp"
#include "emit/source.hpp"
#include "operation/diff.hpp"
#include "revision/amend.hpp"
#include "revision/file_names.hpp"
#include "revision/fork.hpp"
#include "text/digest.hpp"
#include "variants.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// Everything that one call of write() makes.
class Writer {
 public:
  Writer(Project& project, const Folder& history)
      : project_(project),
        history_(history),
        states_(history, project.diagnostics),
        amended_(amended(project.folder, history)) {}

  bool render() {
    for (const Revision& revision : revisions(history_)) {
      const bool stays = carried(revision) && !leads_over_amended(revision);
      if (!stays && !render_revision(revision)) return false;
      for (const std::string& dialect : dialects()) {
        if (!render_squashes(revision, dialect)) return false;
      }
    }
    return render_head();
  }

  bool rewrites() const {
    return std::any_of(texts_.begin(), texts_.end(), [&](const auto& one) {
      const std::string* const old = on_disk(one.first);
      const bool plan = one.first != record_file(stem_of(one.first));
      return plan && !is_data(one.first) && (old == nullptr || *old != one.second);
    });
  }

  std::vector<std::string> commit() {
    FileChanges files(project_.folder.path);
    std::vector<std::string> changed;
    Sum sum = next_sum();
    for (const std::string& name : stale_) {
      if (!texts_.contains(name)) files.remove(name);
    }
    for (const auto& [name, text] : texts_) files.write(name, text);
    for (const auto& [name, text] : written_inputs_) files.write(name, text);
    for (const DataFile& file : project_.folder.draft_data) remove_sealed(files, file);
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

  // Whether an edge to the revision holds what an amended one does.
  bool leads_over_amended(const Revision& revision, const std::string& from) const {
    if (amended_.empty()) return false;
    const std::vector<const Revision*> way = history_.between(from, revision.record.id);
    return std::any_of(way.begin(), way.end(),
                       [&](const Revision* one) { return amended_.contains(one->record.id); });
  }
  bool leads_over_amended(const Revision& revision) const {
    const std::vector<std::string> starts = revision.record.starts();
    return std::any_of(starts.begin(), starts.end(),
                       [&](const std::string& from) { return leads_over_amended(revision, from); });
  }

  // Two branches together may make a schema that no database can have.
  bool can_be(const Revision& revision, const Schema& schema, const std::string& dialect) {
    const auto objections = find_dialect(dialect)->check(schema);
    for (const Dialect::Objection& objection : objections) {
      project_.diagnostics.error(
          {}, revision.stem() + " would hold what cannot be: " + objection.what, objection.advice);
    }
    return objections.empty();
  }

  bool render_revision(const Revision& revision) {
    const std::string stem = revision.stem();
    const Schema* after = states_.schema(revision.record.id);
    if (after == nullptr) return false;
    texts_[record_file(stem)] = write_record(revision.record);
    for (const DataFile& file : revision.data) place(revision, file);
    for (const std::string& dialect : dialects()) {
      if (!can_be(revision, *after, dialect)) return false;
      if (!render_recorded(revision, dialect)) return false;
      if (carried(revision)) continue;  // amended: what leads from its former selves stays
      if (!render_bridges(revision, dialect)) return false;
      if (!render_variants(revision, dialect, *after)) return false;
    }
    return true;
  }

  const std::string* on_disk(const std::string& name) const {
    return project_.sources.find((project_.folder.path / name).string());
  }

  // Whether the source stands there with that text, from this generator, which proved all that it
  // writes: the ids in it name the states, and so the edge, to the last operation. What the
  // application registers is in the sum alone.
  bool is_proven(const std::string& name, const std::string& text) const {
    const auto& sum = project_.folder.sum;
    const std::string* const old = on_disk(name);
    return sum && sum->generator == version() && sum->requirements == requirements(project_) &&
           old != nullptr && *old == text;
  }

  // Puts edges into one source: those of which `holds` is true, all where that source stands there
  // already. Whether all did.
  template <typename Holds>
  bool put(const std::string& stem, const std::string& dialect, std::vector<PlannedEdge> edges,
           const Holds& holds) {
    const std::string name = source_file(stem, dialect);
    const std::size_t candidates = edges.size();
    std::string text = source_of(stem, edges);
    if (!is_proven(name, text)) {
      std::erase_if(edges, [&](const PlannedEdge& edge) { return !holds(edge); });
      if (edges.size() < candidates) text = source_of(stem, edges);
    }
    if (!edges.empty()) texts_[name] = std::move(text);
    return edges.size() == candidates;
  }
  bool put(const std::string& stem, PlannedEdge edge, const std::string& data_advice = {}) {
    const std::string dialect = edge.text.plan.dialect;
    return put(stem, dialect, {std::move(edge)}, [&](const PlannedEdge& each) {
      return check(project_, each, each.text.name, data_advice);
    });
  }

  std::string source_of(const std::string& stem, const std::vector<PlannedEdge>& edges) const {
    std::vector<EdgeText> texts;
    for (const PlannedEdge& edge : edges) texts.push_back(edge.text);
    return texts.empty() ? "" : cpp_source(catalog(), stem, texts);
  }

  std::string data_advice(const Revision& revision, const std::string& from) const {
    return revision.record.parents.size() < 2 ? "" : own_data_advice(history_, from);
  }

  // A draft's data files are inputs, which people write: they are put down where they are not
  // there.
  void place(const Revision& revision, const DataFile& file) {
    const std::string name = data_file(revision.stem(), file);
    if (!revision.draft) {
      texts_[name] = file.text;
      return;
    }
    inputs_.push_back({file.digest(), name});
    if (!has_draft_data(file.language)) written_inputs_[name] = file.text;
  }

  bool has_draft_data(DataLanguage language) const {
    const auto& there = project_.folder.draft_data;
    return std::any_of(there.begin(), there.end(),
                       [&](const DataFile& file) { return file.language == language; });
  }

  // From base or each parent.
  bool render_recorded(const Revision& revision, const std::string& dialect) {
    for (const std::string& from : revision.record.starts()) {
      auto edge = plan_recorded(project_, history_, states_, dialect, from, revision);
      if (!edge || !put(revision.stem_from(from), std::move(*edge), data_advice(revision, from)))
        return false;
    }
    return true;
  }

  // Those that are not there yet.
  bool render_squashes(const Revision& revision, const std::string& dialect) {
    const Revision* const old =
        carried(revision) ? project_.folder.find(revision.record.id) : nullptr;
    for (const std::string& from : revision.squashes) {
      const bool there = old != nullptr && std::find(old->squashes.begin(), old->squashes.end(),
                                                     from) != old->squashes.end();
      if (there && !leads_over_amended(revision, from)) continue;
      auto edge = plan_shortcut(project_, history_, states_, edge_v1::Kind::squash, dialect, from,
                                revision, {}, accepted_between(from, revision));
      if (!edge || !put(squash_stem(revision.stem(), from), std::move(*edge))) return false;
    }
    return true;
  }

  // The losses that were accepted on the way.
  std::vector<std::string> accepted_between(const std::string& from, const Revision& to) const {
    std::set<std::string> accepted;
    for (const Revision* one : history_.between(from, to.record.id)) {
      accepted.insert(one->record.accepted.begin(), one->record.accepted.end());
    }
    return {accepted.begin(), accepted.end()};
  }

  bool render_bridges(const Revision& revision, const std::string& dialect) {
    if (revision.superseded.empty()) return true;
    const Hints wanted = project_.desired ? project_.desired->hints : Hints{};
    std::vector<PlannedEdge> bridges;
    for (const Record& self : revision.superseded) {
      auto edge = plan_shortcut(project_, history_, states_, edge_v1::Kind::bridge, dialect,
                                self.id, revision, wanted, {});
      if (project_.diagnostics.has_errors()) return false;
      if (edge) bridges.push_back(std::move(*edge));
    }
    const std::string stem = bridge_stem(revision.stem());
    texts_[record_file(stem)] = write_superseded(revision.superseded);
    // A bridge that cannot be is left out: its databases take back what they hold and go on.
    put(stem, dialect, std::move(bridges),
        [&](const PlannedEdge& bridge) { return !prove(project_, bridge); });
    return true;
  }

  // For each schema of the field two edges: one that builds it, to compare with, and one that leads
  // from it to the revision.
  bool render_variants(const Revision& revision, const std::string& dialect, const Schema& after) {
    if (revision.variants.empty()) return true;
    Hints wanted = project_.desired ? project_.desired->hints : Hints{};
    wanted = unspent(wanted, operations_of(line_to(history_, revision.record.parent())));
    std::vector<PlannedEdge> edges;
    for (const Record& variant : revision.variants) {
      const Schema* before = states_.schema(variant.id);
      if (before == nullptr) return false;
      PlannedEdge made = plan_edge(dialect, {}, *before, variant.operations, {});
      made.text.kind = edge_v1::Kind::adopt;
      made.text.from = kBase;
      made.text.to = variant.id;
      made.text.name = variant.message;
      edges.push_back(std::move(made));
      const std::vector<Operation> operations = diff(*before, after, hints_for(variant, wanted));
      PlannedEdge led = plan_edge(dialect, *before, after, operations, variant.accepted);
      led.text.kind = edge_v1::Kind::adopt;
      led.text.from = variant.id;
      name_edge(led.text, revision);
      led.text.accepted = variant.accepted;
      edges.push_back(std::move(led));
    }
    const std::string stem = adoption_stem(revision.stem());
    texts_[record_file(stem)] = write_superseded(revision.variants);
    return put(stem, dialect, std::move(edges), [&](const PlannedEdge& edge) {
      return check(project_, edge, name_of_adoption(revision, edge));
    });
  }

  static std::string name_of_adoption(const Revision& revision, const PlannedEdge& edge) {
    const auto& variants = revision.variants;
    const auto left = std::find_if(variants.begin(), variants.end(), [&](const Record& variant) {
      return variant.id == edge.text.from;
    });
    return left == variants.end() ? edge.text.name : left->message + " to " + revision.stem();
  }

  bool render_head() {
    const std::vector<Revision> all = revisions(history_);
    if (all.empty()) return true;
    const Revision& newest = all.back();
    const Schema* after = states_.schema(newest.record.id);
    if (after == nullptr) return false;
    for (const std::string& dialect : dialects()) {
      if (!put(std::string(kHeadStem), plan_head(dialect, *after, newest))) return false;
    }
    return true;
  }

  std::string catalog() const {
    return project_.desired ? project_.desired->catalog : history_.sum->catalog;
  }

  // The draft's data files that went into a sealed revision.
  void remove_sealed(FileChanges& files, const DataFile& file) const {
    const std::string name = data_file(std::string(kDraftStem), file);
    const bool stays = std::any_of(inputs_.begin(), inputs_.end(),
                                   [&](const Sum::Entry& entry) { return entry.path == name; });
    if (!stays) files.remove(name);
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
    sum.inputs = inputs_;
    std::sort(sum.inputs.begin(), sum.inputs.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
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
            return !texts_.contains(entry.path) && carried(revision) &&
                   belongs_to(entry.path, revision.stem()) && has(revision, entry.path);
          });
      if (ours) {
        kept.push_back(entry);
      } else {
        stale_.push_back(entry.path);
      }
    }
    return kept;
  }

  // Whether a carried revision still has a file of its own.
  static bool has(const Revision& revision, const std::string& file) {
    if (is_bridge(file)) return !revision.superseded.empty();
    if (is_adoption(file)) return !revision.variants.empty();
    if (file == record_file(revision.stem()) || is_data(file)) return true;
    const std::string from = squashed_from(file);
    if (from.empty()) return revision.compiled;
    return std::any_of(revision.squashes.begin(), revision.squashes.end(),
                       [&](const std::string& id) { return id.starts_with(from); });
  }

  Project& project_;
  const Folder& history_;
  States states_;
  std::set<std::string> amended_;  // ids
  std::map<std::string, std::string> texts_;
  std::vector<Sum::Entry> inputs_;
  std::map<std::string, std::string> written_inputs_;
  std::vector<std::string> stale_;
};

}  // namespace

std::optional<bool> rewrites(Project& project, const Folder& history) {
  Writer writer(project, history);
  if (!writer.render() || project.diagnostics.has_errors()) return std::nullopt;
  return writer.rewrites();
}

std::optional<std::vector<std::string>> write(Project& project, const Folder& history) {
  Writer writer(project, history);
  if (!writer.render() || project.diagnostics.has_errors()) return std::nullopt;
  return writer.commit();
}

}  // namespace schemake::generator
