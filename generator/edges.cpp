#include "edges.hpp"

#include <algorithm>
#include <set>

#include "operation/diff.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

// What two states do not have in common, from where their records part.
struct Parting {
  std::vector<Operation> shared, from, to;
};

Parting part(const States& states, const std::string& from, const std::string& to) {
  const std::vector<const Record*> left = states.line(from), right = states.line(to);
  Parting parting;
  const auto add = [](std::vector<Operation>& list, const Record& record) {
    list.insert(list.end(), record.operations.begin(), record.operations.end());
  };
  std::size_t i = 0;
  for (; i < left.size() && i < right.size() && left[i] == right[i]; ++i) {
    add(parting.shared, *left[i]);
  }
  for (std::size_t k = i; k < left.size(); ++k) add(parting.from, *left[k]);
  for (std::size_t k = i; k < right.size(); ++k) add(parting.to, *right[k]);
  return parting;
}

Hints hints_of(const Parting& parting, const Hints& wanted) {
  std::vector<Operation> known = parting.shared;
  known.insert(known.end(), parting.from.begin(), parting.from.end());
  Hints hints = wanted;
  add_backfills(hints, parting.to);
  hints = unspent(hints, known);
  add_lineage(hints, parting.from, parting.to);
  return hints;
}

struct Ends {
  const Schema* before;
  const Schema* after;
};

std::optional<Ends> ends_of(Project& project, States& states, const std::string& from,
                            const Revision& revision) {
  const Ends ends{states.schema(from), states.schema(revision.record.id)};
  if (ends.before != nullptr && ends.after != nullptr) return ends;
  project.diagnostics.error({}, "no record of this folder leads to " + from.substr(0, 12),
                            "restore the revision with that id from git");
  return std::nullopt;
}

// The data steps of the way to `revision`, in order, that a database at `from` has not run; nothing
// where it has run one that is not of this way, which only it can take back.
std::optional<std::vector<NamedDataStep>> data_steps_between(Project& project,
                                                             const Folder& history,
                                                             const States& states,
                                                             const std::string& from,
                                                             const Revision& revision) {
  std::multiset<std::string> ran = states.data(from);
  const std::multiset<std::string> wanted = states.data(revision.record.id);
  if (!std::includes(wanted.begin(), wanted.end(), ran.begin(), ran.end())) return std::nullopt;
  std::vector<NamedDataStep> steps;
  const auto add = [&](const Revision& on_the_way) {
    std::vector<DataFile> files;
    for (const DataFile& file : on_the_way.data) {
      if (!file.from.empty()) continue;
      const auto done = ran.find(file.digest());
      if (done == ran.end()) {
        files.push_back(file);
      } else {
        ran.erase(done);
      }
    }
    for (NamedDataStep& step : read_data(project, on_the_way.stem(), files)) {
      steps.push_back(std::move(step));
    }
  };
  for (const Revision* one : history.between(std::string(kBase), revision.record.id)) add(*one);
  return steps;
}

// The data step that a merge has for databases at `from`, one of its parents.
std::vector<DataFile> data_from(const Revision& revision, const std::string& from) {
  std::vector<DataFile> files;
  std::copy_if(revision.data.begin(), revision.data.end(), std::back_inserter(files),
               [&](const DataFile& file) { return file.from == from; });
  return files;
}

bool has_data_from(const Revision& revision) {
  return std::any_of(revision.data.begin(), revision.data.end(),
                     [](const DataFile& file) { return !file.from.empty(); });
}

// A merge whose databases run data steps according to the line that they come from, and that a way
// from `from` would lead past, with steps that are known not to fit.
const Revision* passed_over(const Folder& history, const States& states, const std::string& from,
                            const Revision& revision) {
  const std::multiset<std::string> ran = states.data(from);
  const std::vector<std::string>& parents = revision.record.parents;
  const bool direct = std::find(parents.begin(), parents.end(), from) != parents.end();
  for (const Revision* one : history.between(std::string(kBase), revision.record.id)) {
    if (!has_data_from(*one) || (direct && one->record.id == revision.record.id)) continue;
    const std::vector<std::string>& own = one->record.data_now();
    const bool passed = std::all_of(
        own.begin(), own.end(), [&](const std::string& digest) { return ran.contains(digest); });
    if (!passed) return one;
  }
  return nullptr;
}

