#include "introspect/expressible.hpp"

#include <array>
#include <cstddef>

#include "core/sql_text.hpp"
#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kLongestName = 500;  // YAML takes a key of 1024 characters, and no longer one

bool shares_names(Kind kind) {
  return kind == Kind::table || kind == Kind::index || kind == Kind::view ||
         kind == Kind::trigger || kind == Kind::virtual_table;
}

std::string problem_with_characters(std::string_view text, bool may_break) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    if (!point.valid()) return "it is not UTF-8";
    const bool layout = may_break && (text[i] == '\n' || text[i] == '\t');
    if (is_control(point.value) && !layout) return "it holds a control character";
    i += point.bytes;
  }
  return {};
}

}  // namespace

std::string problem_with_name(Kind kind, std::string_view name) {
  if (name.empty()) return "its name is empty";
  if (std::string problem = problem_with_characters(name, false); !problem.empty()) {
    return "of its name: " + problem;
  }
  if (name.size() > kLongestName) return "its name is longer than 500 bytes";
  static constexpr std::array<std::string_view, 3> kReserved = {"sqlite_", "pg_", "schemake_"};
  const std::string folded = sql::lower(name);
  for (const std::string_view prefix : kReserved) {
    if (shares_names(kind) && folded.compare(0, prefix.size(), prefix) == 0) {
      return "its name starts with " + std::string(prefix) + ", which a schema file reserves";
    }
  }
  return {};
}

std::string problem_with_text(std::string_view text) { return problem_with_characters(text, true); }

std::string problem_with_type(std::string_view type) {
  if (type.empty()) return {};
  const std::string problem = problem_with_characters(type, false);
  return problem.empty() ? problem_with_sql(type) : problem;
}

std::string problem_with_sql(std::string_view sql, bool statements) {
  if (std::string problem = problem_with_text(sql); !problem.empty()) return problem;
  const std::vector<sql::Token> tokens = sql::tokenize(sql);
  if (tokens.empty()) return "it is empty";
  int open = 0;
  for (const sql::Token& token : tokens) {
    if (token.kind == sql::Token::Kind::bad) return "it holds what is no SQL";
    if (token.kind == sql::Token::Kind::variable) return "it holds a parameter";
    if (token.is(";") && !statements) return "it holds a ';'";
    open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    if (open < 0) break;
  }
  return open == 0 ? std::string() : "its brackets do not match";
}

}  // namespace schemake::generator
