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

}  // namespace

std::optional<PlannedEdge> plan_recorded(Project& project, const Folder& history, States& states,
                                         const std::string& dialect, const Revision& revision) {
  const std::string from = revision.record.parent();
  const auto ends = ends_of(project, states, from, revision);
  if (!ends) return std::nullopt;
  const auto data = data_steps_between(project, history, states, from, revision);
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
  const auto data = data_steps_between(project, history, states, from, revision);
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
