#ifndef SCHEMAKE_TEXT_IDENTIFIER_HPP
#define SCHEMAKE_TEXT_IDENTIFIER_HPP

#include <string_view>

namespace schemake::generator {

// Whether a catalog or a dialect may be called so, as kIdentifierRule says it: such a name stands
// in C++, in CMake and in file names as it is.
bool is_identifier(std::string_view text);

// For advice.
inline constexpr const char* kIdentifierRule =
    "write an identifier: letters, digits and '_', 63 at most, no digit first";

}  // namespace schemake::generator

#endif  // SCHEMAKE_TEXT_IDENTIFIER_HPP
