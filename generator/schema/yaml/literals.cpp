#include "schema/yaml/literals.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string_view>

#include "core/sql_text.hpp"
#include "text/json.hpp"
#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// A number as YAML and SQL both write it: -12, 1.5, 1e3. No '+', no leading zero, no hexadecimal.
struct Number {
  bool valid = false;
  std::string_view whole, fraction, exponent;  // digits; the exponent with its sign
};

Number parse_number(std::string_view text) {
  Number number;
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  const std::string_view mantissa = text.substr(0, e);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  number.whole = mantissa.substr(0, point);
  if (point < mantissa.size()) number.fraction = mantissa.substr(point + 1);
  if (e < text.size()) number.exponent = text.substr(e + 1);
  std::string_view power = number.exponent;
  if (!power.empty() && (power.front() == '-' || power.front() == '+')) power.remove_prefix(1);
  const bool leading_zero = number.whole.size() > 1 && number.whole.front() == '0';
  number.valid = all_digits(number.whole) && !leading_zero &&
                 (point == mantissa.size() || all_digits(number.fraction)) &&
                 (e == text.size() || all_digits(power));
  return number;
}

std::optional<Literal> refuse(Reading& reading, const YamlNode& node, const std::string& what,
                              const std::string& advice = {}) {
  reading.error(node.at, in_quotes(node.text) + " is no " + what, advice);
  return std::nullopt;
}

std::optional<Literal> read_integer(Reading& reading, const YamlNode& node, const char* what,
                                    std::int64_t least, std::int64_t most) {
  const Number number = parse_number(node.text);
  const bool whole = number.valid && number.fraction.empty() && number.exponent.empty() &&
                     node.text.find('.') == std::string::npos;
  if (!whole)
    return refuse(reading, node, what, "write digits alone, or an expression: {sql: ...}");
  std::int64_t value = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [parsed, failed] = std::from_chars(node.text.data(), end, value);
  if (failed != std::errc() || parsed != end || value < least || value > most) {
    return refuse(reading, node, what, "it is out of range");
  }
  return Literal{Literal::Kind::number, std::to_string(value)};
}

std::optional<Literal> read_float(Reading& reading, const YamlNode& node) {
  if (!parse_number(node.text).valid) {
    return refuse(reading, node, "number", "write it as -1.5 or 1e3, or an expression: {sql: ...}");
  }
  return Literal{Literal::Kind::number, node.text};
}

std::optional<Literal> read_decimal(Reading& reading, const Type& type, const YamlNode& node) {
  const Number number = parse_number(node.text);
  const auto scale = static_cast<std::size_t>(type.scale);
  const auto before_point = static_cast<std::size_t>(type.precision - type.scale);
  const std::size_t whole = number.whole == "0" ? 0 : number.whole.size();
  const bool fits = number.valid && number.exponent.empty() && whole <= before_point &&
                    number.fraction.size() <= scale;
  if (!fits) return refuse(reading, node, spell(type));
  return Literal{Literal::Kind::number, node.text};
}

std::optional<Literal> read_boolean(Reading& reading, const YamlNode& node) {
  if (node.text != "true" && node.text != "false") {
    return refuse(reading, node, "boolean", "write true or false");
  }
  return Literal{Literal::Kind::boolean, node.text};
}

std::optional<Literal> read_blob(Reading& reading, const YamlNode& node) {
  const std::string digits = sql::lower(node.text);
  const bool hexadecimal = digits.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!hexadecimal || digits.size() % 2 != 0) {
    return refuse(reading, node, "blob", "write hexadecimal digits, two for each byte: \"00ff\"");
  }
  return Literal{Literal::Kind::blob, digits};
}

// Whether `text` reads as the pattern: 'd' a digit, 'h' a hexadecimal one, all else itself.
bool matches(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool hexadecimal = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    const bool good = pattern[i] == 'd'   ? is_digit(c)
                      : pattern[i] == 'h' ? hexadecimal
                                          : c == pattern[i];
    if (!good) return false;
  }
  return true;
}

// The two digits at `at`.
int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

