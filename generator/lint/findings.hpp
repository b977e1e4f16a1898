#ifndef SCHEMAKE_LINT_FINDINGS_HPP
#define SCHEMAKE_LINT_FINDINGS_HPP

#include <utility>

#include "lint/lint.hpp"
#include "lint/names_then.hpp"

// What the rules share. Each adds what it finds; levels are lint()'s.

namespace schemake::generator {

class Findings {
 public:
  explicit Findings(const LintInput& input);

  const LintInput& input;
  const NamesThen names;  // of the objects of `input.after`

  void add(const char* rule, ObjectName object, std::string message, std::string advice) {
    list_.push_back(
        {rule, LintLevel::note, std::move(object), std::move(message), std::move(advice), {}});
  }
  // One that is a note at most, whatever its rule's level.
  void add_minor(const char* rule, ObjectName object, std::string message, std::string advice) {
    minor_.push_back(list_.size());
    add(rule, std::move(object), std::move(message), std::move(advice));
  }

  // Whether the plan of a dialect builds the table anew, by its name after.
  bool is_rebuilt(const std::string& table) const;

  std::vector<LintFinding> take();  // with their levels

 private:
  std::vector<LintFinding> list_;
  std::vector<std::size_t> minor_;
};

// The steps of the upgrade without the fallbacks of those that change a table's text alone, which
// few databases need.
std::vector<const Step*> likely_steps(const Plan& plan);

void find_losses(Findings& findings);      // data-loss, likely-rename, backfill-missing
void find_costs(Findings& findings);       // data-dependent, rebuild, rewrite, scan, irreversible
void find_breaking(Findings& findings);    // breaks-release
void find_bad_shapes(Findings& findings);  // stale-renamed-from, and those about new objects

}  // namespace schemake::generator

#endif  // SCHEMAKE_LINT_FINDINGS_HPP
