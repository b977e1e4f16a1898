#include "sqlite/retext.hpp"

#include <algorithm>
#include <optional>
#include <schemake/error.hpp>
#include <string>
#include <vector>

#include "core/sql_text.hpp"
#include "sqlite/canonical_sql.hpp"
#include "sqlite/relaxed_text.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/step.hpp"
#include "sqlite/writable_schema.hpp"

namespace schemake::sqlite {
namespace {

// No value of anybody's: where it is one all the same, the fallback runs.
constexpr const char* kMark = "x'736368656d616b653a206e6f2076616c7565206f6620796f757273'";

std::string text_of(sqlite3* db, const char* table) {
  Statement row(db,
                "SELECT sql FROM main.sqlite_schema WHERE type = 'table' "
                "AND name = ?1 COLLATE NOCASE");
  return row.bind(1, table).step() ? row.text(0) : std::string();
}

std::string pragma(const char* name, const std::string& object) {
  return std::string("PRAGMA main.") + name + "(" + sql::quote_name(object) + ")";
}

std::vector<std::string> primary_key(sqlite3* db, const std::string& table) {
  std::vector<std::pair<std::int64_t, std::string>> parts;
  Statement columns(db, pragma("table_xinfo", table));
  while (columns.step()) {
    if (columns.number(5) > 0) parts.emplace_back(columns.number(5), columns.text(1));
  }
  std::sort(parts.begin(), parts.end());
  std::vector<std::string> names;
  for (auto& part : parts) names.push_back(std::move(part.second));
  return names;
}

// All of a table that decides how its rows and indexes are stored, as the engine has understood it:
// name, type, place in the primary key and kind of each column, its indexes with their collations.
std::string layout(sqlite3* db, const char* table) {
  std::string text;
  Statement columns(db, pragma("table_xinfo", table));
  while (columns.step()) {
    for (const int field : {1, 2, 5, 6}) text += columns.text(field) + '\n';
  }
  std::vector<std::string> lines;
  Statement indexes(db, pragma("index_list", table));
  while (indexes.step()) {
    std::string line = indexes.text(1) + ' ' + indexes.text(2);
    Statement parts(db, pragma("index_xinfo", indexes.text(1)));
    while (parts.step()) {
      for (const int field : {1, 3, 4, 5}) line += ' ' + parts.text(field);
    }
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

// False where this connection may not write the schema.
bool write_text(sqlite3* db, const char* table, const std::string& text) {
  return write_schema(db, {{"table", table, table, text}});
}

bool has_default(sqlite3* db, const char* table, const std::string& column, const char* value) {
  Statement columns(db, pragma("table_xinfo", table));
  while (columns.step()) {
    if (sql::same_name(columns.text(1), column)) return columns.text(4) == value;
  }
  return false;
}

// How a query says that it reads the rows themselves: an index tells the values of the time when a
// row was put in. A table without rowids is an index, for which NOT INDEXED means nothing.
std::string reading_rows(sqlite3* db, const char* table, bool without_rowid) {
  if (!without_rowid) return " NOT INDEXED";
  Statement indexes(db, pragma("index_list", table));
  while (indexes.step()) {
    if (indexes.text(3) == "pk") return " INDEXED BY " + sql::quote_name(indexes.text(1));
  }
  throw Error(Code::statement, std::string(table) + " has no primary key");
}

// Whether each row holds a value of its own in the columns whose default changes: none reads as a
// default that no row can hold.
bool all_rows_hold(sqlite3* db, const char* table, const std::string& text,
                   const RelaxedText& relaxed) {
  const std::vector<std::string>& columns = relaxed.defaults;
  if (columns.empty() || !may_lack(text, columns)) return true;
  if (!write_text(db, table, with_default(text, columns, kMark))) return false;
  std::vector<std::string> marked;
  for (const std::string& column : columns) {
    if (!has_default(db, table, column, kMark)) return false;
    marked.push_back(sql::quote_name(column) + " IS " + kMark);
  }
  Statement row(db, "SELECT 1 FROM main." + sql::quote_name(table) +
                        reading_rows(db, table, relaxed.without_rowid) + " WHERE " +
                        sql::chain(marked, " OR ") + " LIMIT 1");
  return !row.step();
}

bool write_relaxed(sqlite3* db, const char* table, const std::string& text,
                   const RelaxedText& relaxed) {
  const std::string before = layout(db, table);
  return all_rows_hold(db, table, text, relaxed) && write_text(db, table, relaxed.text) &&
         layout(db, table) == before;
}

}  // namespace

bool retext(sqlite3* db, const edge_v1::Step& step) {
  require_transaction(db);
  const std::string text = text_of(db, step.object);
  const auto relaxed = relaxed_text(
      text, step.was, step.sql, [db](const std::string& table) { return primary_key(db, table); });
  if (!relaxed) return false;
  // Whatever else is thrown, the whole transaction is rolled back.
  execute(db, "SAVEPOINT schemake_retext");
  bool done = false;
  try {
    done = write_relaxed(db, step.object, text, *relaxed);
  } catch (const Error& error) {
    // The application does not let its schema be written, or the engine cannot read the new text,
    // which it calls a damaged database.
    if (error.code() != Code::statement && error.code() != Code::not_a_database) throw;
  }
  if (!done) execute(db, "ROLLBACK TO schemake_retext");
  execute(db, "RELEASE schemake_retext");
  require_transaction(db);
  return done;
}

}  // namespace schemake::sqlite
