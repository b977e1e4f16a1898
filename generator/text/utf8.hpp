#ifndef SCHEMAKE_TEXT_UTF8_HPP
#define SCHEMAKE_TEXT_UTF8_HPP

#include <cstddef>
#include <string_view>

namespace schemake::generator {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  // 0: no valid UTF-8 stands there

  bool valid() const { return bytes > 0; }
};

// What starts at byte `at`. Overlong forms, surrogates and values over U+10FFFF are not valid.
CodePoint code_point_at(std::string_view text, std::size_t at);

// Whether a terminal or an editor may act on it instead of showing it: C0, DEL, C1, line and
// paragraph separators, the overrides and isolates of writing direction, the byte order mark.
bool is_control(char32_t value);

// The byte at which `text` stops to be UTF-8; npos where it is valid to its end.
std::size_t first_invalid_byte(std::string_view text);

// Code points; an invalid byte counts as one.
std::size_t count_code_points(std::string_view text);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TEXT_UTF8_HPP
