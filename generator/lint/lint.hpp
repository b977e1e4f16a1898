#ifndef SCHEMAKE_LINT_LINT_HPP
#define SCHEMAKE_LINT_LINT_HPP

#include <map>
#include <string>
#include <vector>

#include "dialect/plan.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"
#include "schema/lint_setting.hpp"

namespace schemake::generator {

// One change, with all that is known of it.
struct LintInput {
  Schema before, after;
  std::vector<Operation> operations;  // from `before` to `after`
  std::vector<Plan> plans;            // of them, one a dialect
  std::vector<Loss> losses;
  std::vector<std::string> accepted;  // losses, by name; "*" is all
  std::vector<LikelyRename> likely_renames;
  // Hints of the YAML that the history has made true already: the object, its old name.
  std::map<ObjectName, std::string> spent_names;
  // Those that name what no revision knows, at what is there already.
  std::map<ObjectName, std::string> idle_names;
  // The state that binaries in the field were built for, and what came between it and `before`.
  // Where nothing was released, that is `before` itself.
  std::string release;  // its name; empty where nothing was released
  Schema released;
  std::vector<Operation> since_release;

  LintSettings settings;
  std::map<std::string, LintSettings> table_settings;  // by a table's last name
};

struct LintFinding {
  std::string rule;
  LintLevel level = LintLevel::note;  // off: silenced
  ObjectName object;                  // by its last name
  std::string message;                // one sentence, no full stop; user text as it is
  std::string advice;                 // what to do; empty where it was accepted
  std::string reason;                 // why it is silenced
  friend bool operator==(const LintFinding&, const LintFinding&) = default;
};

// What the rules find, in their order, each with the level that a table's setting, else the
// schema's, else the rule itself gives it. A loss that was accepted is a note at most. Findings
// that the YAML silences are there, with their reason; those of rules that are off by themselves
// are not.
std::vector<LintFinding> lint(const LintInput& input);

}  // namespace schemake::generator

#endif  // SCHEMAKE_LINT_LINT_HPP
