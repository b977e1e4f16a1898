#ifndef SCHEMAKE_SCHEMA_LINT_SETTING_HPP
#define SCHEMAKE_SCHEMA_LINT_SETTING_HPP

#include <map>
#include <string>
#include <vector>

// What a schema file may say under `lint:`. The rules themselves are in generator/lint, which the
// reader does not know.

namespace schemake::generator {

enum class LintLevel { off, note, warning, error };

std::string spell(LintLevel level);

struct LintSetting {
  LintLevel level = LintLevel::off;
  std::string reason;  // never empty where it is off
  friend bool operator==(const LintSetting&, const LintSetting&) = default;
};

using LintSettings = std::map<std::string, LintSetting>;  // by the id of a rule

// The ids of all rules, in the order of docs/lint.md.
const std::vector<std::string>& lint_rule_ids();

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_LINT_SETTING_HPP
