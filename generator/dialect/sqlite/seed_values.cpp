#include "dialect/sqlite/seed_values.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/column_reads.hpp"
#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"

namespace schemake::generator::sqlite {
namespace {

// Of SQLite's own, those that give the same for the same arguments everywhere. Not those of date
// and time, which know "now" and the zone of the machine.
constexpr std::array kFunctions = {
    "abs",       "cast",   "char",   "coalesce", "concat", "hex",      "ifnull",     "iif",
    "instr",     "json",   "length", "lower",    "ltrim",  "max",      "min",        "nullif",
    "printf",    "format", "quote",  "replace",  "round",  "rtrim",    "sign",       "substr",
    "substring", "trim",   "typeof", "unicode",  "upper",  "zeroblob", "json_array", "json_object"};
constexpr std::array kWords = {
    "and",  "as",     "between", "case",  "collate", "else",    "end",     "escape", "glob",
    "in",   "is",     "isnull",  "like",  "not",     "notnull", "null",    "or",     "then",
    "when", "binary", "nocase",  "rtrim", "blob",    "integer", "numeric", "real",   "text"};

bool is_one_of(const auto& list, std::string_view word) {
  return std::any_of(list.begin(), list.end(),
                     [&](const char* known) { return sql::same_name(known, word); });
}

bool has_column(const TableSchema& table, std::string_view name) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return sql::same_name(column.name, name); });
}

bool is_truth_value(std::string_view word) {
  return sql::same_name(word, "true") || sql::same_name(word, "false");
}

// Whether the expression gives the same wherever and whenever it is asked; `over_row`: for the same
// row of the table. What is not known to do so does not.
bool is_repeatable(const std::string& expression, const TableSchema& table, bool over_row) {
  const std::vector<sql::Token> tokens = sql::tokenize(expression);
  using Kind = sql::Token::Kind;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const sql::Token& token = tokens[i];
    if (token.kind == Kind::variable || token.kind == Kind::bad) return false;
    if (token.kind != Kind::word && token.kind != Kind::quoted_name) continue;
    const std::string name = sql::identifier(token);
    const bool called = i + 1 < tokens.size() && tokens[i + 1].is("(");
    const bool is_word = token.kind == Kind::word;
    if (is_word && is_one_of(kWords, name)) continue;
    if (called && is_word && is_one_of(kFunctions, name)) continue;
    if (called) return false;
    const bool of_table = has_column(table, name) || sql::same_name(name, table.table.name);
    if (is_truth_value(name) ? is_word && !of_table : over_row && of_table) continue;
    return false;
  }
  return true;
}

// Whether affinity makes a number of the text: blanks around it, a sign, a fraction and an exponent
// are all that may stand beside digits (https://sqlite.org/datatype3.html#affinity_name_examples).
bool looks_like_number(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\n\v\f\r";
  const auto skip = [&](std::string_view characters, std::size_t most) {
    std::size_t count = 0;
    while (count < std::min(most, text.size()) &&
           characters.find(text[count]) != std::string_view::npos) {
      ++count;
    }
    text.remove_prefix(count);
    return count;
  };
  const auto skip_digits = [&] { return skip("0123456789", text.size()); };
  skip(kBlanks, text.size());
  skip("+-", 1);
  std::size_t digits = skip_digits();
  if (skip(".", 1) > 0) digits += skip_digits();
  if (digits == 0) return false;
  if (skip("eE", 1) > 0) {
    skip("+-", 1);
    if (skip_digits() == 0) return false;
  }
  skip(kBlanks, text.size());
  return text.empty();
}

// A text as a column for numbers has it; empty where it is a number in another spelling.
std::string stored_text(const std::string& text, Affinity to) {
  if (!looks_like_number(text)) return sql::quote_string(text);
  if (!is_bigint(text)) return {};
  return to == Affinity::real ? "CAST(" + text + " AS REAL)" : text;
}

// A value as the column has it, for who reads it in an expression: a column turns what it takes
// into its own class. Empty where that is not known.
std::string stored_value(const Row& row, const Column& column, const TableSchema& table) {
  const std::string known = known_value(row, column, table);
  const Default* const value = given(row, column);
  if (known.empty() || known == "NULL" || known == "(NULL)") return known;
  const auto* const literal = std::get_if<Literal>(value);
  const Affinity to = affinity(declared_type(column.type));
  const bool is_blob = literal != nullptr && literal->kind == Literal::Kind::blob;
  if (to == Affinity::blob || is_blob) return known;
  if (to == Affinity::text) return "CAST(" + known + " AS TEXT)";
  if (literal == nullptr) return {};
  if (literal->kind == Literal::Kind::string) return stored_text(literal->text, to);
  if (to == Affinity::real) return "CAST(" + known + " AS REAL)";
  // 10.00 is 10 there; CAST makes a whole number of a text alone.
  return "CAST(" + sql::quote_string(known) + " AS NUMERIC)";
}

