#include "sqlite/shadow_tables.hpp"

#include <string_view>
#include <vector>

#include "core/sql_text.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

std::vector<std::string_view> suffixes(std::string_view module) {
  if (module == "fts5") return {"data", "idx", "content", "docsize", "config"};
  if (module == "fts3" || module == "fts4") {
    return {"content", "segments", "segdir", "docsize", "stat"};
  }
  if (module == "rtree" || module == "rtree_i32" || module == "geopoly") {
    return {"node", "rowid", "parent"};
  }
  return {};
}

}  // namespace

std::set<std::string> shadow_tables(sqlite3* db,
                                    const std::map<std::string, std::string>& modules) {
  std::set<std::string> shadows;
  for (const auto& [table, module] : modules) {
    for (const std::string_view suffix : suffixes(sql::lower(module))) {
      shadows.insert(sql::lower(table) + "_" + std::string(suffix));
    }
  }
  // Columns: schema, name, type. No row where the engine does not know this PRAGMA.
  Statement query(db, "PRAGMA main.table_list");
  while (query.step()) {
    if (query.text(2) == "shadow") shadows.insert(sql::lower(query.text(1)));
  }
  return shadows;
}

}  // namespace schemake::sqlite
