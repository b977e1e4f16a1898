#include "core/sql_text.hpp"

#include <algorithm>
#include <array>

namespace schemake::sql {
namespace {

using Kind = Token::Kind;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_word(char c) { return is_word_start(c) || is_digit(c) || c == '$'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// What stands at `at`: the end of a comment there, or `at` itself where there is none.
std::size_t skip_comment(std::string_view text, std::size_t at, bool* unterminated) {
  const std::string_view rest = text.substr(at);
  if (rest.substr(0, 2) == "--") {
    const std::size_t end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
  }
  if (rest.substr(0, 2) == "/*") {
    const std::size_t end = text.find("*/", at + 2);
    *unterminated = end == std::string_view::npos;
    return *unterminated ? text.size() : end + 2;
  }
  return at;
}

// The end of a quoted run that opens at `at`; npos when it is not closed. A doubled quote is part
// of it, except for brackets, which SQLite closes at the first ']'.
std::size_t quoted_end(std::string_view text, std::size_t at) {
  const char open = text[at];
  const char close = open == '[' ? ']' : open;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] != close) continue;
    if (open != '[' && i + 1 < text.size() && text[i + 1] == close) {
      ++i;
      continue;
    }
    return i + 1;
  }
  return std::string_view::npos;
}

std::size_t number_end(std::string_view text, std::size_t at) {
  std::size_t i = at;
  if (text[i] == '0' && i + 1 < text.size() && lower(text[i + 1]) == 'x') {
    i += 2;
    while (i < text.size() &&
           (is_digit(text[i]) || (lower(text[i]) >= 'a' && lower(text[i]) <= 'f'))) {
      ++i;
    }
    return i;
  }
  while (i < text.size() && is_digit(text[i])) ++i;
  if (i < text.size() && text[i] == '.') {
    ++i;
    while (i < text.size() && is_digit(text[i])) ++i;
  }
  if (i < text.size() && lower(text[i]) == 'e') {
    std::size_t exponent = i + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    if (exponent < text.size() && is_digit(text[exponent])) {
      i = exponent;
      while (i < text.size() && is_digit(text[i])) ++i;
    }
  }
  return i;
}

std::size_t symbol_end(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 11> kLong = {
      "->>", "||", "->", "<<", ">>", "<=", ">=", "==", "!=", "<>", "::"};
  for (const std::string_view symbol : kLong) {
    if (text.substr(at, symbol.size()) == symbol) return at + symbol.size();
  }
  static constexpr std::string_view kSingle = "()+-*/%,;.<>=&|~!";
  return kSingle.find(text[at]) == std::string_view::npos ? at : at + 1;
}

Token next_token(std::string_view text, std::size_t at) {
  const auto token = [&](Kind kind, std::size_t end) {
    return Token{kind, text.substr(at, end - at), at};
  };
  const char c = text[at];
  const bool blob = lower(c) == 'x' && at + 1 < text.size() && text[at + 1] == '\'';
  if (c == '\'' || c == '"' || c == '`' || c == '[' || blob) {
    const std::size_t end = quoted_end(text, blob ? at + 1 : at);
    if (end == std::string_view::npos) return token(Kind::bad, text.size());
    return token(blob ? Kind::blob : c == '\'' ? Kind::string : Kind::quoted_name, end);
  }
  if (is_word_start(c)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_word(text[end])) ++end;
    return token(Kind::word, end);
  }
  if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]))) {
    return token(Kind::number, number_end(text, at));
  }
  if (c == '?' || c == ':' || c == '@' || c == '$') {
    std::size_t end = at + 1;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end > at + 1 || c == '?') return token(Kind::variable, end);
  }
  const std::size_t end = symbol_end(text, at);
  return end == at ? token(Kind::bad, at + 1) : token(Kind::symbol, end);
}

// Calls `on_comment` for each comment and `on_token` for each token.
template <class OnToken, class OnComment>
void scan(std::string_view text, OnToken on_token, OnComment on_comment) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    bool unterminated = false;
    if (const std::size_t end = skip_comment(text, at, &unterminated); end != at) {
      on_comment();
      if (unterminated) on_token(Token{Kind::bad, text.substr(at, end - at), at});
      at = end;
      continue;
    }
    const Token token = next_token(text, at);
    on_token(token);
    at += token.text.size();
  }
}

}  // namespace

