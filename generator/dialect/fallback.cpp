#include "dialect/fallback.hpp"

#include <algorithm>

namespace schemake::generator {
namespace {

bool is_retext(const Step& step) { return step.verb == Verb::retext; }

void refuse_fallbacks(std::vector<Step>& steps) {
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    if (!is_retext(steps[i])) continue;
    Step& fallback = steps[i + 1];
    fallback.verb = Verb::guard;
    fallback.sql = "SELECT 1";
    fallback.was.clear();
    fallback.reason = kTextMissed;
  }
}

}  // namespace

const std::string kTextMissed = "the text of a table in the schema is not what its step expects";

bool has_fallbacks(const Plan& plan) {
  return std::any_of(plan.upgrade.begin(), plan.upgrade.end(), is_retext) ||
         std::any_of(plan.downgrade.begin(), plan.downgrade.end(), is_retext);
}

Plan without_fallbacks(Plan plan) {
  refuse_fallbacks(plan.upgrade);
  refuse_fallbacks(plan.downgrade);
  return plan;
}

Plan fallbacks_alone(Plan plan) {
  std::erase_if(plan.upgrade, is_retext);
  std::erase_if(plan.downgrade, is_retext);
  return plan;
}

}  // namespace schemake::generator
