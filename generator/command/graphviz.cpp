#include "command/graphviz.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "process/program.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// Nothing that a relative folder in PATH holds.
std::optional<std::string> find_dot() {
  const char* value = std::getenv("PATH");
  std::string_view path = value == nullptr ? "" : value;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const fs::path file = fs::path(path.substr(0, end)) / "dot";
    path.remove_prefix(std::min(end + 1, path.size()));
    std::error_code ignored;
    if (file.is_absolute() && fs::is_regular_file(file, ignored) &&
        access(file.c_str(), X_OK) == 0) {
      return file.string();
    }
  }
  return std::nullopt;
}

}  // namespace

bool has_graphviz() { return find_dot().has_value(); }

std::optional<std::string> draw_svg(const std::string& dot, Diagnostics& diagnostics) {
  const std::optional<std::string> program = find_dot();
  if (!program) {
    diagnostics.error({}, "SVG is drawn by Graphviz' program `dot`, which is not in PATH",
                      "install the package graphviz, or use --format dot");
    return std::nullopt;
  }
  const ProgramResult drawn = run_program({*program, "-Tsvg"}, {}, dot);
  if (drawn.code == 0) return drawn.out;
  diagnostics.error({}, *program + " failed: " + drawn.err.substr(0, drawn.err.find('\n')),
                    "use --format dot to see what it was given");
  return std::nullopt;
}

}  // namespace schemake::generator
