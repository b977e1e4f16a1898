#include "render/linted.hpp"

#include <algorithm>
#include <tuple>

namespace schemake::generator {

std::string linted_text(const Linted& linted) {
  std::string text;
  for (const auto& [level, one, many] :
       {std::tuple("error", "error", "errors"), std::tuple("warning", "warning", "warnings"),
        std::tuple("note", "note", "notes"), std::tuple("off", "silenced", "silenced")}) {
    const auto count = std::count_if(
        linted.findings.begin(), linted.findings.end(),
        [level = level](const LintedFinding& finding) { return finding.level == level; });
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + (count == 1 ? one : many);
  }
  return text.empty() ? "nothing to say" : text;
}

}  // namespace schemake::generator
