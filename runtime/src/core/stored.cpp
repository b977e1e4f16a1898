#include "core/stored.hpp"

#include <optional>

namespace schemake {
namespace {

using edge_v1::Phase;
using edge_v1::Step;
using edge_v1::Verb;

constexpr const char* kIrreversible = "irreversible";

struct VerbName {
  Verb verb;
  const char* name;
};
constexpr VerbName kVerbs[] = {
    {Verb::run, "run"},       {Verb::guard, "guard"}, {Verb::rebuild, "rebuild"},
    {Verb::retext, "retext"}, {Verb::alone, "alone"}, {Verb::call, "call"},
    {Verb::none, "none"},
};

const char* verb_name(Verb verb) {
  for (const VerbName& row : kVerbs) {
    if (row.verb == verb) return row.name;
  }
  return "none";
}

std::optional<Verb> find_verb(const std::string& name) {
  for (const VerbName& row : kVerbs) {
    if (name == row.name) return row.verb;
  }
  return std::nullopt;
}

const char* phase_name(Phase phase) {
  switch (phase) {
    case Phase::expand:
      return "expand";
    case Phase::data:
      return "data";
    case Phase::contract:
      return "contract";
  }
  return "contract";
}

Phase find_phase(const std::string& name) {
  if (name == "expand") return Phase::expand;
  return name == "data" ? Phase::data : Phase::contract;
}

}  // namespace

Undo undo_of(const Graph& graph, const Edge& edge) {
  Undo undo;
  undo.state = edge.to;
  undo.leads_to = edge.from;
  undo.name = edge.name;
  undo.release = binary_release(graph.catalog());
  undo.draft = edge.draft;
  undo.breaks = edge.breaks;
  if (*edge.irreversible != '\0') {
    undo.steps.push_back({"contract", kIrreversible, "", "", "", edge.irreversible});
    return undo;
  }
  for (unsigned i = 0; i < edge.downgrade.count; ++i) {
    const Step& step = edge.downgrade.first[i];
    undo.steps.push_back({phase_name(step.phase), verb_name(step.verb), step.object, step.sql,
                          step.was, step.reason});
  }
  return undo;
}

std::string why_not(const std::vector<StoredStep>& steps) {
  for (const StoredStep& step : steps) {
    if (step.verb == kIrreversible) return step.reason;
    const std::optional<Verb> verb = find_verb(step.verb);
    if (!verb) {
      throw Error(Code::format, "the database keeps a step of the kind \"" + step.verb +
                                    "\", which this program does not know: take it back with the "
                                    "program that wrote it");
    }
    if (*verb == Verb::call) {
      return "its data step " + step.object +
             " is written in C++ and is in the program that made it alone: use that one";
    }
    if (*verb == Verb::alone) return "its step on " + step.object + " cannot run in a transaction";
  }
  return {};
}

std::vector<Step> as_steps(const std::vector<StoredStep>& steps) {
  std::vector<Step> result;
  for (const StoredStep& step : steps) {
    const Verb verb = find_verb(step.verb).value_or(Verb::none);
    result.push_back({find_phase(step.phase), verb, step.object.c_str(), step.sql.c_str(),
                      step.was.c_str(), step.reason.c_str(), nullptr});
  }
  return result;
}

std::string binary_release(const Catalog& catalog) {
  std::string name;
  for (unsigned i = 0; i < catalog.release_count; ++i) {
    if (std::string_view(catalog.releases[i].state) == catalog.head)
      name = catalog.releases[i].name;
  }
  return name;
}

}  // namespace schemake
