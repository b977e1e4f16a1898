#include <algorithm>
#include <array>

#include "core/sql_text.hpp"
#include "property/random_parts.hpp"

namespace schemake::generator {
namespace {

const std::vector<std::string> kStrictRaw = {"INT", "TEXT", "BLOB", "REAL", "ANY"};

constexpr std::array kTypes = {
    TypeName::smallint, TypeName::integer,   TypeName::bigint,  TypeName::real,
    TypeName::text,     TypeName::text,      TypeName::varchar, TypeName::character,
    TypeName::blob,     TypeName::boolean,   TypeName::date,    TypeName::double_precision,
    TypeName::time,     TypeName::timestamp, TypeName::uuid,    TypeName::timestamptz,
    TypeName::json,     TypeName::decimal,   TypeName::raw,     TypeName::enumeration};

// The same everywhere, or now and then written for each dialect.
DialectText text_for(Random& random, const std::string& sqlite) {
  if (!random.chance(5)) return DialectText(sqlite);
  DialectText text;
  text.texts = {{"postgresql", sqlite}, {"sqlite", sqlite}};
  return text;
}

std::string one_column(Random& random, const TableSchema& table, bool qualified) {
  const std::string column = spelled(random, random.one_of(table.columns).name);
  return qualified && random.chance(20) ? spelled(random, table.table.name) + "." + column : column;
}

Literal::Kind literal_kind(TypeName type) {
  switch (type) {
    case TypeName::smallint:
    case TypeName::integer:
    case TypeName::bigint:
    case TypeName::real:
    case TypeName::double_precision:
    case TypeName::decimal:
      return Literal::Kind::number;
    case TypeName::boolean:
      return Literal::Kind::boolean;
    case TypeName::blob:
      return Literal::Kind::blob;
    default:
      return Literal::Kind::string;
  }
}

std::string literal_text(Random& random, const Type& type, const Schema& schema) {
  static const std::vector<std::string> kTexts = {"",    "x",     "it's", "NULL",
                                                  "a;b", "\"q\"", "é",    "0"};
  switch (type.name) {
    case TypeName::date:
      return "2026-01-01";
    case TypeName::time:
      return "12:34:56";
    case TypeName::timestamp:
    case TypeName::timestamptz:
      return "2026-01-01 12:34:56";
    case TypeName::json:
      return "{\"a\": [1]}";
    case TypeName::uuid:
      return "00000000-0000-4000-8000-000000000000";
    case TypeName::boolean:
      return random.chance(50) ? "true" : "false";
    case TypeName::blob:
      return random.chance(50) ? "00ff" : "";
    case TypeName::real:
    case TypeName::double_precision:
    case TypeName::decimal:
      return random.chance(50) ? "1.5" : "-2.25";
    case TypeName::smallint:
    case TypeName::integer:
    case TypeName::bigint:
      return std::to_string(static_cast<int>(random.below(200)) - 100);
    case TypeName::enumeration:
      return random.one_of(schema.enums.at(type.enumeration).values);
    default:
      return random.one_of(kTexts);
  }
}

}  // namespace

OnConflict random_conflict(Random& random) {
  static const std::vector<OnConflict> kAll = {OnConflict::rollback, OnConflict::abort,
                                               OnConflict::fail, OnConflict::ignore,
                                               OnConflict::replace};
  return random.chance(8) ? random.one_of(kAll) : OnConflict::unspecified;
}

std::string random_comment(Random& random) {
  static const std::vector<std::string> kAll = {"a word", "it's; -- */ odd", "zwei\nZeilen"};
  return random.chance(10) ? random.one_of(kAll) : "";
}

bool suits_strict(const Type& type) {
  if (type.name != TypeName::raw) return type.name != TypeName::decimal;
  const std::string& text = type.raw.for_dialect("sqlite");
  return std::find(kStrictRaw.begin(), kStrictRaw.end(), text) != kStrictRaw.end();
}

Type random_type(Random& random, const Schema& schema, bool strict) {
  static const std::vector<std::string> kRaw = {"INT", "DATE", "REAL", "VARCHAR(9)", "BLOB", ""};
  Type type;
  type.name = random.one_of(kTypes);
  const bool no_enum = type.name == TypeName::enumeration && schema.enums.empty();
  if (no_enum || (strict && type.name == TypeName::decimal)) type.name = TypeName::text;
  if (type.name == TypeName::enumeration) type.enumeration = random.one_of(schema.enums).first;
  if (type.name == TypeName::varchar || type.name == TypeName::character) {
    type.precision = 8 + static_cast<int>(random.below(4));
  }
  if (type.name == TypeName::decimal) {
    type.precision = 8 + static_cast<int>(random.below(4));
    type.scale = static_cast<int>(random.below(4));
  }
  if (type.name == TypeName::raw) {
    const std::string& text = random.one_of(strict ? kStrictRaw : kRaw);
    type.raw = text.empty() ? DialectText(text) : text_for(random, text);  // SQLite's alone
  }
  return type;
}

std::optional<Default> random_default(Random& random, const Type& type, const Schema& schema) {
  if (type.name == TypeName::raw || random.chance(60)) return std::nullopt;
  const bool clock = type.name == TypeName::timestamp || type.name == TypeName::text;
  if (clock && random.chance(30)) return Expression{DialectText("CURRENT_TIMESTAMP")};
  if (type.name == TypeName::integer && random.chance(30)) {
    return Expression{text_for(random, "abs(-5) + 1")};
  }
  return Literal{literal_kind(type.name), literal_text(random, type, schema)};
}

Column random_column(Random& random, const Schema& schema, const TableSchema& table) {
  Column column;
  column.table = table.table.name;
  column.name = free_name(table, random);
  column.type = random_type(random, schema, table.table.strict);
  column.nullable = random.chance(50);
  column.default_value = random_default(random, column.type, schema);
  if (column.type.name == TypeName::text && random.chance(20)) {
    column.collation = text_for(random, random.chance(50) ? "NOCASE" : "RTRIM");
  }
  if (!column.nullable) column.not_null_conflict = random_conflict(random);
  column.comment = random_comment(random);
  return column;
}

Generated random_generated(Random& random, const TableSchema& table) {
  const std::string a = one_column(random, table, false);
  const std::string b = one_column(random, table, false);
  const std::vector<std::string> forms = {
      "upper(CAST(" + a + " AS TEXT)) || '!'",
      "coalesce(CAST(" + a + " AS text), CAST(" + b + " AS TEXT), 'none')",
      "CASE WHEN " + a + " IS NULL THEN 'x' ELSE 'y' END",
      "CASE CAST(" + a + " AS TEXT) WHEN 'end' THEN 'a' ELSE 'b' || CAST(" + b + " AS TEXT) END"};
  return {text_for(random, random.one_of(forms)), random.chance(40)};
}

DialectText random_condition(Random& random, const TableSchema& table, bool qualified) {
  const std::string a = one_column(random, table, qualified);
  const std::string b = one_column(random, table, qualified);
  const std::vector<std::string> forms = {
      a + " IS NOT 'never'",
      a + " IS NULL OR length(" + a + ") < 100000",
      "coalesce(length(" + a + "), 0) >= 0",
      "typeof(" + a + ") <> 'nothing' AND typeof(" + b + ") IS NOT " + "'length'",
      "NOT (" + a + " LIKE 'never%' ESCAPE '\\')",
      "CASE WHEN " + a + " IS NULL THEN 1 ELSE 1 END",
      a + " NOT NULL OR " + b + " ISNULL OR 1",
      a + " COLLATE nocase IS NOT 'never' AND CAST(" + b + " AS TEXT) IS NOT 'never'",
      a + " NOT IN ('never', 'ever') OR " + a + " IS NULL",
      a + " NOT BETWEEN 'never' AND 'never' OR " + b + " IS NULL"};
  return text_for(random, random.one_of(forms));
}

std::vector<std::string> plain_columns(const TableSchema& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) {
    if (!column.generated) names.push_back(column.name);
  }
  return names;
}

}  // namespace schemake::generator
