#include "schema/lint_setting.hpp"

namespace schemake::generator {

std::string spell(LintLevel level) {
  switch (level) {
    case LintLevel::off:
      return "off";
    case LintLevel::note:
      return "note";
    case LintLevel::warning:
      return "warning";
    case LintLevel::error:
      return "error";
  }
  return {};
}

const std::vector<std::string>& lint_rule_ids() {
  static const std::vector<std::string> kIds = {"data-loss",
                                                "likely-rename",
                                                "backfill-missing",
                                                "data-dependent",
                                                "rebuild",
                                                "rewrite",
                                                "scan",
                                                "breaks-release",
                                                "irreversible",
                                                "stale-renamed-from",
                                                "unindexed-foreign-key",
                                                "redundant-index",
                                                "no-primary-key",
                                                "nullable-primary-key",
                                                "unportable-name"};
  return kIds;
}

}  // namespace schemake::generator