int days_in_month(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_date(std::string_view text) {
  if (!matches(text, "dddd-dd-dd")) return false;
  const int year = two_digits(text, 0) * 100 + two_digits(text, 2);
  const int month = two_digits(text, 5);
  const int day = two_digits(text, 8);
  return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

// "12:30", "12:30:00", "12:30:00.5"
bool is_time(std::string_view text) {
  const bool minutes = matches(text, "dd:dd");
  const bool seconds = matches(text.substr(0, 8), "dd:dd:dd") &&
                       (text.size() == 8 || (text[8] == '.' && all_digits(text.substr(9))));
  return (minutes || seconds) && two_digits(text, 0) <= 23 && two_digits(text, 3) <= 59 &&
         (minutes || two_digits(text, 6) <= 59);
}

bool is_timestamp(std::string_view text) {
  if (text.size() < 11 || !is_date(text.substr(0, 10))) return false;
  return (text[10] == ' ' || text[10] == 'T') && is_time(text.substr(11));
}

// "+01" or "+01:00", without the sign: SQLite knows none beyond 14 hours.
bool is_zone(std::string_view text) {
  const bool minutes = matches(text, "dd:dd");
  return (minutes || matches(text, "dd")) && two_digits(text, 0) <= 14 &&
         (!minutes || two_digits(text, 3) <= 59);
}

// A timestamp and "Z", "+01" or "+01:00".
bool is_zoned_timestamp(std::string_view text) {
  if (!text.empty() && text.back() == 'Z') return is_timestamp(text.substr(0, text.size() - 1));
  const std::size_t sign = text.find_last_of("+-");
  if (sign == std::string_view::npos || sign < 11) return false;
  return is_timestamp(text.substr(0, sign)) && is_zone(text.substr(sign + 1));
}

// Text of a form that the type asks for; SQLite would store any.
std::optional<Literal> read_formed(Reading& reading, const Type& type, const YamlNode& node,
                                   bool good, const char* example) {
  if (good) return Literal{Literal::Kind::string, node.text};
  const std::string folded = sql::lower(node.text);
  if (folded.rfind("current_", 0) == 0) {
    return refuse(reading, node, spell(type),
                  "write it as an expression: {sql: " + node.text + '}');
  }
  return refuse(reading, node, spell(type),
                "write it as \"" + std::string(example) + "\", or an expression: {sql: ...}");
}

std::optional<Literal> read_short_text(Reading& reading, const Type& type, const YamlNode& node) {
  if (count_code_points(node.text) > static_cast<std::size_t>(type.precision)) {
    return refuse(reading, node, spell(type), "it is too long");
  }
  return Literal{Literal::Kind::string, node.text};
}

std::optional<Literal> read_json(Reading& reading, const YamlNode& node) {
  if (!is_json(node.text)) {
    return refuse(reading, node, "JSON value",
                  "write it in quotes, as '{\"a\": [1, \"b\"]}', or an expression: {sql: ...}");
  }
  return Literal{Literal::Kind::string, node.text};
}

std::optional<Literal> read_member(Reading& reading, const Type& type, const YamlNode& node) {
  const std::vector<std::string>& values = reading.desired.schema.enums.at(type.enumeration).values;
  if (std::find(values.begin(), values.end(), node.text) != values.end()) {
    return Literal{Literal::Kind::string, node.text};
  }
  const std::string meant = suggestion(node.text, values);
  return refuse(reading, node, "value of the enum " + in_quotes(type.enumeration),
                meant.empty() ? "write one of: " + listed(values) : meant);
}

Literal read_by_look(const YamlNode& node) {
  if (!node.quoted && (node.text == "true" || node.text == "false")) {
    return {Literal::Kind::boolean, node.text};
  }
  const bool number = !node.quoted && parse_number(node.text).valid;
  return {number ? Literal::Kind::number : Literal::Kind::string, node.text};
}

}  // namespace

std::optional<Literal> read_literal(Reading& reading, const Type& type, const YamlNode& node) {
  using Limits16 = std::numeric_limits<std::int16_t>;
  using Limits32 = std::numeric_limits<std::int32_t>;
  using Limits64 = std::numeric_limits<std::int64_t>;
  const std::string& text = node.text;
  switch (type.name) {
    case TypeName::smallint:
      return read_integer(reading, node, "smallint", Limits16::min(), Limits16::max());
    case TypeName::integer:
      return read_integer(reading, node, "integer", Limits32::min(), Limits32::max());
    case TypeName::bigint:
      return read_integer(reading, node, "bigint", Limits64::min(), Limits64::max());
    case TypeName::real:
    case TypeName::double_precision:
      return read_float(reading, node);
    case TypeName::decimal:
      return read_decimal(reading, type, node);
    case TypeName::boolean:
      return read_boolean(reading, node);
    case TypeName::blob:
      return read_blob(reading, node);
    case TypeName::varchar:
    case TypeName::character:
      return read_short_text(reading, type, node);
    case TypeName::date:
      return read_formed(reading, type, node, is_date(text), "2026-01-31");
    case TypeName::time:
      return read_formed(reading, type, node, is_time(text), "12:30:00");
    case TypeName::timestamp:
      return read_formed(reading, type, node, is_timestamp(text), "2026-01-31 12:30:00");
    case TypeName::timestamptz:
      return read_formed(reading, type, node, is_zoned_timestamp(text), "2026-01-31 12:30:00Z");
    case TypeName::uuid:
      return read_formed(reading, type, node, matches(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh"),
                         "00000000-0000-0000-0000-000000000000");
    case TypeName::json:
      return read_json(reading, node);
    case TypeName::text:
      return Literal{Literal::Kind::string, text};
    case TypeName::enumeration:
      return read_member(reading, type, node);
    case TypeName::raw:
      return read_by_look(node);
  }
  return std::nullopt;
}

std::string literal_sql(const Literal& literal) {
  switch (literal.kind) {
    case Literal::Kind::boolean:
      return literal.text == "true" ? "TRUE" : "FALSE";
    case Literal::Kind::number:
      return literal.text;
    case Literal::Kind::string:
      return sql::quote_string(literal.text);
    case Literal::Kind::blob:
      return "x'" + literal.text + '\'';
  }
  return {};
}

}  // namespace schemake::generator
