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

// The values of the key by which the row refers to nothing, as SQL writes them; empty where it does
// not.
std::string missing_parent(sqlite3* db, const Row& row, const TableSchema& table,
                           const ForeignKey& key) {
  std::string values, is_parent;
  std::vector<std::string> conditions;
  for (const IndexPart& part : table.primary_key()->parts) {
    conditions.push_back("c." + sql::quote_name(part.column) + " = " +
                         sqlite::default_text(row.values.at(part.column)));
  }
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::string value = "c." + sql::quote_name(key.columns[i]);
    conditions.push_back(value + " IS NOT NULL");
    values += (i == 0 ? "quote(" : " || ', ' || quote(") + value + ")";
    is_parent +=
        (i == 0 ? "p." : " AND p.") + sql::quote_name(key.parent_columns[i]) + " = " + value;
  }
  conditions.push_back("NOT EXISTS (SELECT 1 FROM main." + sql::quote_name(key.parent) +
                       " AS p WHERE " + is_parent + ")");
  return schemake::sqlite::query_text(db, "SELECT max(" + values + ") FROM main." +
                                              sql::quote_name(table.table.name) + " AS c WHERE " +
                                              sql::all_of(conditions));
}

std::string spell_parent(const ForeignKey& key) {
  std::string columns;
  for (const std::string& column : key.parent_columns) {
    columns += (columns.empty() ? "" : ", ") + column;
  }
  return key.parent + (key.parent_columns.size() == 1 ? "." + columns : " (" + columns + ")");
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

std::optional<BrokenReference> broken_reference(sqlite3* db, const Schema& schema) {
  for (const auto& [name, table] : schema.tables) {
    for (const auto& [row_name, row] : table.rows) {
      for (const auto& [key_name, key] : table.foreign_keys) {
        if (key.not_enforced) continue;
        const std::string values = missing_parent(db, row, table, key);
        if (values.empty()) continue;
        return BrokenReference{{Kind::row, name, row_name},
                               "the row refers to " + spell_parent(key) + " " + values +
                                   ", which no row of " + key.parent + " has"};
      }
    }
  }
  return std::nullopt;
}

}  // namespace schemake::generator
