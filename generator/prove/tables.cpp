#include "prove/tables.hpp"

#include <schemake/error.hpp>
#include <set>
#include <utility>
#include <variant>

#include "core/sql_text.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

void visit(const std::string& name, const Tables& tables, std::set<std::string>& seen,
           std::vector<std::string>& order) {
  const auto table = tables.find(name);
  if (table == tables.end() || !seen.insert(name).second) return;
  for (const sqlite::ForeignKeySql& key : table->second.foreign_keys) {
    visit(sql::lower(key.parent), tables, seen, order);
  }
  order.push_back(name);
}

}  // namespace

Tables read_tables(sqlite3* db) {
  Tables tables;
  sqlite::Statement query(
      db,
      "SELECT l.name, s.sql FROM pragma_table_list AS l JOIN main.sqlite_schema AS s USING (name)"
      " WHERE l.schema = 'main' AND l.type = 'table' AND s.type = 'table'"
      " AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
      " AND lower(l.name) NOT IN ('schemake_history', 'schemake_step')");
  while (query.step()) {
    auto result = sqlite::parse_table_sql(query.text(1));
    if (const auto* failure = std::get_if<sqlite::TableSqlFailure>(&result)) {
      throw Error(Code::engine,
                  "the table " + query.text(0) + " is not understood: " + failure->what, {},
                  query.text(1));
    }
    tables.emplace(sql::lower(query.text(0)), std::get<sqlite::TableSql>(std::move(result)));
  }
  return tables;
}

std::vector<std::string> parents_first(const Tables& tables) {
  std::set<std::string> seen;
  std::vector<std::string> order;
  for (const auto& [name, table] : tables) visit(name, tables, seen, order);
  return order;
}

std::vector<std::string> referenced_columns(const sqlite::ForeignKeySql& key,
                                            const Tables& tables) {
  if (!key.parent_columns.empty()) return key.parent_columns;
  std::vector<std::string> columns;
  const auto parent = tables.find(sql::lower(key.parent));
  if (parent == tables.end()) return columns;
  for (const sqlite::KeySql& candidate : parent->second.keys) {
    if (!candidate.primary) continue;
    for (const sqlite::KeyPartSql& part : candidate.parts) columns.push_back(part.column);
  }
  return columns;
}

std::string rowid_name(const sqlite::TableSql& table) {
  if (table.without_rowid) return {};
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    if (table.column(name) == nullptr) return name;
  }
  return {};
}

}  // namespace schemake::generator