bool Token::is(std::string_view symbol_or_keyword) const {
  if (kind == Kind::symbol) return text == symbol_or_keyword;
  return kind == Kind::word && same_name(text, symbol_or_keyword);
}

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  scan(
      text, [&](const Token& token) { tokens.push_back(token); }, [] {});
  return tokens;
}

bool has_comment(std::string_view text) {
  bool found = false;
  scan(
      text, [](const Token&) {}, [&] { found = true; });
  return found;
}

std::string identifier(const Token& token) {
  if (token.kind != Kind::quoted_name && token.kind != Kind::string) return std::string(token.text);
  const char close = token.text.back();
  std::string name;
  for (std::size_t i = 1; i + 1 < token.text.size(); ++i) {
    name += token.text[i];
    if (token.text[i] == close && close != ']') ++i;
  }
  return name;
}

namespace {

std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    result += c;
    if (c == quote) result += quote;
  }
  return result += quote;
}

}  // namespace

std::string quote_name(std::string_view name) { return quoted(name, '"'); }
std::string quote_string(std::string_view text) { return quoted(text, '\''); }

bool is_reserved(std::string_view word) {
  static constexpr std::string_view kReserved =
      " add all alter and as autoincrement between case check collate commit constraint create"
      " current_date current_time current_timestamp default deferrable delete distinct drop else"
      " escape except exists false foreign from group having in index insert intersect into is"
      " isnull join limit not nothing notnull null on or order primary references returning select"
      " set table then to transaction true union unique update using values when where ";
  return kReserved.find(" " + lower(word) + " ") != std::string_view::npos;
}

namespace {

bool needs_quotes(std::string_view name) {
  return name.empty() || !is_word_start(name.front()) ||
         !std::all_of(name.begin(), name.end(), is_word) || is_reserved(name);
}

}  // namespace

std::string canonical(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  std::string result;
  for (std::size_t i = begin; i < end && i < tokens.size(); ++i) {
    if (i > begin) result += ' ';
    switch (tokens[i].kind) {
      case Kind::quoted_name: {
        const std::string name = lower(identifier(tokens[i]));
        result += needs_quotes(name) ? quote_name(name) : name;
        break;
      }
      case Kind::word:
      case Kind::number:
      case Kind::blob:
        result += lower(tokens[i].text);
        break;
      case Kind::string:
      case Kind::variable:
      case Kind::symbol:
      case Kind::bad:
        result += tokens[i].text;
        break;
    }
  }
  return result;
}

std::string canonical(std::string_view text) {
  const std::vector<Token> tokens = tokenize(text);
  return canonical(tokens, 0, tokens.size());
}

bool starts_with_number(std::string_view name) {
  if (!name.empty() && (name.front() == '-' || name.front() == '+')) name.remove_prefix(1);
  return !name.empty() && name.front() >= '0' && name.front() <= '9';
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

std::string chain(const std::vector<std::string>& terms, std::string_view separator) {
  constexpr std::size_t kTerms = 200;
  std::string result;
  if (terms.size() <= kTerms) {
    for (const std::string& term : terms) {
      if (!result.empty()) result += separator;
      result += term;
    }
    return result;
  }
  std::vector<std::string> groups;
  for (std::size_t begin = 0; begin < terms.size(); begin += kTerms) {
    const std::size_t end = std::min(begin + kTerms, terms.size());
    const auto at = [&](std::size_t i) { return terms.begin() + static_cast<std::ptrdiff_t>(i); };
    groups.push_back("(" + chain({at(begin), at(end)}, separator) + ")");
  }
  return chain(groups, separator);
}

std::string all_of(const std::vector<std::string>& terms) {
  constexpr std::ptrdiff_t kSearched = 32;
  if (static_cast<std::ptrdiff_t>(terms.size()) <= kSearched) return chain(terms, " AND ");
  const auto rest = terms.begin() + kSearched;
  return chain({terms.begin(), rest}, " AND ") + " AND (" + chain({rest, terms.end()}, " AND ") +
         ") IS TRUE";
}

bool mentions(std::string_view text, std::string_view name) {
  bool found = false;
  const auto look = [&](const Token& token) {
    const bool may_name =
        token.kind == Kind::word || token.kind == Kind::quoted_name || token.kind == Kind::string;
    if (may_name && same_name(identifier(token), name)) found = true;
  };
  scan(text, look, [] {});
  return found;
}

}  // namespace schemake::sql
