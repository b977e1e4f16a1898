#include "sqlite/retext.hpp"

#include <schemake/error.hpp>
#include <string>
#include <vector>

#include "core/sql_text.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/step.hpp"

namespace schemake::sqlite {
namespace {

// PRAGMA writable_schema, for as long as the object lives. Under SQLITE_DBCONFIG_DEFENSIVE it stays
// off.
class WritableSchema {
 public:
  explicit WritableSchema(sqlite3* db) : db_(db) { execute(db_, "PRAGMA writable_schema = ON"); }
  ~WritableSchema() { sqlite3_db_config(db_, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0, nullptr); }
  WritableSchema(const WritableSchema&) = delete;
  WritableSchema& operator=(const WritableSchema&) = delete;
  bool is_on() const { return query_number(db_, "PRAGMA writable_schema") != 0; }

 private:
  sqlite3* db_;
};

std::string text_of(sqlite3* db, const char* table) {
  Statement row(db, "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?1");
  return row.bind(1, table).step() ? row.text(0) : std::string();
}

// WITHOUT ROWID and STRICT, which stand behind the last bracket, and AUTOINCREMENT.
std::string options_of(const std::string& text) {
  const std::vector<sql::Token> tokens = sql::tokenize(text);
  std::size_t options = tokens.size();
  while (options > 0 && !tokens[options - 1].is(")")) --options;
  std::string result = sql::canonical(tokens, options, tokens.size());
  for (const sql::Token& token : tokens) {
    if (token.is("AUTOINCREMENT")) result += " autoincrement";
  }
  return result;
}

// All of a table that decides how its rows and indexes are stored: name, type, place in the primary
// key and kind of each column, the collation of each indexed one. Were it to change, the file would
// be corrupt.
std::string layout(sqlite3* db, const char* table) {
  std::string text;
  Statement columns(db, "PRAGMA main.table_xinfo(" + sql::quote_name(table) + ")");
  while (columns.step()) {
    for (const int field : {1, 2, 5, 6}) text += columns.text(field) + '\n';
  }
  Statement indexes(db, "PRAGMA main.index_list(" + sql::quote_name(table) + ")");
  while (indexes.step()) {
    text += indexes.text(1) + ' ' + indexes.text(2) + '\n';
    Statement parts(db, "PRAGMA main.index_xinfo(" + sql::quote_name(indexes.text(1)) + ")");
    while (parts.step()) {
      for (const int field : {1, 3, 4, 5}) text += parts.text(field) + ' ';
    }
  }
  return text + options_of(text_of(db, table));
}

void write_text(sqlite3* db, const edge_v1::Step& step) {
  Statement update(db, "UPDATE main.sqlite_schema SET sql = ?1 WHERE type = 'table' AND name = ?2");
  update.bind(1, step.sql).bind(2, step.object).run();
  const std::int64_t version = query_number(db, "PRAGMA main.schema_version");
  execute(db, "PRAGMA main.schema_version = " + std::to_string(version + 1));
}

}  // namespace

bool retext(sqlite3* db, const edge_v1::Step& step) {
  require_transaction(db);
  if (*step.was == '\0' || text_of(db, step.object) != step.was) return false;
  const std::string before = layout(db, step.object);
  {
    const WritableSchema writable(db);
    if (!writable.is_on()) return false;
    write_text(db, step);
  }
  std::string after;
  try {
    after = layout(db, step.object);  // reads the new text
  } catch (const Error& error) {
    // SQLite calls a schema that it cannot read a damaged database.
    if (error.code() != Code::statement && error.code() != Code::not_a_database) throw;
    throw Error(
        Code::statement,
        std::string("the new text of ") + step.object + " cannot be read (" + error.what() + ")",
        {}, step.sql);
  }
  if (after != before) {
    throw Error(
        Code::statement,
        std::string("the new text of ") + step.object + " would change how its rows are stored", {},
        step.sql);
  }
  return true;
}

}  // namespace schemake::sqlite
