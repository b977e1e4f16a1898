#include "property/content.hpp"

#include <algorithm>
#include <set>

#include "core/sql_text.hpp"
#include "prove/sample_virtual_rows.hpp"
#include "prove/tables.hpp"
#include "schema/virtual_shape.hpp"
#include "sqlite/damage.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {

std::string in_main(const std::string& table) { return "main." + sql::quote_name(table); }

// quote() stops at a NUL character.
std::string readable(const std::string& value) {
  return "(CASE WHEN typeof(" + value + ") = 'text' AND instr(CAST(" + value +
         " AS BLOB), x'00') > 0 THEN 'text ' || hex(CAST(" + value + " AS BLOB)) ELSE quote(" +
         value + ") END)";
}

std::vector<std::string> lines(sqlite3* db, const std::string& query) {
  std::vector<std::string> result;
  sqlite::Statement statement(db, query);
  while (statement.step()) result.push_back(statement.text(0));
  return result;
}

std::string joined_columns(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : " || ', ' || ") + value;
  return text.empty() ? "'a row'" : text;
}

std::string all_content(sqlite3* db) {
  std::string text;
  for (const std::string& line :
       lines(db,
             "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM main.sqlite_schema"
             " ORDER BY 1")) {
    text += line + "\n";
  }
  for (const std::string& table :
       lines(db,
             "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
             " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name LIKE 'schemake_%', name")) {
    std::vector<std::string> values;
    for (const std::string& column : lines(
             db, "SELECT name FROM pragma_table_xinfo(" + sql::quote_string(table) + ", 'main')")) {
      values.push_back(readable(sql::quote_name(column)));
    }
    text += table + "\n";
    const std::string query =
        "SELECT " + joined_columns(values) + " FROM " + in_main(table) + " ORDER BY 1";
    for (const std::string& line : lines(db, query)) text += "  " + line + "\n";
  }
  return text;
}

std::string damage(sqlite3* db) {
  const std::string found = sqlite::damage(db, "PRAGMA main.integrity_check(10000)");
  if (!found.empty()) return found;
  for (const std::string& line : lines(db, "SELECT \"table\" FROM pragma_foreign_key_check")) {
    return "a row of " + line + " refers to one that is not there";
  }
  return damage_of_virtual_tables(db);
}

void delete_all_rows(sqlite3* db) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  for (const auto& entry : read_tables(db)) {
    sqlite::execute(db, "DELETE FROM " + in_main(entry.second.name));
  }
  for (const VirtualTable& table : read_virtual_tables(db)) {
    const std::string name = in_main(table.name);
    const bool index = shape(table).content == VirtualShape::Content::external;
    sqlite::execute(db, index ? "INSERT INTO " + name + " (" + sql::quote_name(table.name) +
                                    ") VALUES ('rebuild')"
                              : "DELETE FROM " + name);
  }
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, nullptr);
}

}  // namespace schemake::generator
