#include "sqlite/double_quoted.hpp"

#include <algorithm>
#include <cstddef>

#include "core/sql_text.hpp"

namespace schemake::sqlite {
namespace {

using sql::Token;

bool is_rowid(std::string_view name) {
  return sql::same_name(name, "rowid") || sql::same_name(name, "_rowid_") ||
         sql::same_name(name, "oid");
}

// Whether what stands around says that token `i` names something: a function, a table, a type, a
// collation.
bool is_name_by_place(const std::vector<Token>& tokens, std::size_t i) {
  const bool before =
      i > 0 && (tokens[i - 1].is(".") || tokens[i - 1].is("COLLATE") || tokens[i - 1].is("AS"));
  const bool behind = i + 1 < tokens.size() && (tokens[i + 1].is(".") || tokens[i + 1].is("("));
  return before || behind;
}

}  // namespace

std::string with_strings(std::string_view expression, const std::vector<std::string>& columns) {
  const std::vector<Token> tokens = sql::tokenize(expression);
  std::string result;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const bool double_quoted = token.kind == Token::Kind::quoted_name && token.text.front() == '"';
    if (!double_quoted || is_name_by_place(tokens, i)) continue;
    const std::string text = sql::identifier(token);
    const bool is_column =
        std::any_of(columns.begin(), columns.end(),
                    [&](const std::string& name) { return sql::same_name(name, text); });
    if (is_column || is_rowid(text)) continue;
    result.append(expression.substr(copied, token.offset - copied)).append(sql::quote_string(text));
    copied = token.offset + token.text.size();
  }
  return result.append(expression.substr(copied));
}

}  // namespace schemake::sqlite
