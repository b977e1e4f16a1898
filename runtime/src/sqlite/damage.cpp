#include "sqlite/damage.hpp"

#include <map>

#include "core/sql_text.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

// What is said of a NULL, and the query that sees one. typeof() is asked, as `IS NULL` of a NOT
// NULL column is false without a look.
std::map<std::string, std::string> doubtful_lines(sqlite3* db) {
  std::map<std::string, std::string> lines;
  Statement columns(db,
                    "SELECT t.name, c.name FROM pragma_table_list AS t,"
                    " pragma_table_xinfo(t.name, 'main') AS c WHERE t.schema = 'main' AND t.wr");
  while (columns.step()) {
    const std::string table = columns.text(0), column = columns.text(1);
    lines["NULL value in " + table + "." + column] =
        "SELECT count(*) FROM (SELECT 1 FROM main." + sql::quote_name(table) + " WHERE typeof(" +
        sql::quote_name(column) + ") = 'null' LIMIT 1)";
  }
  return lines;
}

}  // namespace

std::string damage(sqlite3* db, const std::string& pragma) {
  std::map<std::string, std::string> doubtful;
  const int version = sqlite3_libversion_number();
  if (version >= 3040000 && version <= 3041000) doubtful = doubtful_lines(db);
  Statement check(db, pragma);
  while (check.step()) {
    std::string line = check.text(0);
    if (line == "ok") continue;
    const auto found = doubtful.find(line);
    if (found == doubtful.end()) return line;
    // Once is enough: there is no NULL in that column.
    if (!found->second.empty() && query_number(db, found->second) != 0) return line;
    found->second.clear();
  }
  return {};
}

}  // namespace schemake::sqlite
