#ifndef SCHEMAKE_MIGRATOR_PRINTABLE_HPP
#define SCHEMAKE_MIGRATOR_PRINTABLE_HPP

#include <string>
#include <string_view>

namespace schemake::migrator {

// Text from a database made safe for a terminal: control characters, those that change the
// direction of writing, and bytes that are not UTF-8 become \x1b. One line: newlines too, unless
// `lines`.
std::string printable(std::string_view text, bool lines = false);

// As a JSON string, with its quotes. Bytes that are not UTF-8 become U+FFFD.
std::string json_string(std::string_view text);

}  // namespace schemake::migrator

#endif  // SCHEMAKE_MIGRATOR_PRINTABLE_HPP
