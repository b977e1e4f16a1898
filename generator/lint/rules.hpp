#ifndef SCHEMAKE_LINT_RULES_HPP
#define SCHEMAKE_LINT_RULES_HPP

#include <string_view>
#include <vector>

#include "schema/lint_setting.hpp"

namespace schemake::generator {

struct LintRule {
  std::string_view id;
  LintLevel level;           // unless the schema file says otherwise
  std::string_view summary;  // one line; docs/lint.md says more
};

// All rules, in the order of lint_rule_ids().
const std::vector<LintRule>& lint_rules();

// std::logic_error where there is no such rule.
const LintRule& lint_rule(std::string_view id);

}  // namespace schemake::generator

#endif  // SCHEMAKE_LINT_RULES_HPP
