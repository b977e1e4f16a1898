#include "property/report.hpp"

#include <exception>

#include "property/shrink.hpp"

namespace schemake::generator {

std::string report(const Pair& pair, const Flaw& finding) {
  const Pair small = shrink(pair, [&](const Pair& candidate) {
    const auto found = check(candidate);
    return found && found->kind == finding.kind;
  });
  const auto found = check(small);
  std::string text = "seed " + std::to_string(pair.seed) + ": " + finding.kind + ": " +
                     finding.what + "\nwhat is left of it: " + (found ? found->what : "") + "\n";
  try {
    return text + spell(small);
  } catch (const std::exception& error) {
    return text + "and cannot be told: " + error.what();
  }
}

}  // namespace schemake::generator