const Value* value_of(const std::vector<Value>& values, const std::string& column) {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [&](const Value& value) { return value.column->name == column; });
  return found == values.end() ? nullptr : &*found;
}

}  // namespace

const Default* given(const Row& row, const Column& column) {
  const auto found = row.values.find(column.name);
  if (found != row.values.end()) return &found->second;
  return column.default_value ? &*column.default_value : nullptr;
}

bool is_key_column(const TableSchema& table, const std::string& column) {
  const Key* key = table.primary_key();
  return key != nullptr && std::any_of(key->parts.begin(), key->parts.end(),
                                       [&](const auto& part) { return part.column == column; });
}

std::string given_value(const Row& row, const Column& column) {
  const Default* const value = given(row, column);
  return value == nullptr ? "NULL" : default_text(*value);
}

std::string known_value(const Row& row, const Column& column, const TableSchema& table) {
  const Default* const value = given(row, column);
  const std::string text = given_value(row, column);
  if (value == nullptr || std::holds_alternative<Literal>(*value) || text == "(NULL)") return text;
  // Without an affinity of its own, which would be the one to compare by.
  return is_repeatable(text, table, false) ? "+" + text : "";
}

std::string converted_value(const Row& row, const TableSchema& before, const Column& after,
                            const std::vector<Value>& values) {
  const Column* const old = before.column(after.name);
  const Value* const value = value_of(values, after.name);
  if (old == nullptr || value == nullptr) return {};
  const std::string& expression = value->expression;
  if (expression == quoted_name(after.name)) {
    const bool same = affinity(declared_type(old->type)) == affinity(declared_type(after.type));
    return same ? known_value(row, *old, before) : stored_value(row, *old, before);
  }
  if (value->reads_others || !is_repeatable(expression, before, true)) return {};
  std::vector<std::string> items;
  for (const std::string& name : sql::columns_read(expression)) {
    for (const Column& column : before.columns) {
      if (!sql::same_name(column.name, name)) continue;
      const std::string stored =
          column.generated || is_truth_value(name) ? "" : stored_value(row, column, before);
      if (stored.empty()) return {};
      items.push_back(stored + " AS " + quoted_name(column.name));
    }
  }
  if (items.empty()) return "+" + expression;
  return "+(SELECT " + expression + " FROM (SELECT " + join(items, ", ") + ") AS " +
         quoted_name(before.table.name) + ")";
}

bool keeps_its_values(const TableSchema& before, const TableSchema& after,
                      const std::vector<Value>& values) {
  return std::all_of(before.columns.begin(), before.columns.end(), [&](const Column& column) {
    if (column.generated) return true;
    const Column* const now = after.column(column.name);
    if (now == nullptr || now->generated || now->type != column.type) return false;
    const Value* const value = value_of(values, column.name);
    return value == nullptr || value->expression == quoted_name(column.name);
  });
}

std::string is_value(const Column& column, const std::string& value) {
  const std::string& collation = column.collation.for_dialect(kDialect);
  const bool by_bytes = collation.empty() || sql::same_name(collation, "binary") || value == "NULL";
  return quoted_name(column.name) + (by_bytes ? " IS " : " COLLATE BINARY IS ") + value;
}

std::string key_condition(const Row& row, const TableSchema& table) {
  std::vector<std::string> conditions;
  for (const IndexPart& part : table.primary_key()->parts) {
    conditions.push_back(quoted_name(part.column) + " = " +
                         given_value(row, *table.column(part.column)));
  }
  return sql::all_of(conditions);
}

std::string untouched(const Row& row, const TableSchema& table) {
  std::vector<std::string> conditions = {key_condition(row, table)};
  const auto add = [&](const Column& column) {
    if (column.generated || is_key_column(table, column.name)) return;
    const std::string known = known_value(row, column, table);
    if (!known.empty()) conditions.push_back(is_value(column, known));
  };
  for (const auto& entry : row.values) add(*table.column(entry.first));
  for (const Column& column : table.columns) {
    if (!row.values.contains(column.name)) add(column);
  }
  return sql::all_of(conditions);
}

}  // namespace schemake::generator::sqlite
