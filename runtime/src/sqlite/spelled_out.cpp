#include "sqlite/spelled_out.hpp"

#include <algorithm>
#include <cstddef>
#include <schemake/error.hpp>

#include "core/sql_text.hpp"
#include "sqlite/double_quoted.hpp"
#include "sqlite/schema_object.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/step.hpp"
#include "sqlite/writable_schema.hpp"

namespace schemake::sqlite {
namespace {

using sql::Token;
using Tokens = std::vector<Token>;

// Tokens of a text, from `begin` up to and without `end`.
struct Part {
  std::size_t begin, end;
};

// The bracket that closes the one at `open`.
std::size_t closing(const Tokens& tokens, std::size_t open) {
  std::size_t depth = 0, at = open;
  for (; at < tokens.size(); ++at) {
    if (tokens[at].is("(")) ++depth;
    if (tokens[at].is(")") && --depth == 0) break;
  }
  return at;
}

// The checks and generated columns of a CREATE TABLE. A string behind DEFAULT stays one.
std::vector<Part> expressions_of_table(const Tokens& tokens) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool begins = tokens[i].is("CHECK") || tokens[i].is("AS");
    if (!begins || !tokens[i + 1].is("(")) continue;
    const std::size_t end = closing(tokens, i + 1);
    parts.push_back({i + 2, end});
    i = end;
  }
  return parts;
}

// The parts of a CREATE INDEX, without their order, and its condition.
std::vector<Part> expressions_of_index(const Tokens& tokens) {
  std::vector<Part> parts;
  const auto open = static_cast<std::size_t>(
      std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.is("("); }) -
      tokens.begin());
  const std::size_t close = closing(tokens, open);
  std::size_t depth = 0, begin = open + 1;
  for (std::size_t i = open + 1; i <= close && i < tokens.size(); ++i) {
    if (i == close || (depth == 0 && tokens[i].is(","))) {
      const bool ordered = tokens[i - 1].is("ASC") || tokens[i - 1].is("DESC");
      parts.push_back({begin, ordered ? i - 1 : i});
      begin = i + 1;
    }
    if (tokens[i].is("(")) ++depth;
    if (tokens[i].is(")")) --depth;
  }
  if (close + 1 < tokens.size()) parts.push_back({close + 1, tokens.size()});
  return parts;
}

// All from the first of the words on, behind the object's own name.
std::vector<Part> rest_from(const Tokens& tokens, const std::vector<const char*>& words) {
  for (std::size_t i = 3; i < tokens.size(); ++i) {
    const bool found = std::any_of(words.begin(), words.end(),
                                   [&](const char* word) { return tokens[i].is(word); });
    if (found) return {{i, tokens.size()}};
  }
  return {};
}

std::vector<Part> expressions_of(const SchemaObject& object, const Tokens& tokens) {
  if (object.type == "table") return expressions_of_table(tokens);
  if (object.type == "index") return expressions_of_index(tokens);
  if (object.type == "view") return rest_from(tokens, {"AS"});
  return rest_from(tokens, {"WHEN", "BEGIN"});
}

std::string spelled_out(sqlite3* db, const SchemaObject& object) {
  const Tokens tokens = sql::tokenize(object.sql);
  const bool over_a_table = object.type == "table" || object.type == "index";
  const std::vector<std::string> columns =
      over_a_table ? column_names(db, object.table) : std::vector<std::string>();
  std::string result;
  std::size_t copied = 0;
  for (const Part& part : expressions_of(object, tokens)) {
    if (part.begin >= part.end) continue;
    const std::size_t begin = tokens[part.begin].offset;
    const Token& last = tokens[part.end - 1];
    const std::size_t end = last.offset + last.text.size();
    const std::string text = object.sql.substr(begin, end - begin);
    result.append(object.sql, copied, begin - copied);
    result += object.type == "index" && !tokens[part.begin].is("WHERE")
                  ? part_with_strings(text, columns)
              : over_a_table ? with_strings(text, columns)
                             : with_strings(db, object, text);
    copied = end;
  }
  return result.append(object.sql, copied, std::string::npos);
}

// Those of the main database that have a "name" or "text" in them.
std::vector<SchemaObject> objects_with_quotes(sqlite3* db) {
  std::vector<SchemaObject> objects;
  Statement rows(db,
                 "SELECT type, name, tbl_name, sql FROM main.sqlite_schema "
                 "WHERE instr(sql, '\"') > 0 AND sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY rowid");
  while (rows.step()) objects.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
  return objects;
}

// Whether SQLite reads the schema again and finds the objects in it.
bool write_readable(sqlite3* db, const std::vector<SchemaObject>& objects) {
  if (!write_schema(db, objects)) return false;
  query_number(db, "SELECT count(*) FROM main.sqlite_schema");
  return std::all_of(objects.begin(), objects.end(), [&](const SchemaObject& object) {
    return object.type == "table" ? !column_names(db, object.name).empty() : compiles(db, object);
  });
}

}  // namespace

std::vector<std::string> spell_out_strings(sqlite3* db) {
  require_transaction(db);
  std::vector<SchemaObject> changed;
  for (SchemaObject& object : objects_with_quotes(db)) {
    std::string text = spelled_out(db, object);
    if (text == object.sql) continue;
    object.sql = std::move(text);
    changed.push_back(std::move(object));
  }
  if (changed.empty()) return {};
  execute(db, "SAVEPOINT schemake_spelling");
  bool done = false;
  try {
    done = write_readable(db, changed);
  } catch (const Error& error) {
    // What the engine cannot read it calls a damaged database.
    if (error.code() != Code::statement && error.code() != Code::not_a_database) throw;
  }
  if (!done) execute(db, "ROLLBACK TO schemake_spelling");
  execute(db, "RELEASE schemake_spelling");
  require_transaction(db);
  std::vector<std::string> left;
  if (!done) {
    for (const SchemaObject& object : changed) left.push_back(object.name);
  }
  return left;
}

}  // namespace schemake::sqlite
