#ifndef SCHEMAKE_COMMAND_GRAPHVIZ_HPP
#define SCHEMAKE_COMMAND_GRAPHVIZ_HPP

#include <optional>
#include <string>

#include "text/diagnostic.hpp"

namespace schemake::generator {

// Whether draw_svg() finds Graphviz.
bool has_graphviz();

// The SVG that Graphviz' `dot`, looked up in the absolute folders of PATH, makes of a text in DOT.
// Nothing, and an error with what to do, where there is no such program or it fails.
std::optional<std::string> draw_svg(const std::string& dot, Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_COMMAND_GRAPHVIZ_HPP
