#ifndef SCHEMAKE_COMMAND_COLOURED_HPP
#define SCHEMAKE_COMMAND_COLOURED_HPP

#include <string>

namespace schemake::generator {

// Whether diagnostics are coloured: `asked` is auto, always or never. auto is what the variables
// NO_COLOR (https://no-color.org) and CLICOLOR_FORCE (https://bixense.com/clicolors) say, else
// whether stderr is a terminal.
bool is_coloured(const std::string& asked);

}  // namespace schemake::generator

#endif  // SCHEMAKE_COMMAND_COLOURED_HPP
