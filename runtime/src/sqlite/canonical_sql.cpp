#include "sqlite/canonical_sql.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "sqlite/sql_cursor.hpp"

namespace schemake::sqlite {
namespace {

using Kind = sql::Token::Kind;

// Words that a DEFAULT takes for values; any other is a string.
bool is_value(const sql::Token& word) {
  return word.is("TRUE") || word.is("FALSE") || word.is("CURRENT_DATE") ||
         word.is("CURRENT_TIME") || word.is("CURRENT_TIMESTAMP");
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string canonical_name(std::string_view name) { return sql::canonical(sql::quote_name(name)); }

std::string canonical_names(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty()) list += ", ";
    list += canonical_name(name);
  }
  return list;
}

std::string canonical_type(std::string_view type) {
  std::string result;
  bool after_word = false;
  for (const sql::Token& token : sql::tokenize(type)) {
    const bool word = token.kind != Kind::symbol && token.kind != Kind::number;
    if (word && after_word) result += ' ';
    result += word ? sql::identifier(token) : std::string(token.text);
    after_word = word;
  }
  std::transform(result.begin(), result.end(), result.begin(), upper);
  return result;
}

std::string canonical_expression(std::string_view expression) {
  return sql::canonical(without_outer_brackets(expression));
}

std::string canonical_default(std::string_view value) {
  const std::string bare = without_outer_brackets(value);
  std::vector<sql::Token> tokens = sql::tokenize(bare);
  if (tokens.size() == 2 && tokens[0].is("+") && tokens[1].kind == Kind::number) {
    tokens.erase(tokens.begin());
  }
  if (tokens.size() == 1) {
    const sql::Token& token = tokens[0];
    if (token.is("NULL")) return {};
    const bool word = token.kind == Kind::word && !is_value(token);
    if (word || token.kind == Kind::quoted_name) return sql::quote_string(sql::identifier(token));
  }
  return sql::canonical(tokens, 0, tokens.size());
}

std::string canonical_collation(std::string_view collation) {
  return sql::same_name(collation, "BINARY") ? std::string() : sql::lower(collation);
}

std::string spell(Conflict conflict) {
  switch (conflict) {
    case Conflict::unspecified:
    case Conflict::abort:
      return {};
    case Conflict::rollback:
      return "rollback";
    case Conflict::fail:
      return "fail";
    case Conflict::ignore:
      return "ignore";
    case Conflict::replace:
      return "replace";
  }
  return {};
}

std::string spell(ReferenceAction action) {
  switch (action) {
    case ReferenceAction::no_action:
      return "no action";
    case ReferenceAction::restrict:
      return "restrict";
    case ReferenceAction::set_null:
      return "set null";
    case ReferenceAction::set_default:
      return "set default";
    case ReferenceAction::cascade:
      return "cascade";
  }
  return {};
}

}  // namespace schemake::sqlite
