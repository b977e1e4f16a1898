#include "command/coloured.hpp"

#include <unistd.h>

#include <cstdlib>

namespace schemake::generator {

bool is_coloured(const std::string& asked) {
  if (asked != "auto") return asked == "always";
  const auto value_of = [](const char* variable) {
    const char* const value = std::getenv(variable);
    return std::string(value == nullptr ? "" : value);
  };
  const std::string forced = value_of("CLICOLOR_FORCE");
  if (!value_of("NO_COLOR").empty() || forced == "0") return false;
  return !forced.empty() || isatty(STDERR_FILENO) == 1;
}

}  // namespace schemake::generator
