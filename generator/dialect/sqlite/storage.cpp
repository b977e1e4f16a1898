#include "dialect/sqlite/storage.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>
#include <vector>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"

namespace schemake::generator::sqlite {
namespace {

std::string enum_values(const Type& type, const Schema& schema) {
  std::vector<std::string> values;
  if (const auto found = schema.enums.find(type.enumeration); found != schema.enums.end()) {
    for (const std::string& value : found->second.values)
      values.push_back(sql::quote_string(value));
  }
  return join(values, ", ");
}

bool is_whole(std::string_view text) {
  if (text.substr(0, 1) == "-") text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_in_64_bits(std::string_view text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [parsed, failed] = std::from_chars(text.data(), end, value);
  return failed == std::errc() && parsed == end;
}

// As SQLite spells a number that is none: "0.25", "1.0". It writes no more than 15 digits, and an
// exponent below 0.0001.
bool is_plain_fraction(std::string_view text) {
  constexpr std::size_t kDigits = 15;
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || !is_whole(text.substr(0, point))) return false;
  const std::string_view fraction = text.substr(point + 1);
  if (!is_whole(fraction) || (fraction.back() == '0' && fraction != "0")) return false;
  const std::size_t first = text.find_first_of("123456789");
  if (first == std::string_view::npos) return text.front() != '-';
  const std::size_t digits = text.size() - first - (first < point ? 1 : 0);
  return digits <= kDigits && first <= point + 4;
}

}  // namespace

bool is_bigint(std::string_view text) {
  return is_whole(text) && is_in_64_bits(text) && text != "-0";
}

std::string declared_type(const Type& type) {
  switch (type.name) {
    case TypeName::smallint:
    case TypeName::integer:
    case TypeName::bigint:
    case TypeName::boolean:
      return "INTEGER";
    case TypeName::real:
    case TypeName::double_precision:
      return "REAL";
    case TypeName::decimal:
      return "NUMERIC";
    case TypeName::text:
    case TypeName::varchar:
    case TypeName::character:
    case TypeName::date:
    case TypeName::time:
    case TypeName::timestamp:
    case TypeName::timestamptz:
    case TypeName::uuid:
    case TypeName::json:
    case TypeName::enumeration:
      return "TEXT";
    case TypeName::blob:
      return "BLOB";
    case TypeName::raw:
      return type.raw.for_dialect(kDialect);
  }
  return "";
}

std::string implied_check(const Type& type, const std::string& value, const Schema& schema) {
  switch (type.name) {
    case TypeName::boolean:
      return value + " IN (0, 1)";
    case TypeName::varchar:
    case TypeName::character:
      return "length(" + value + ") <= " + std::to_string(type.precision);
    case TypeName::enumeration:
      return value + " IN (" + enum_values(type, schema) + ")";
    case TypeName::smallint:
    case TypeName::integer:
    case TypeName::bigint:
    case TypeName::real:
    case TypeName::double_precision:
    case TypeName::decimal:
    case TypeName::text:
    case TypeName::blob:
    case TypeName::date:
    case TypeName::time:
    case TypeName::timestamp:
    case TypeName::timestamptz:
    case TypeName::uuid:
    case TypeName::json:
    case TypeName::raw:
      return "";
  }
  return "";
}

std::string literal(const Literal& value) {
  switch (value.kind) {
    case Literal::Kind::boolean:
      return value.text == "true" ? "1" : "0";
    case Literal::Kind::number:
      return value.text;
    case Literal::Kind::string:
      return sql::quote_string(value.text);
    case Literal::Kind::blob:
      return "x'" + value.text + "'";
  }
  return "";
}

bool suits(const Literal& value, Affinity affinity) {
  const bool number = value.kind == Literal::Kind::number;
  switch (affinity) {
    case Affinity::integer:
      return value.kind == Literal::Kind::boolean ||
             (number && value.text.find_first_of(".eE") == std::string::npos);
    case Affinity::real:
    case Affinity::numeric:
      return number;
    case Affinity::text:
      return value.kind == Literal::Kind::string;
    case Affinity::blob:
      return value.kind == Literal::Kind::blob;
  }
  return false;
}

bool keeps(Affinity affinity, const Literal& value) {
  const bool number = value.kind == Literal::Kind::number;
  if (affinity == Affinity::real || (!number && value.kind != Literal::Kind::string)) return true;
  if (affinity == Affinity::text) {
    return !number || is_bigint(value.text) || is_plain_fraction(value.text);
  }
  const bool converted = number || affinity != Affinity::blob;
  return !converted || !is_whole(value.text) || is_in_64_bits(value.text);
}

std::string default_text(const Default& value) {
  if (const auto* constant = std::get_if<Literal>(&value)) return literal(*constant);
  const std::string& text = std::get<Expression>(value).sql.for_dialect(kDialect);
  for (const std::string_view clock : {"CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"}) {
    if (sql::same_name(text, clock)) return std::string(clock);
  }
  return "(" + text + ")";
}

const Column* rowid_alias(const TableSchema& table) {
  const Key* key = table.primary_key();
  if (table.table.without_rowid || key == nullptr || key->parts.size() != 1) return nullptr;
  const Column* column = table.column(key->parts.front().column);
  const bool alias = column != nullptr && !key->parts.front().descending &&
                     sql::same_name(declared_type(column->type), "INTEGER");
  return alias ? column : nullptr;
}

}  // namespace schemake::generator::sqlite
