#include "schema/yaml/sql_lines.hpp"

#include <algorithm>
#include <array>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kShort = 80;  // that a query has to be for one line
constexpr std::size_t kWidth = 90;

bool begins_clause(const sql::Token& token) {
  static constexpr std::array<std::string_view, 15> kWords = {
      "FROM",  "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT",  "JOIN", "LEFT",
      "INNER", "CROSS", "UNION", "EXCEPT", "SET",   "VALUES", "ON"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return token.is(word); });
}

// Whether the words before say that this one begins no clause of its own: LEFT JOIN, ON CONFLICT
// aside.
bool continues(const std::vector<sql::Token>& tokens, std::size_t i) {
  const sql::Token& before = tokens[i - 1];
  const bool join = tokens[i].is("JOIN") && (before.is("LEFT") || before.is("INNER") ||
                                             before.is("CROSS") || before.is("OUTER"));
  return join || tokens[i].is("ON") || before.is("DISTINCT") || before.is("DELETE");
}

bool is_gap(const std::vector<sql::Token>& tokens, std::size_t i) {
  return i > 0 && tokens[i].offset > tokens[i - 1].offset + tokens[i - 1].text.size();
}

// Breaks tokens [begin, end) of `sql`; lines after the first are indented.
void add_lines(std::string_view sql, const std::vector<sql::Token>& tokens, std::size_t begin,
               std::size_t end, std::vector<std::string>& lines) {
  const auto span = [&](std::size_t from, std::size_t to) {
    const std::size_t start = tokens[from].offset;
    return sql.substr(start, tokens[to - 1].offset + tokens[to - 1].text.size() - start);
  };
  const bool is_short = span(begin, end).size() <= kShort;
  int depth = 0;
  std::size_t start = begin;  // of the line
  std::size_t gap = begin;    // the last place to break it at; none where it is `start`
  const auto flush = [&](std::size_t to) {
    lines.push_back((start == begin ? "" : "  ") + std::string(span(start, to)));
    start = to;
    gap = to;
  };
  for (std::size_t i = begin; i < end && !is_short; ++i) {
    if (i > start && is_gap(tokens, i)) {
      if (depth == 0 && begins_clause(tokens[i]) && !continues(tokens, i)) {
        flush(i);
      } else {
        gap = i;
      }
    }
    if (gap > start && span(start, i + 1).size() > kWidth) flush(gap);
    if (tokens[i].is("(")) ++depth;
    if (tokens[i].is(")")) --depth;
  }
  flush(end);
}

bool has_line_break(std::string_view sql) {
  return sql.find_first_of("\n\t") != std::string_view::npos;
}

}  // namespace

std::vector<std::string> query_lines(std::string_view sql) {
  const std::vector<sql::Token> tokens = sql::tokenize(sql);
  if (tokens.empty() || has_line_break(sql)) return {std::string(sql)};
  std::vector<std::string> lines;
  add_lines(sql, tokens, 0, tokens.size(), lines);
  return lines;
}

std::vector<std::string> statement_lines_of(std::string_view body) {
  const std::vector<sql::Token> tokens = sql::tokenize(body);
  if (tokens.empty() || has_line_break(body)) return {std::string(body)};
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    // Without a blank behind it a statement goes on with the next one: a break would be one.
    const bool ends = i + 1 == tokens.size() || (tokens[i].is(";") && is_gap(tokens, i + 1));
    if (!ends) continue;
    add_lines(body, tokens, begin, i + 1, lines);
    begin = i + 1;
  }
  return lines;
}

}  // namespace schemake::generator
