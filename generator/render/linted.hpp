#ifndef SCHEMAKE_RENDER_LINTED_HPP
#define SCHEMAKE_RENDER_LINTED_HPP

#include <string>
#include <vector>

namespace schemake::generator {

// What lint found, with where the YAML says it.
struct LintedFinding {
  std::string rule, level;  // "off": silenced
  std::string object;       // empty: the change as a whole
  std::string file;         // empty where the YAML does not say the object
  int line = 0, column = 0;
  std::string message, advice, reason;
};

struct Linted {
  std::string revision;  // its name; empty: the pending change
  bool ok = true;        // no finding is an error
  std::vector<LintedFinding> findings;
};

// The count of each level, in words: "2 warnings, 1 note, 1 silenced"; "nothing to say".
std::string linted_text(const Linted& linted);

// One JSON object, indented, ending in a newline.
std::string linted_json(const Linted& linted);

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_LINTED_HPP
