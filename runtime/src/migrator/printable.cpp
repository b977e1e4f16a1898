#include "migrator/printable.hpp"

#include <cstdint>

namespace schemake::migrator {
namespace {

constexpr char kDigits[] = "0123456789abcdef";

struct Character {
  std::uint32_t code;
  std::size_t size;  // 0: not UTF-8
};

std::size_t sequence_size(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  if (first >= 0xf0 && first < 0xf5) return 4;
  return 0;
}

// The character at the start of `text`, https://www.rfc-editor.org/rfc/rfc3629.
Character decode(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t size = sequence_size(first);
  if (size == 1) return {first, 1};
  if (size == 0 || text.size() < size) return {first, 0};
  std::uint32_t code = first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0U) != 0x80U) return {first, 0};
    code = code << 6U | (next & 0x3fU);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code < 0xe000;
  if (code < kLeast[size] || code > 0x10ffff || surrogate) return {first, 0};
  return {code, size};
}

bool changes_direction(std::uint32_t code) {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0x200e || code == 0x200f || code == 0x061c;
}

bool is_safe(std::uint32_t code) {
  const bool control =
      code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
  return !control && !changes_direction(code);
}

void append_bytes(std::string& result, std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    result.append("\\x").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
  }
}

}  // namespace

std::string printable(std::string_view text, bool lines) {
  std::string result;
  while (!text.empty()) {
    const Character character = decode(text);
    const std::size_t size = character.size == 0 ? 1 : character.size;
    const bool kept_break = lines && (text[0] == '\n' || text[0] == '\t');
    if (kept_break || (character.size > 0 && is_safe(character.code))) {
      result += text.substr(0, size);
    } else {
      append_bytes(result, text.substr(0, size));
    }
    text.remove_prefix(size);
  }
  return result;
}

std::string json_string(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    const Character character = decode(text);
    if (character.size == 0) {
      result += "\\ufffd";
    } else if (text[0] == '"' || text[0] == '\\') {
      result.append(1, '\\').append(1, text[0]);
    } else if (!is_safe(character.code)) {  // all of these are below U+10000
      result += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) {
        result += kDigits[(character.code >> static_cast<unsigned>(shift)) & 15U];
      }
    } else {
      result += text.substr(0, character.size);
    }
    text.remove_prefix(character.size == 0 ? 1 : character.size);
  }
  return result += '"';
}

}  // namespace schemake::migrator
