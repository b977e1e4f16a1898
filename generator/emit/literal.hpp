#ifndef SCHEMAKE_EMIT_LITERAL_HPP
#define SCHEMAKE_EMIT_LITERAL_HPP

#include <string>
#include <string_view>

namespace schemake::generator {

// `text` as a C++ string literal of exactly these bytes: quoted where it is plain, raw where that
// is safe to read, else escaped. Long text is written as adjacent literals, a line each behind
// `indent` blanks: words at some 80 columns, all else under 8 KB, for compilers limit one (MSVC:
// 16 KB). Throws std::invalid_argument for a NUL, which edge_v1 cannot hold.
std::string literal(std::string_view text, std::size_t indent = 0);

// SQL as a literal: raw wherever that is safe. Where it does not fit on the rest of a line of
// `room` columns it stands on lines of its own, by a line break added before and after.
std::string sql_literal(std::string_view sql, std::size_t room);

}  // namespace schemake::generator

#endif  // SCHEMAKE_EMIT_LITERAL_HPP
