#include "sqlite/sql_cursor.hpp"

#include <algorithm>

namespace schemake::sqlite {
namespace {

using Kind = sql::Token::Kind;

bool is_name(const sql::Token& token) {
  return token.kind == Kind::word || token.kind == Kind::quoted_name || token.kind == Kind::string;
}

}  // namespace

std::string text_of(const std::vector<sql::Token>& tokens, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    const bool gap =
        i > begin && tokens[i].offset != tokens[i - 1].offset + tokens[i - 1].text.size();
    if (gap) text += ' ';
    text += tokens[i].text;
  }
  return text;
}

std::size_t closing_bracket(const std::vector<sql::Token>& tokens, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (tokens[i].is("(")) ++depth;
    if (tokens[i].is(")") && --depth == 0) return i;
  }
  return tokens.size();
}

SqlCursor::SqlCursor(std::string_view text) : text_(text), tokens_(sql::tokenize(text)) {
  for (const sql::Token& token : tokens_) {
    if (token.kind == Kind::bad) {
      throw SqlSyntaxError{token.offset, "no SQL: " + std::string(token.text)};
    }
  }
}

bool SqlCursor::sees(std::string_view symbol_or_keyword, std::size_t ahead) const {
  return next_ + ahead < tokens_.size() && tokens_[next_ + ahead].is(symbol_or_keyword);
}

bool SqlCursor::sees_name(std::size_t ahead) const {
  return next_ + ahead < tokens_.size() && is_name(tokens_[next_ + ahead]);
}

bool SqlCursor::sees_reserved() const {
  return !at_end() && tokens_[next_].kind == Kind::word && sql::is_reserved(tokens_[next_].text);
}

bool SqlCursor::take(std::string_view first) {
  if (!sees(first)) return false;
  ++next_;
  return true;
}

bool SqlCursor::take(std::string_view first, std::string_view second) {
  if (!sees(first) || !sees(second, 1)) return false;
  next_ += 2;
  return true;
}

void SqlCursor::expect(std::string_view symbol_or_keyword) {
  if (!take(symbol_or_keyword)) fail(symbol_or_keyword);
}

std::string SqlCursor::name() {
  if (!sees_name()) fail("a name");
  return sql::identifier(any());
}

std::string SqlCursor::qualified_name() {
  std::string result = name();
  if (take(".")) result = name();
  return result;
}

const sql::Token& SqlCursor::any() {
  if (at_end()) fail("more");
  return tokens_[next_++];
}

std::string SqlCursor::bracketed() {
  if (!sees("(")) fail("(");
  const std::size_t open = next_;
  const std::size_t close = closing_bracket(tokens_, open);
  if (close == tokens_.size()) fail("a bracket that is closed");
  next_ = close + 1;
  return text_of(tokens_, open + 1, close);
}

std::string SqlCursor::bracketed_as_written() {
  const std::size_t open = next_;
  bracketed();
  const std::size_t begin = tokens_[open].offset + 1;
  return std::string(text_.substr(begin, tokens_[next_ - 1].offset - begin));
}

std::string SqlCursor::until(const std::vector<std::string_view>& ends) {
  const std::size_t begin = next_;
  const auto is_end = [this](std::string_view end) { return sees(end); };
  while (!at_end()) {
    const bool behind_dot = next_ > begin && tokens_[next_ - 1].is(".");
    if (!behind_dot && std::any_of(ends.begin(), ends.end(), is_end)) break;
    if (sees("(")) {
      bracketed();
    } else {
      ++next_;
    }
  }
  return text_since(begin);
}

std::string SqlCursor::up_to_last(std::string_view word) {
  std::size_t end = tokens_.size();
  if (end > next_ && tokens_[end - 1].is(";")) --end;
  if (end <= next_ || !tokens_[end - 1].is(word)) {
    next_ = end;
    fail(word);
  }
  std::string text = text_of(tokens_, next_, end - 1);
  next_ = tokens_.size();
  return text;
}

std::string SqlCursor::text_since(std::size_t begin) const {
  return text_of(tokens_, begin, next_);
}

std::size_t SqlCursor::end_of_last() const {
  return next_ == 0 ? 0 : tokens_[next_ - 1].offset + tokens_[next_ - 1].text.size();
}

void SqlCursor::fail(std::string_view expected) const {
  const std::string found = at_end() ? "the end" : std::string(tokens_[next_].text);
  throw SqlSyntaxError{at_end() ? text_.size() : tokens_[next_].offset,
                       "expected " + std::string(expected) + " instead of " + found};
}

std::string without_outer_brackets(std::string_view expression) {
  const std::vector<sql::Token> tokens = sql::tokenize(expression);
  std::size_t begin = 0;
  std::size_t end = tokens.size();
  while (end - begin > 2 && tokens[begin].is("(") && closing_bracket(tokens, begin) == end - 1) {
    ++begin;
    --end;
  }
  return text_of(tokens, begin, end);
}

}  // namespace schemake::sqlite
