#include "lint/lint.hpp"

#include <algorithm>

#include "lint/findings.hpp"
#include "lint/rules.hpp"

namespace schemake::generator {
namespace {

const LintSetting* setting_in(const LintSettings& settings, const std::string& rule) {
  const auto found = settings.find(rule);
  return found == settings.end() ? nullptr : &found->second;
}

const LintSetting* setting_of(const LintInput& input, const LintFinding& finding) {
  const std::string& table =
      finding.object.kind == Kind::table ? finding.object.name : finding.object.table;
  const auto settings = input.table_settings.find(table);
  if (settings != input.table_settings.end()) {
    if (const LintSetting* own = setting_in(settings->second, finding.rule)) return own;
  }
  return setting_in(input.settings, finding.rule);
}

std::size_t place_of(const std::string& rule) {
  const std::vector<std::string>& ids = lint_rule_ids();
  return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), rule) - ids.begin());
}

}  // namespace

Findings::Findings(const LintInput& linted)
    : input(linted), names(linted.before, linted.operations) {}

bool Findings::is_rebuilt(const std::string& table) const {
  return std::any_of(input.plans.begin(), input.plans.end(), [&](const Plan& plan) {
    const std::vector<const Step*> steps = likely_steps(plan);
    return std::any_of(steps.begin(), steps.end(), [&](const Step* step) {
      return step->verb == Verb::rebuild && step->object == table;
    });
  });
}

std::vector<const Step*> likely_steps(const Plan& plan) {
  std::vector<const Step*> steps;
  Verb last = Verb::none;
  for (const Step& step : plan.upgrade) {
    if (last != Verb::retext) steps.push_back(&step);
    last = step.verb;
  }
  return steps;
}

std::vector<LintFinding> Findings::take() {
  for (LintFinding& finding : list_) {
    const LintSetting* setting = setting_of(input, finding);
    finding.level = setting == nullptr ? lint_rule(finding.rule).level : setting->level;
    if (setting != nullptr && finding.level == LintLevel::off) finding.reason = setting->reason;
  }
  for (const std::size_t place : minor_) {
    list_[place].level = std::min(list_[place].level, LintLevel::note);
  }
  std::erase_if(list_, [](const LintFinding& finding) {
    return finding.level == LintLevel::off && finding.reason.empty();
  });
  std::stable_sort(list_.begin(), list_.end(), [](const LintFinding& a, const LintFinding& b) {
    return place_of(a.rule) < place_of(b.rule);
  });
  return std::move(list_);
}

std::vector<LintFinding> lint(const LintInput& input) {
  Findings findings(input);
  find_losses(findings);
  find_costs(findings);
  find_breaking(findings);
  find_bad_shapes(findings);
  return findings.take();
}

}  // namespace schemake::generator
