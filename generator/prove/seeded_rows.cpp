#include "prove/seeded_rows.hpp"

#include "core/sql_text.hpp"
#include "dialect/sqlite/storage.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

// The columns of the key as one operand.
std::string key_columns(const TableSchema& table) {
  std::string columns;
  for (const IndexPart& part : table.primary_key()->parts) {
    columns += (columns.empty() ? "" : ", ") + sql::quote_name(part.column);
  }
  return table.primary_key()->parts.size() == 1 ? columns : "(" + columns + ")";
}

// TRUE is a column to SQLite where there is one of that name
// (https://sqlite.org/lang_expr.html#boolean_expressions).
std::string key_values(const std::string& key) {
  std::string values;
  for (const sql::Token& token : sql::tokenize(key)) {
    values += token.is("TRUE") ? "1" : token.is("FALSE") ? "0" : token.text;
  }
  return values;
}

std::string keys_list(const TableSchema& table, const std::set<std::string>& keys) {
  const bool several = table.primary_key()->parts.size() > 1;
  std::string list;
  for (const std::string& key : keys) {
    const std::string values = key_values(key);
    list += (list.empty() ? "" : ", ") + (several ? "(" + values + ")" : values);
  }
  return several ? "(VALUES " + list + ")" : "(" + list + ")";
}

// By the key first, which is searched for.
bool is_there(sqlite3* db, const TableSchema& table, const Row& row) {
  std::vector<std::string> conditions;
  const auto add = [&](const std::string& column, const Default& value) {
    if (!std::holds_alternative<Literal>(value)) return;
    conditions.push_back(sql::quote_name(column) + " IS " + sqlite::default_text(value));
  };
  for (const IndexPart& part : table.primary_key()->parts) {
    const auto value = row.values.find(part.column);
    if (value != row.values.end()) add(part.column, value->second);
  }
  for (const auto& [column, value] : row.values) add(column, value);
  return schemake::sqlite::query_number(db, "SELECT 1 FROM main." +
                                                sql::quote_name(table.table.name) + " WHERE " +
                                                sql::all_of(conditions)) == 1;
}

}  // namespace

std::string without_rows(const TableSchema& table, const std::set<std::string>& keys) {
  if (keys.empty() || table.primary_key() == nullptr) return {};
  // NULL, which has not become a value of the key yet, is none of these.
  return "coalesce(" + key_columns(table) + " NOT IN " + keys_list(table, keys) + ", 1)";
}

std::optional<ObjectName> wrong_row(sqlite3* db, const Schema& schema) {
  for (const auto& [name, table] : schema.tables) {
    if (table.rows.empty()) continue;
    for (const auto& [key, row] : table.rows) {
      if (!is_there(db, table, row)) return ObjectName{Kind::row, name, key};
    }
    const std::string count = "SELECT count(*) FROM main." + sql::quote_name(name);
    if (schemake::sqlite::query_number(db, count) != static_cast<std::int64_t>(table.rows.size())) {
      return ObjectName{Kind::row, name, ""};
    }
  }
  return std::nullopt;
}

}  // namespace schemake::generator
