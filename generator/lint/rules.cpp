#include "lint/rules.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace schemake::generator {

const std::vector<LintRule>& lint_rules() {
  static const std::vector<LintRule> kRules = {
      {"data-loss", LintLevel::warning, "values or rows are lost"},
      {"likely-rename", LintLevel::warning, "a drop and an add that look like a rename"},
      {"backfill-missing", LintLevel::warning, "a NOT NULL column has no value for existing rows"},
      {"data-dependent", LintLevel::note, "rows that break a new rule stop the upgrade"},
      {"rebuild", LintLevel::warning, "a table is built anew and every row copied"},
      {"rewrite", LintLevel::note, "every row of a table is written"},
      {"scan", LintLevel::note, "every row of a table is read, for a check or an index"},
      {"breaks-release", LintLevel::warning, "binaries that are out there may fail after it"},
      {"irreversible", LintLevel::note, "the change cannot be taken back, or without rows alone"},
      {"stale-renamed-from", LintLevel::warning,
       "a renamed_from that is recorded already, or never was"},
      {"unindexed-foreign-key", LintLevel::warning, "no index starts with a foreign key's columns"},
      {"redundant-index", LintLevel::note, "another index or key begins with the same columns"},
      {"no-primary-key", LintLevel::note, "a new table has no primary key"},
      {"nullable-primary-key", LintLevel::note, "a new table's primary key admits NULL"},
      {"unportable-name", LintLevel::off, "a name that other databases change or cut"},
  };
  return kRules;
}

const LintRule& lint_rule(std::string_view id) {
  const std::vector<LintRule>& rules = lint_rules();
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const LintRule& rule) { return rule.id == id; });
  if (found == rules.end()) throw std::logic_error("no rule of lint: " + std::string(id));
  return *found;
}

}  // namespace schemake::generator
