#ifndef SCHEMAKE_TEXT_JSON_HPP
#define SCHEMAKE_TEXT_JSON_HPP

#include <string>
#include <string_view>

namespace schemake::generator {

// Whether `text` is one JSON value: https://www.rfc-editor.org/rfc/rfc8259
bool is_json(std::string_view text);

// `text` as a JSON string with its quotes. What a terminal or an editor would act on instead of
// showing is escaped (is_control() of utf8.hpp); a byte that is no UTF-8 becomes U+FFFD.
std::string json_string(std::string_view text);

// A JSON document with the same escapes in its strings: of its own accord it has those below U+0020
// alone. Line ends and tabs stay.
std::string with_controls_escaped(std::string_view json);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TEXT_JSON_HPP
