#include <fmt/format.h>

#include <algorithm>

#include "command/graphviz.hpp"
#include "command/session.hpp"
#include "render/diagram.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

struct State {
  std::string id, name;
};

// As Folder::resolve, and base.
std::optional<State> find_state(Project& project, const std::string& name) {
  if (name == kBase) return State{std::string(kBase), std::string(kBase)};
  const Revision* revision = project.folder.resolve(name, project.diagnostics);
  if (revision == nullptr) return std::nullopt;
  return State{revision->record.id, revision->stem()};
}

// The records that make the state from base, along first parents.
std::vector<const Record*> records_of(const Folder& folder, const std::string& id) {
  std::vector<const Record*> records;
  for (std::string next = id; next != kBase; next = records.back()->parent()) {
    records.push_back(&folder.find(next)->record);
  }
  std::reverse(records.begin(), records.end());
  return records;
}

std::vector<Operation> operations_behind(const std::vector<const Record*>& records,
                                         std::size_t common) {
  std::vector<Operation> operations;
  for (std::size_t i = common; i < records.size(); ++i) {
    operations.insert(operations.end(), records[i]->operations.begin(),
                      records[i]->operations.end());
  }
  return operations;
}

// What was renamed on the way from one state, back to the last that both follow, to the other.
Hints renames_between(const Folder& folder, const State& from, const State& to) {
  const auto before = records_of(folder, from.id), after = records_of(folder, to.id);
  const auto fork = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto common = static_cast<std::size_t>(fork.first - before.begin());
  Hints hints;
  add_lineage(hints, operations_behind(before, common), operations_behind(after, common));
  return hints;
}

std::optional<Diagram> draw(Project& project, const Options& options) {
  const std::optional<State> state = find_state(project, options.name);
  if (!state) return std::nullopt;
  const auto schema = fold(project.folder, state->id, project.diagnostics);
  if (!schema) return std::nullopt;
  if (!options.from) return diagram(*schema);
  const std::optional<State> from = find_state(project, *options.from);
  if (!from) return std::nullopt;
  const auto before = fold(project.folder, from->id, project.diagnostics);
  if (!before) return std::nullopt;
  Diagram result = diagram(*before, *schema, renames_between(project.folder, *from, *state));
  result.title = fmt::format("{} to {}: + added, - removed, ~ changed", from->name, state->name);
  return result;
}

std::optional<std::string> text_of(const Diagram& diagram, const std::string& format,
                                   Diagnostics& diagnostics) {
  if (format == "mermaid") return diagram_mermaid(diagram);
  if (format == "dot") return diagram_dot(diagram);
  return draw_svg(diagram_dot(diagram), diagnostics);
}

}  // namespace

int run_graph(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::folder, false)) return session.finish(kUsage);
  Project& project = session.project();
  const std::optional<Diagram> diagram = draw(project, options);
  if (!diagram) return session.finish(kUsage);
  const auto text = text_of(*diagram, options.diagram, project.diagnostics);
  if (!text) return session.finish(kUsage);
  session.put_out(*text);
  return session.finish(kDone);
}

}  // namespace schemake::generator
