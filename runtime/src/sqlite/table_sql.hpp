#ifndef SCHEMAKE_SQLITE_TABLE_SQL_HPP
#define SCHEMAKE_SQLITE_TABLE_SQL_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What the text of a CREATE TABLE says, for what SQLite's PRAGMAs do not tell: checks, generated
// columns, collations, conflict clauses, AUTOINCREMENT, deferred keys. The grammar is that of
// https://sqlite.org/lang_createtable.html, with what SQLite's own parse.y takes beyond it (a
// missing comma between table constraints, a name before nothing, ON INSERT).

namespace schemake::sqlite {

// ON CONFLICT of a constraint.
enum class Conflict { unspecified, rollback, abort, fail, ignore, replace };

enum class ReferenceAction { no_action, restrict, set_null, set_default, cascade };

// Where a clause stands in the text, with the CONSTRAINT that names it; empty where there is none.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The text of an expression here is as written, comments left out and white space folded to single
// blanks, without the brackets that the grammar asks for around it.

struct GeneratedSql {
  std::string expression;
  bool stored = false;
};

struct ColumnSql {
  std::string name;
  std::string type;  // as an expression's text; empty where none is given
  bool not_null = false;
  Conflict not_null_conflict = Conflict::unspecified;
  std::string not_null_name;                 // of its constraint; empty where it has none
  std::optional<std::string> default_value;  // a literal, a word or an expression
  std::string collation;                     // empty: BINARY
  std::optional<GeneratedSql> generated;
  TextSpan head;  // its name and type
  TextSpan not_null_at, default_at;
};

// A column of a key.
struct KeyPartSql {
  std::string column;
  std::string collation;  // empty: the column's
  bool descending = false;
};

// A primary key or unique constraint. One that stands behind a column is the same as one that
// stands in the table, save that INTEGER PRIMARY KEY DESC is a rowid alias in the table alone.
struct KeySql {
  std::string name;  // of a constraint: empty where it has none
  bool primary = false;
  bool autoincrement = false;
  bool behind_column = false;
  std::vector<KeyPartSql> parts;
  Conflict conflict = Conflict::unspecified;
};

struct ForeignKeySql {
  std::string name;
  std::vector<std::string> columns;
  std::string parent;
  std::vector<std::string> parent_columns;  // empty: the parent's primary key
  ReferenceAction on_delete = ReferenceAction::no_action;
  ReferenceAction on_update = ReferenceAction::no_action;
  std::string match;  // empty where it is not given; SQLite ignores it
  bool deferrable = false;
  bool initially_deferred = false;  // counts where it is deferrable as well
  bool behind_column = false;
  TextSpan at;
};

struct CheckSql {
  std::string name;
  std::string expression;
  bool behind_column = false;
  TextSpan at;
};

struct TableSql {
  std::string name;
  std::vector<ColumnSql> columns;
  std::vector<KeySql> keys;  // this and the following in the order written, those of columns too
  std::vector<ForeignKeySql> foreign_keys;
  std::vector<CheckSql> checks;
  bool strict = false;
  bool without_rowid = false;

  const ColumnSql* column(std::string_view name) const;  // null where there is none
};

// Text that is no CREATE TABLE that this knows. Nothing is read from it: SQLite may have learnt a
// clause that would change what the rest means.
struct TableSqlFailure {
  std::size_t offset;  // in the text
  std::string what;    // "expected ) instead of foo"
};

// `sql` is the text of a table as sqlite_schema has it, or as a user wrote it.
std::variant<TableSql, TableSqlFailure> parse_table_sql(std::string_view sql);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_TABLE_SQL_HPP
