#ifndef SCHEMAKE_DIALECT_PLAN_HPP
#define SCHEMAKE_DIALECT_PLAN_HPP

#include <schemake/edge_v1.hpp>
#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace schemake::generator {

using edge_v1::Phase;
using edge_v1::Verb;

// edge_v1::Step with text of its own; see there for what each verb does with its members.
struct Step {
  Phase phase = Phase::expand;
  Verb verb = Verb::run;
  std::string object, sql, was, reason;
  ObjectName source;  // the object of the YAML that it came from: where a failure is shown
  friend bool operator==(const Step&, const Step&) = default;
};

// Whether it is a data step of the user's: its reason is "run" or "skip", as edge_v1::data() says.
inline bool is_data_step(const Step& step) {
  return step.phase == Phase::data && (step.verb == Verb::run || step.verb == Verb::call) &&
         !step.reason.empty();
}

// Whether it refuses a column that comes NOT NULL where its table holds any row at all, as nothing
// says what the rows get.
inline bool wants_empty_table(const Step& step) {
  return step.verb == Verb::guard && step.source.kind == Kind::column &&
         step.sql.find(" WHERE ") == std::string::npos;
}

// One edge for one dialect, both ways.
struct Plan {
  std::string dialect;
  unsigned engine = 0;                   // the oldest that runs it
  std::vector<Step> upgrade, downgrade;  // never empty: "nothing to do" is a Step of Verb::none
  std::string irreversible;              // why it cannot be taken back; empty when it can
  std::vector<std::string> costs;        // in words: "rebuilds author: copies every row"
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_DIALECT_PLAN_HPP
