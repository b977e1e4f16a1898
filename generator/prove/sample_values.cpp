#include "prove/sample_values.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

using Values = std::vector<std::string>;
using TokenKind = sql::Token::Kind;

enum class Affinity { integer, text, blob, real, numeric };

// https://sqlite.org/datatype3.html#determination_of_column_affinity
Affinity affinity(std::string_view type) {
  const std::string name = sql::lower(type);
  const auto has = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  if (has("int")) return Affinity::integer;
  if (has("char") || has("clob") || has("text")) return Affinity::text;
  if (has("blob") || name.empty() || name == "any") return Affinity::blob;
  if (has("real") || has("floa") || has("doub")) return Affinity::real;
  return Affinity::numeric;
}

const Values& plain_values(Affinity of) {
  static const Values kIntegers = {"1", "2", "3", "40", "500"};
  static const Values kTexts = {"'alpha'",      "'beta'",
                                "'gamma'",      "'x'",
                                "'2026-01-31'", "'2026-01-31 12:30:00'",
                                "'12:30:00'",   "'00000000-0000-4000-8000-00000000000a'",
                                "'{\"a\": 1}'", "'a@example.org'"};
  static const Values kBlobs = {"x'01'", "x'00ff'", "'alpha'", "2"};
  static const Values kReals = {"1.5", "2.25", "1000.125"};
  static const Values kNumerics = {"1", "2.5", "'2026-01-31'", "'2026-01-31 12:30:00'", "40"};
  switch (of) {
    case Affinity::integer:
      return kIntegers;
    case Affinity::text:
      return kTexts;
    case Affinity::blob:
      return kBlobs;
    case Affinity::real:
      return kReals;
    case Affinity::numeric:
      return kNumerics;
  }
  return kTexts;
}

// What is known to go wrong in a copy: texts that look like numbers, integers that no double holds.
const Values& edge_values(Affinity of) {
  static const Values kIntegers = {"0", "-1", "9223372036854775807", "-9223372036854775808",
                                   "9007199254740993"};
  static const Values kTexts = {"''",
                                "'007'",
                                "'Zl\xC3\xBD k\xC5\xAF\xC5\x88 \xF0\x9F\x90\x8E'",
                                "'It''s \"'",
                                "' x '",
                                "'12345678901234567890'",
                                "printf('%.5000c', 'z')"};
  static const Values kBlobs = {"x''", "'007'", "zeroblob(5000)", "9007199254740993", "0.1"};
  static const Values kReals = {"0.0", "-0.1", "1e300", "9007199254740993"};
  static const Values kNumerics = {"0", "-1", "9007199254740993", "0.1", "'none'"};
  switch (of) {
    case Affinity::integer:
      return kIntegers;
    case Affinity::text:
      return kTexts;
    case Affinity::blob:
      return kBlobs;
    case Affinity::real:
      return kReals;
    case Affinity::numeric:
      return kNumerics;
  }
  return kTexts;
}

// A text that a LIKE or GLOB pattern matches, if it is one: 'a%' -> 'aa', '[0-9]?*' -> '0bc'.
std::string matched_by(const std::string& pattern) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const std::size_t close = c == '[' ? pattern.find(']', i + 1) : std::string::npos;
    if (c == '%' || c == '*') {
      text += "c";
    } else if (c == '_' || c == '?') {
      text += "b";
    } else if (close != std::string::npos && close > i + 1) {
      text += pattern[i + 1] == '^' ? '~' : pattern[i + 1];
      i = close;
    } else {
      text += c;
    }
  }
  return text;
}

// A number of a check is a bound or a length.
void add_number(const std::string& number, Values& values) {
  values.push_back(number);
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), n);
  if (error != std::errc() || end != number.data() + number.size() || n > 1'000'000'000) return;
  values.push_back(std::to_string(n + 1));
  values.push_back(std::to_string(n - 1));
  values.push_back(std::to_string(-n));
  if (n < 1 || n > 4000) return;
  values.push_back(sql::quote_string(std::string(static_cast<std::size_t>(n), 'm')));
  values.push_back(sql::quote_string(std::string(static_cast<std::size_t>(n), '7')));
}

void add_literals(std::string_view check, Values& values) {
  for (const sql::Token& token : sql::tokenize(check)) {
    if (token.kind == TokenKind::number) {
      add_number(std::string(token.text), values);
    } else if (token.kind == TokenKind::string) {
      values.emplace_back(token.text);
      values.push_back(sql::quote_string(matched_by(sql::identifier(token))));
    } else if (token.kind == TokenKind::blob || token.is("TRUE") || token.is("FALSE")) {
      values.emplace_back(token.text);
    }
  }
}

void add_all(const Values& from, Values& to) { to.insert(to.end(), from.begin(), from.end()); }

Values without_repeats(const Values& values) {
  Values result;
  for (const std::string& value : values) {
    if (std::find(result.begin(), result.end(), value) == result.end()) result.push_back(value);
  }
  return result;
}

}  // namespace

std::vector<std::string> sample_values(const sqlite::ColumnSql& column,
                                       const std::vector<std::string_view>& checks,
                                       SampleKind kind) {
  const Affinity of = affinity(column.type);
  Values values;
  if (kind == SampleKind::edge) {
    if (!column.not_null) values.emplace_back("NULL");
    add_all(edge_values(of), values);
  }
  add_all(plain_values(of), values);
  for (const std::string_view check : checks) add_literals(check, values);
  return without_repeats(values);
}

}  // namespace schemake::generator
