#ifndef SCHEMAKE_TEXT_DIGEST_HPP
#define SCHEMAKE_TEXT_DIGEST_HPP

#include <string>
#include <string_view>
#include <vector>

namespace schemake::generator {

// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

// Of the fields, each preceded by its length as eight bytes (the highest first), so that no two
// lists share a digest.
std::string sha256_of_fields(const std::vector<std::string>& fields);

// Of a file's text without carriage returns: a CRLF checkout has the same digest.
std::string text_digest(std::string_view text);

// Of a schema file: also without lines that are empty or hold spaces and tabs alone, and without
// those that start with '#'; each line that is left ends in one '\n', the last one too. CMake
// computes the same by regular expressions (cmake/SchemakeMigrations.cmake); a test compares the
// two.
std::string schema_digest(std::string_view text);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TEXT_DIGEST_HPP
