#include "sqlite/raw_copy.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/sql_text.hpp"
#include "sqlite/sql_cursor.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

using Names = std::vector<std::string>;

// INSERT INTO main.to (columns) SELECT columns FROM main.from
struct Copy {
  bool or_abort = false;
  std::string to, from;
  Names columns;  // in lower case, as all here
};

// A TEMP table may hide one that is not said to be in main.
std::string name_in_main(SqlCursor& at) {
  if (!sql::same_name(at.name(), "main")) at.fail("main");
  at.expect(".");
  return at.name();
}

// In double quotes, so that none is a literal or a keyword.
Names names(SqlCursor& at) {
  Names list;
  do {
    const sql::Token& token = at.any();
    if (token.kind != sql::Token::Kind::quoted_name) at.fail("a quoted name");
    list.push_back(sql::lower(sql::identifier(token)));
  } while (at.take(","));
  return list;
}

std::optional<Copy> parsed(std::string_view statement) {
  try {
    SqlCursor at(statement);
    Copy copy;
    at.expect("INSERT");
    copy.or_abort = at.take("OR", "ABORT");
    at.expect("INTO");
    copy.to = name_in_main(at);
    at.expect("(");
    copy.columns = names(at);
    at.expect(")");
    at.expect("SELECT");
    if (names(at) != copy.columns) return std::nullopt;
    at.expect("FROM");
    copy.from = name_in_main(at);
    at.take(";");
    if (!at.at_end()) return std::nullopt;
    return copy;
  } catch (const SqlSyntaxError&) {
    return std::nullopt;
  }
}

std::string in_main(const std::string& table) { return "main." + sql::quote_name(table); }

// In their order; none where one is generated, which `*` reads and INSERT does not take.
Names plain_columns(sqlite3* db, const std::string& table) {
  Names list;
  Statement rows(db, "PRAGMA main.table_xinfo(" + sql::quote_name(table) + ")");
  while (rows.step()) {
    if (rows.number(6) != 0) return {};
    list.push_back(sql::lower(rows.text(1)));
  }
  return list;
}

}  // namespace

std::string raw_copy(sqlite3* db, std::string_view statement) {
  const auto copy = parsed(statement);
  if (!copy) return {};
  const Names columns = plain_columns(db, copy->from);
  if (columns.empty() || columns != plain_columns(db, copy->to)) return {};
  if (!std::is_permutation(columns.begin(), columns.end(), copy->columns.begin(),
                           copy->columns.end())) {
    return {};
  }
  return std::string(copy->or_abort ? "INSERT OR ABORT INTO " : "INSERT INTO ") +
         in_main(copy->to) + " SELECT * FROM " + in_main(copy->from);
}

}  // namespace schemake::sqlite
