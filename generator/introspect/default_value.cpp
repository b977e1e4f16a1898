#include "introspect/default_value.hpp"

#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sql_text.hpp"
#include "dialect/sqlite/storage.hpp"
#include "sqlite/canonical_sql.hpp"
#include "sqlite/double_quoted.hpp"
#include "sqlite/sql_cursor.hpp"

namespace schemake::generator {
namespace {

using Token = sql::Token;

bool takes_text(const Type& type) {
  return type.name == TypeName::text || type.name == TypeName::raw;
}

std::size_t digits_at(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return end - from;
}

// Whether a schema file takes the text for a number: -12, 1.5, 1e3, no leading zero.
bool is_number(std::string_view text) {
  std::size_t at = text.substr(0, 1) == "-" ? 1 : 0;
  const std::size_t whole = digits_at(text, at);
  if (whole == 0 || (whole > 1 && text[at] == '0')) return false;
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits_at(text, at + 1);
    if (fraction == 0) return false;
    at += 1 + fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t power = digits_at(text, at);
    if (power == 0) return false;
    at += power;
  }
  return at == text.size();
}

bool is_bigint(const std::string& text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [parsed, failed] = std::from_chars(text.data(), end, value);
  return failed == std::errc() && parsed == end && std::to_string(value) == text;
}

std::optional<Literal> number(const std::string& text, const Type& type) {
  const bool fits = type.name == TypeName::bigint
                        ? is_bigint(text)
                        : (type.name == TypeName::double_precision || type.name == TypeName::raw) &&
                              is_number(text);
  return fits ? std::optional(Literal{Literal::Kind::number, text}) : std::nullopt;
}

// The literal that a default without brackets around it may be.
std::optional<Literal> literal(std::string_view bare, const Type& type) {
  const std::vector<Token> tokens = sql::tokenize(bare);
  if (tokens.size() == 2 && tokens[1].kind == Token::Kind::number) {
    const std::string sign = tokens[0].is("-") ? "-" : "";
    return number(sign + std::string(tokens[1].text), type);
  }
  if (tokens.size() != 1) return std::nullopt;
  const Token& token = tokens[0];
  switch (token.kind) {
    case Token::Kind::number:
      return number(std::string(token.text), type);
    case Token::Kind::blob:
      if (type.name != TypeName::blob) return std::nullopt;
      return Literal{Literal::Kind::blob, sql::lower(token.text.substr(2, token.text.size() - 3))};
    case Token::Kind::string:
    case Token::Kind::quoted_name:
    case Token::Kind::word:
      if (!takes_text(type)) return std::nullopt;
      return Literal{Literal::Kind::string, sql::identifier(token)};
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Default> default_value(const std::string& written, const Type& type) {
  const std::string text = schemake::sqlite::with_strings(written, {});
  const std::string wanted = schemake::sqlite::canonical_default(text);
  if (wanted.empty()) return std::nullopt;
  const std::string bare = schemake::sqlite::without_outer_brackets(text);
  std::optional<Literal> value = literal(bare, type);
  // What SQLite makes another number of is refused as a literal.
  if (value && sqlite::keeps(affinity(sqlite::declared_type(type)), *value)) {
    Default found = std::move(*value);
    if (schemake::sqlite::canonical_default(sqlite::default_text(found)) == wanted) return found;
  }
  // A lone word is a string, and as an expression it would be a column.
  const std::vector<Token> tokens = sql::tokenize(bare);
  const bool word = tokens.size() == 1 && !wanted.empty() && wanted.front() == '\'';
  const Expression found{DialectText(word ? wanted : bare)};
  // As SQLite will be told it, so that it reads the same when it is imported again.
  const std::string told = sqlite::default_text(found);
  return Expression{DialectText(schemake::sqlite::without_outer_brackets(told))};
}

}  // namespace schemake::generator
