#include "sqlite/table_sql.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/sql_text.hpp"
#include "sqlite/sql_cursor.hpp"

namespace schemake::sqlite {
namespace {

// No reserved word is part of a type's name unless it is quoted.
bool ends_type(const SqlCursor& at) {
  const bool generated = at.sees("GENERATED") && at.sees("ALWAYS", 1) && at.sees("AS", 2);
  return generated || !at.sees_name() || at.sees_reserved();
}

bool starts_table_constraint(const SqlCursor& at) {
  static constexpr std::array<std::string_view, 5> kWords = {"CONSTRAINT", "PRIMARY", "UNIQUE",
                                                             "CHECK", "FOREIGN"};
  return std::any_of(kWords.begin(), kWords.end(), [&](auto word) { return at.sees(word); });
}

// The tokens of one CREATE TABLE, read into a TableSql; a SqlSyntaxError where they do not fit.
class TableParser {
 public:
  explicit TableParser(std::string_view text) : at_(text) {}

  TableSql parse() {
    at_.expect("CREATE");
    if (!at_.take("TEMP")) at_.take("TEMPORARY");
    at_.expect("TABLE");
    if (at_.take("IF", "NOT")) at_.expect("EXISTS");
    table_.name = at_.qualified_name();
    at_.expect("(");
    parse_columns();
    at_.expect(")");
    parse_options();
    at_.take(";");
    if (!at_.at_end()) at_.fail("the end");
    return std::move(table_);
  }

 private:
  void parse_columns() {
    do {
      if (starts_table_constraint(at_)) return parse_table_constraints();
      parse_column();
    } while (at_.take(","));
  }

  void parse_column() {
    ColumnSql column;
    column.head.begin = at_.begin_of_next();
    column.name = at_.name();
    column.type = parse_type();
    column.head.end = at_.end_of_last();
    pending_name_.clear();
    while (!at_.sees(",") && !at_.sees(")")) {
      const bool name = at_.sees("CONSTRAINT");
      start_clause();
      parse_column_constraint(column);
      if (!name) pending_name_.clear();
    }
    table_.columns.push_back(std::move(column));
  }

  std::string parse_type() {
    const std::size_t begin = at_.position();
    while (!ends_type(at_)) at_.any();
    if (at_.position() > begin && at_.sees("(")) at_.bracketed();
    return at_.text_since(begin);
  }

  void parse_column_constraint(ColumnSql& column) {
    if (at_.take("CONSTRAINT")) {
      pending_name_ = at_.name();
    } else if (at_.take("DEFAULT")) {
      column.default_value = parse_default();
      column.default_at = clause();
    } else if (at_.take("NULL")) {
      parse_conflict();
    } else if (at_.take("NOT", "NULL")) {
      column.not_null = true;
      column.not_null_name = take_name();
      column.not_null_conflict = parse_conflict();
      column.not_null_at = clause();
    } else if (at_.sees("PRIMARY") || at_.sees("UNIQUE")) {
      parse_column_key(column);
    } else if (at_.take("CHECK")) {
      parse_check(true);
    } else if (at_.sees("REFERENCES")) {
      parse_reference({column.name}, true);
    } else if (at_.sees("DEFERRABLE") || at_.sees("NOT")) {
      // SQLite applies it to the last reference so far, be it another column's, or to none.
      ForeignKeySql none;
      parse_deferrable(table_.foreign_keys.empty() ? none : table_.foreign_keys.back());
    } else if (at_.take("COLLATE")) {
      column.collation = at_.name();
    } else {
      parse_generated(column);
    }
  }

  // A literal, which may be signed; a word, which SQLite takes for a string; an expression in
  // brackets.
  std::string parse_default() {
    if (at_.sees("(")) return at_.bracketed();
    const std::size_t begin = at_.position();
    if (at_.sees("+") || at_.sees("-")) at_.any();
    at_.any();
    return at_.text_since(begin);
  }

  void parse_column_key(const ColumnSql& column) {
    KeySql key;
    key.name = take_name();
    key.behind_column = true;
    KeyPartSql part;
    part.column = column.name;
    if (at_.take("PRIMARY")) {
      at_.expect("KEY");
      key.primary = true;
      part.descending = parse_order();
    } else {
      at_.expect("UNIQUE");
    }
    key.parts.push_back(std::move(part));
    key.conflict = parse_conflict();
    key.autoincrement = key.primary && at_.take("AUTOINCREMENT");
    table_.keys.push_back(std::move(key));
  }

  void parse_generated(ColumnSql& column) {
    if (at_.take("GENERATED")) at_.expect("ALWAYS");
    at_.expect("AS");
    GeneratedSql generated;
    generated.expression = at_.bracketed();
    generated.stored = at_.take("STORED");
    if (!generated.stored) at_.take("VIRTUAL");
    column.generated = std::move(generated);
  }

  // Commas between them may be missing.
  void parse_table_constraints() {
    pending_name_.clear();
    while (!at_.sees(")")) {
      start_clause();
      if (at_.take("CONSTRAINT")) {
        pending_name_ = at_.name();
      } else if (at_.sees("PRIMARY") || at_.sees("UNIQUE")) {
        parse_table_key();
      } else if (at_.take("CHECK")) {
        parse_check(false);
      } else {
        at_.expect("FOREIGN");
        at_.expect("KEY");
        parse_reference(parse_names(), false);
      }
      if (at_.take(",")) pending_name_.clear();
    }
  }