// The data steps of the edge from `from`; nothing where there can be no such edge, which is an
// error but for a bridge.
std::optional<std::vector<NamedDataStep>> data_steps(Project& project, const Folder& history,
                                                     const States& states, const std::string& from,
                                                     const Revision& revision, edge_v1::Kind kind) {
  if (const auto files = data_from(revision, from); !files.empty()) {
    return read_data(project, revision.stem(), files);
  }
  const Revision* const merge = passed_over(history, states, from, revision);
  if (merge == nullptr) return data_steps_between(project, history, states, from, revision);
  if (kind == edge_v1::Kind::bridge) return std::nullopt;
  project.diagnostics.error({},
                            "the way from " + history.name_of(from) + " leads past " +
                                merge->stem() +
                                ", which moves data according to where a database comes from",
                            kind == edge_v1::Kind::squash ? "let the range begin or end there"
                                                          : own_data_advice(history, from));
  return std::nullopt;
}

}  // namespace

std::optional<PlannedEdge> plan_recorded(Project& project, const Folder& history, States& states,
                                         const std::string& dialect, const std::string& from,
                                         const Revision& revision) {
  if (from != revision.record.parent()) {
    return plan_shortcut(project, history, states, edge_v1::Kind::merge, dialect, from, revision,
                         {}, revision.record.accepted);
  }
  const auto ends = ends_of(project, states, from, revision);
  if (!ends) return std::nullopt;
  const auto data = data_steps(project, history, states, from, revision, edge_v1::Kind::revision);
  if (!data || project.diagnostics.has_errors()) return std::nullopt;
  PlannedEdge edge = plan_edge(dialect, *ends->before, *ends->after, revision.record.operations,
                               revision.record.accepted, *data);
  edge.text.from = from;
  name_edge(edge.text, revision);
  return edge;
}

PlannedEdge plan_head(const std::string& dialect, const Schema& schema, const Revision& newest) {
  PlannedEdge edge = plan_edge(dialect, {}, schema, diff({}, schema), {});
  edge.text.kind = edge_v1::Kind::head;
  edge.text.from = kBase;
  name_edge(edge.text, newest);
  return edge;
}

std::optional<PlannedEdge> plan_shortcut(Project& project, const Folder& history, States& states,
                                         edge_v1::Kind kind, const std::string& dialect,
                                         const std::string& from, const Revision& revision,
                                         const Hints& wanted,
                                         const std::vector<std::string>& accepted) {
  const auto ends = ends_of(project, states, from, revision);
  if (!ends) return std::nullopt;
  const auto data = data_steps(project, history, states, from, revision, kind);
  if (!data) return std::nullopt;
  const Hints hints = hints_of(part(states, from, revision.record.id), wanted);
  PlannedEdge edge = plan_edge(dialect, *ends->before, *ends->after,
                               diff(*ends->before, *ends->after, hints), accepted, *data);
  edge.text.kind = kind;
  edge.text.from = from;
  name_edge(edge.text, revision);
  if (!accepted.empty()) edge.text.accepted = accepted;
  return edge;
}

std::string own_data_advice(const Folder& history, const std::string& from) {
  const std::string name = history.name_of(from);
  return "where databases at " + name +
         " need another data step, write it into a file of its own: schemake merge --data " + name +
         "=FILE.sql";
}

std::vector<ObjectName> made_anew(const States& states, const std::string& from,
                                  const std::string& to) {
  const Parting parting = part(states, from, to);
  return made_anew(parting.from, parting.to);
}

void name_edge(EdgeText& text, const Revision& revision) {
  text.to = revision.record.id;
  text.name = revision.stem();
  text.draft = revision.draft;
  text.message = revision.record.message;
  text.accepted = revision.record.accepted;
}

}  // namespace schemake::generator
