#ifndef SCHEMAKE_RENDER_STATE_CHANGE_HPP
#define SCHEMAKE_RENDER_STATE_CHANGE_HPP

#include <string>
#include <vector>

#include "dialect/plan.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"

namespace schemake::generator {

// What lies between two states, for people and for programs: `diff` and `show` are this under one
// of the two renderers.
struct StateChange {
  std::string from, to;  // ids or "base"; `to` is empty while the change is not recorded
  std::string name;      // "0003_add_email", "draft"; empty while not recorded
  std::string message;
  std::vector<Description> changes;
  std::vector<Loss> losses;
  std::vector<std::string> accepted;
  std::vector<std::string> amendments;  // why a released plan was made anew, each time
  std::vector<LikelyRename> likely_renames;
  bool breaks = false;
  std::vector<Plan> plans;  // one a dialect
};

// In words, ending in a newline; `sql` adds the steps of every plan. Control characters are
// escaped.
std::string state_change_text(const StateChange& change, bool sql);

// One JSON object, indented, ending in a newline.
std::string state_change_json(const StateChange& change);

// A line of comment and the SQL for each step, without a margin; control characters are escaped.
std::string steps_text(const std::vector<Step>& steps);

// "run", "guard", ...
std::string_view spell(Verb verb);
std::string_view spell(Phase phase);

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_STATE_CHANGE_HPP