  void parse_table_key() {
    KeySql key;
    key.name = take_name();
    key.primary = at_.take("PRIMARY");
    at_.expect(key.primary ? "KEY" : "UNIQUE");
    at_.expect("(");
    do {
      key.parts.push_back(parse_key_part());
    } while (at_.take(","));
    key.autoincrement = key.primary && at_.take("AUTOINCREMENT");
    at_.expect(")");
    key.conflict = parse_conflict();
    table_.keys.push_back(std::move(key));
  }

  KeyPartSql parse_key_part() {
    KeyPartSql part;
    if (at_.sees("(")) {
      // SQLite takes the column, and its collation, in any number of brackets.
      const std::string inside = without_outer_brackets(at_.bracketed());
      SqlCursor nested(inside);
      part.column = nested.name();
      if (nested.take("COLLATE")) part.collation = nested.name();
      if (!nested.at_end()) nested.fail("a column alone");
    } else {
      part.column = at_.name();
    }
    if (at_.take("COLLATE")) part.collation = at_.name();
    part.descending = parse_order();
    if (at_.take("NULLS") && !at_.take("FIRST")) at_.expect("LAST");
    return part;
  }

  // Whether DESC stands here.
  bool parse_order() {
    if (at_.take("DESC")) return true;
    at_.take("ASC");
    return false;
  }

  Conflict parse_conflict() {
    if (!at_.take("ON", "CONFLICT")) return Conflict::unspecified;
    if (at_.take("ROLLBACK")) return Conflict::rollback;
    if (at_.take("ABORT")) return Conflict::abort;
    if (at_.take("FAIL")) return Conflict::fail;
    if (at_.take("IGNORE")) return Conflict::ignore;
    at_.expect("REPLACE");
    return Conflict::replace;
  }

  std::vector<std::string> parse_names() {
    std::vector<std::string> names;
    at_.expect("(");
    do {
      names.push_back(at_.name());
    } while (at_.take(","));
    at_.expect(")");
    return names;
  }

  void parse_check(bool behind_column) {
    CheckSql check;
    check.name = take_name();
    check.expression = at_.bracketed();
    parse_conflict();
    check.behind_column = behind_column;
    check.at = clause();
    table_.checks.push_back(std::move(check));
  }

  void parse_reference(std::vector<std::string> columns, bool behind_column) {
    ForeignKeySql key;
    key.behind_column = behind_column;
    key.name = take_name();
    key.columns = std::move(columns);
    at_.expect("REFERENCES");
    key.parent = at_.name();
    if (at_.sees("(")) key.parent_columns = parse_names();
    while (at_.sees("ON") || at_.sees("MATCH")) parse_reference_argument(key);
    table_.foreign_keys.push_back(std::move(key));
    if (at_.sees("DEFERRABLE") || (at_.sees("NOT") && at_.sees("DEFERRABLE", 1))) {
      parse_deferrable(table_.foreign_keys.back());
    }
    table_.foreign_keys.back().at = clause();
  }

  void parse_reference_argument(ForeignKeySql& key) {
    if (at_.take("MATCH")) {
      key.match = at_.name();
    } else if (at_.take("ON", "DELETE")) {
      key.on_delete = parse_action();
    } else if (at_.take("ON", "UPDATE")) {
      key.on_update = parse_action();
    } else {
      at_.expect("ON");
      at_.expect("INSERT");
      parse_action();
    }
  }

  ReferenceAction parse_action() {
    if (at_.take("SET", "NULL")) return ReferenceAction::set_null;
    if (at_.take("SET", "DEFAULT")) return ReferenceAction::set_default;
    if (at_.take("CASCADE")) return ReferenceAction::cascade;
    if (at_.take("RESTRICT")) return ReferenceAction::restrict;
    at_.expect("NO");
    at_.expect("ACTION");
    return ReferenceAction::no_action;
  }

  void parse_deferrable(ForeignKeySql& key) {
    key.deferrable = !at_.take("NOT");
    at_.expect("DEFERRABLE");
    key.initially_deferred = false;
    if (!at_.take("INITIALLY")) return;
    key.initially_deferred = at_.take("DEFERRED");
    if (!key.initially_deferred) at_.expect("IMMEDIATE");
  }

  void parse_options() {
    if (at_.at_end() || at_.sees(";")) return;
    do {
      if (at_.take("WITHOUT")) {
        at_.expect("ROWID");
        table_.without_rowid = true;
      } else {
        at_.expect("STRICT");
        table_.strict = true;
      }
    } while (at_.take(","));
  }

  // The name that CONSTRAINT gave to what stands here.
  std::string take_name() { return std::exchange(pending_name_, {}); }

  // A constraint starts here, unless CONSTRAINT and its name have done so.
  void start_clause() {
    if (pending_name_.empty()) clause_begin_ = at_.begin_of_next();
  }
  TextSpan clause() const { return {clause_begin_, at_.end_of_last()}; }

  SqlCursor at_;
  TableSql table_;
  std::string pending_name_;
  std::size_t clause_begin_ = 0;
};

}  // namespace

const ColumnSql* TableSql::column(std::string_view name_wanted) const {
  for (const ColumnSql& column : columns) {
    if (sql::same_name(column.name, name_wanted)) return &column;
  }
  return nullptr;
}

std::variant<TableSql, TableSqlFailure> parse_table_sql(std::string_view sql) {
  try {
    return TableParser(sql).parse();
  } catch (const SqlSyntaxError& error) {
    return TableSqlFailure{error.offset, error.what};
  }
}

}  // namespace schemake::sqlite
