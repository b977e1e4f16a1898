#ifndef SCHEMAKE_EMIT_COMMENT_HPP
#define SCHEMAKE_EMIT_COMMENT_HPP

#include <string>
#include <string_view>

#include "emit/source.hpp"

namespace schemake::generator {

// `text` as C++ comment lines, wrapped at 100 columns, each line indented by `indent` blanks behind
// the slashes. Safe for every text: a character outside printable ASCII becomes a '.', no line ends
// in a backslash, and no trigraph is left.
std::string comment(std::string_view text, std::size_t indent = 0);

// What reviewers read about one edge, as comment lines: its message, what changes, what it costs,
// what is lost, whether it can be taken back.
std::string explain(const EdgeText& edge);

// The oldest engine that runs the plan, and that older binaries may fail where the change `breaks`:
// a line each.
std::vector<std::string> needs(const Plan& plan, bool breaks);

// Whether it can be taken back: "yes", "no: the names are gone".
std::string taken_back(const Plan& plan, const std::vector<Loss>& losses);

}  // namespace schemake::generator

#endif  // SCHEMAKE_EMIT_COMMENT_HPP
