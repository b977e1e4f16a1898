#include "text/identifier.hpp"

#include <algorithm>
#include <cstddef>

namespace schemake::generator {
namespace {

constexpr std::size_t kLongest = 63;  // PostgreSQL cuts longer names

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

}  // namespace

bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= kLongest && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace schemake::generator
