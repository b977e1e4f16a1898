#include "sqlite/double_quoted.hpp"

#include <algorithm>
#include <cstddef>
#include <schemake/error.hpp>
#include <set>

#include "core/sql_text.hpp"
#include "sqlite/object_sql.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

using sql::Token;

bool is_rowid(std::string_view name) {
  return sql::same_name(name, "rowid") || sql::same_name(name, "_rowid_") ||
         sql::same_name(name, "oid");
}

// Whether what stands around says that token `i` names something: a function, a table, a type, a
// collation.
bool is_name_by_place(const std::vector<Token>& tokens, std::size_t i) {
  const bool before =
      i > 0 && (tokens[i - 1].is(".") || tokens[i - 1].is("COLLATE") || tokens[i - 1].is("AS"));
  const bool behind = i + 1 < tokens.size() && (tokens[i + 1].is(".") || tokens[i + 1].is("("));
  return before || behind;
}

bool is_double_quoted(const Token& token) {
  return token.kind == Token::Kind::quoted_name && token.text.front() == '"';
}

// `is_name`: whether there is something of that name for an expression to read.
template <typename IsName>
std::string write_strings(std::string_view text, const IsName& is_name) {
  const std::vector<Token> tokens = sql::tokenize(text);
  std::string result;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (!is_double_quoted(token) || is_name_by_place(tokens, i)) continue;
    const std::string name = sql::identifier(token);
    if (is_rowid(name) || is_name(name)) continue;
    result.append(text.substr(copied, token.offset - copied)).append(sql::quote_string(name));
    copied = token.offset + token.text.size();
  }
  return result.append(text.substr(copied));
}

// Adds the columns of a table or view; false where there is none of that name.
bool add_columns(sqlite3* db, const std::string& table, std::set<std::string>& names) {
  bool any = false;
  try {
    Statement columns(db, "PRAGMA main.table_xinfo(" + sql::quote_name(table) + ")");
    for (; columns.step(); any = true) names.insert(sql::lower(columns.text(1)));
  } catch (const Error& error) {
    if (error.code() != Code::statement) throw;  // a view that does not work
  }
  return any;
}

// In lower case: every word of the object, and the columns of the tables and views among them.
std::set<std::string> names_of(sqlite3* db, const SchemaObject& object) {
  std::set<std::string> names;
  const std::vector<Token> tokens = sql::tokenize(object.sql);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool word = tokens[i].kind == Token::Kind::word;
    if (!word && tokens[i].kind != Token::Kind::quoted_name) continue;
    const std::string name = sql::lower(sql::identifier(tokens[i]));
    const bool table = name != sql::lower(object.name) && add_columns(db, name, names);
    if (table || word || !is_double_quoted(tokens[i]) || is_name_by_place(tokens, i)) {
      names.insert(name);
    }
  }
  return names;
}

// The only string of an expression that is nothing else, but for brackets and a collation; null
// where it is something else.
const Token* lone_string(const std::vector<Token>& tokens) {
  std::vector<const Token*> parts;
  for (const Token& token : tokens) {
    if (!token.is("(") && !token.is(")")) parts.push_back(&token);
  }
  const bool collated = parts.size() == 3 && parts[1]->is("COLLATE");
  const bool lone = parts.size() == 1 || collated;
  return lone && parts[0]->kind == Token::Kind::string ? parts[0] : nullptr;
}

// The statement that makes the index with its texts written out; empty where it may stay.
std::string written_out(const IndexSql& index, const std::vector<std::string>& columns,
                        Quoted which) {
  std::string parts;
  const std::string where = with_strings(index.where, columns);
  bool wanted = which == Quoted::all && where != index.where;
  for (const IndexPartSql& part : index.parts) {
    const std::string text = part_with_strings(part.expression, columns);
    wanted = wanted || text != (which == Quoted::all ? part.expression
                                                     : with_strings(part.expression, columns));
    parts += (parts.empty() ? "" : ", ") + text;
    if (!part.collation.empty()) parts += " COLLATE " + sql::quote_name(part.collation);
    if (part.descending) parts += " DESC";
  }
  if (!wanted) return {};
  return std::string("CREATE ") + (index.unique ? "UNIQUE " : "") + "INDEX main." +
         sql::quote_name(index.name) + " ON " + sql::quote_name(index.table) + " (" + parts + ")" +
         (where.empty() ? "" : " WHERE " + where);
}

void write_out_strings(sqlite3* db, const SchemaObject& index, Quoted which) {
  try {
    const std::string statement =
        written_out(parse_index_sql(index.sql), column_names(db, index.table), which);
    if (statement.empty()) return;
    drop(db, index);
    execute(db, statement);
  } catch (const SqlSyntaxError&) {
    return;  // SQLite will say what it makes of it
  } catch (const Error& error) {
    if (error.code() != Code::statement) throw;
    refuse_broken(index, error.what());
  }
}

}  // namespace

std::string part_with_strings(std::string_view expression,
                              const std::vector<std::string>& columns) {
  std::string text = with_strings(expression, columns);
  if (text == expression) return text;
  const std::vector<Token> tokens = sql::tokenize(text);
  const Token* const lone = lone_string(tokens);
  if (lone == nullptr) return text;
  const std::size_t end = lone->offset + lone->text.size();
  return text.substr(0, lone->offset) + "(+" + std::string(lone->text) + ")" + text.substr(end);
}

void write_out_strings(sqlite3* db, Quoted which) {
  for (const SchemaObject& object : schema_objects(db)) {
    if (object.type != "index" || object.temporary || !quotes_strings(db, object)) continue;
    write_out_strings(db, object, which);
  }
}

std::string with_strings(std::string_view expression, const std::vector<std::string>& columns) {
  return write_strings(expression, [&](const std::string& text) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const std::string& name) { return sql::same_name(name, text); });
  });
}

std::string with_strings(sqlite3* db, const SchemaObject& object, std::string_view text) {
  const std::vector<Token> tokens = sql::tokenize(text);
  if (std::none_of(tokens.begin(), tokens.end(), is_double_quoted) || compiles(db, object)) {
    return std::string(text);
  }
  const std::set<std::string> names = names_of(db, object);
  return write_strings(
      text, [&](const std::string& name) { return names.find(sql::lower(name)) != names.end(); });
}

}  // namespace schemake::sqlite
