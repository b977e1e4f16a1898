#include "introspect/table_reader.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/sql_text.hpp"
#include "dialect/sqlite/storage.hpp"
#include "introspect/constraints.hpp"
#include "introspect/default_value.hpp"
#include "introspect/expressible.hpp"
#include "sqlite/canonical_sql.hpp"
#include "sqlite/double_quoted.hpp"
#include "sqlite/sql_cursor.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

using schemake::sqlite::ColumnSql;
using schemake::sqlite::Statement;
using schemake::sqlite::TableSql;

// A type's words as a schema file takes them: what is quoted stays so where it must.
std::string raw_text(const std::string& declared) {
  std::string text;
  std::size_t end = 0;
  for (const sql::Token& token : sql::tokenize(declared)) {
    const bool gap = !text.empty() && token.offset > end;
    if (gap && !token.is("(") && !token.is(")") && !token.is(",") && text.back() != '(') {
      text += ' ';
    }
    const bool quoted =
        token.kind == sql::Token::Kind::quoted_name || token.kind == sql::Token::Kind::string;
    text += quoted ? sql::quote_name(sql::identifier(token)) : std::string(token.text);
    end = token.offset + token.text.size();
  }
  return text;
}

Type type_of(const std::string& declared, RawTypes& raw_types) {
  Type type;
  const std::string canonical = schemake::sqlite::canonical_type(declared);
  for (const TypeName name :
       {TypeName::bigint, TypeName::text, TypeName::double_precision, TypeName::blob}) {
    type.name = name;
    if (schemake::sqlite::canonical_type(sqlite::declared_type(type)) == canonical) return type;
  }
  type.name = TypeName::raw;
  type.raw.texts["sqlite"] = raw_types.emplace(canonical, raw_text(declared)).first->second;
  return type;
}

class Reader {
 public:
  Reader(sqlite3* db, const std::string& name, const TableSql& sql, RawTypes& raw_types,
         Introspection& result)
      : db_(db), sql_(sql), raw_types_(raw_types), result_(result) {
    table_.schema.table.name = name;
    table_.schema.table.strict = sql.strict;
    table_.schema.table.without_rowid = sql.without_rowid;
  }

  std::optional<ReadTable> read() {
    if (std::string problem = problem_with_table(); !problem.empty()) {
      result_.lost.push_back({{Kind::table, "", name()}, "is left out: " + problem});
      return std::nullopt;
    }
    Statement columns(db_, "PRAGMA main.table_xinfo(" + sql::quote_name(name()) + ")");
    while (columns.step()) add_column(columns.text(1), columns.number(3) != 0);
    add_keys(sql_, table_, result_);
    const Column* const alias = sqlite::rowid_alias(table_.schema);
    for (Column& column : table_.schema.columns) settle(column, &column == alias);
    add_references(sql_, table_, result_);
    add_checks();
    return std::move(table_);
  }

 private:
  const std::string& name() const { return table_.schema.table.name; }

  std::string problem_with_table() const {
    if (std::string problem = problem_with_name(Kind::table, name()); !problem.empty()) {
      return problem;
    }
    for (const ColumnSql& column : sql_.columns) {
      const std::string problem = problem_with_name(Kind::column, column.name);
      if (!problem.empty()) return "of its column " + column.name + ": " + problem;
      const std::string type = problem_with_type(column.type);
      if (!type.empty()) return "of the type of its column " + column.name + ": " + type;
      const std::string generated =
          column.generated ? problem_with_sql(column.generated->expression) : std::string();
      if (!generated.empty()) return "of its generated column " + column.name + ": " + generated;
      const std::string collation =
          column.collation.empty() ? std::string() : problem_with_name(Kind::key, column.collation);
      if (!collation.empty()) return "of the collation of " + column.name + ": " + collation;
    }
    return {};
  }

  void lose(const Column& column, std::string what) {
    result_.lost.push_back({{Kind::column, name(), column.name}, std::move(what)});
  }

  std::string plain_expression(const std::string& expression) const {
    std::vector<std::string> columns;
    for (const ColumnSql& column : sql_.columns) columns.push_back(column.name);
    return schemake::sqlite::without_outer_brackets(
        schemake::sqlite::with_strings(expression, columns));
  }

  void add_column(const std::string& column_name, bool not_null) {
    const ColumnSql* const written = sql_.column(column_name);
    if (written == nullptr) return;  // no column of this text: not what SQLite made it of
    Column column;
    column.table = name();
    column.name = column_name;
    column.type = type_of(written->type, raw_types_);
    column.nullable = !not_null;
    const std::string collation = spelled_collation(written->collation);
    if (!collation.empty()) column.collation = DialectText(collation);
    require_collation(result_, collation);
    if (!column.nullable) column.not_null_conflict = conflict_of(written->not_null_conflict);
    if (written->generated) {
      column.generated = Generated{DialectText(plain_expression(written->generated->expression)),
                                   written->generated->stored};
    }
    if (written->default_value) add_default(column, *written->default_value);
    if (!written->not_null_name.empty()) {
      result_.notes.push_back({{Kind::column, name(), column_name},
                               "the name of its NOT NULL, " + written->not_null_name +
                                   ", is not kept: it means nothing to SQLite"});
    }
    table_.schema.columns.push_back(std::move(column));
  }

  void add_default(Column& column, const std::string& written) {
    std::optional<Default> value = default_value(written, column.type);
    if (!value) return;
    const auto* expression = std::get_if<Expression>(&*value);
    const std::string problem = expression != nullptr
                                    ? problem_with_sql(expression->sql.for_dialect(kSqlite))
                                    : problem_with_text(std::get<Literal>(*value).text);
    if (problem.empty()) {
      column.default_value = std::move(value);
    } else {
      lose(column, "its default is left out: " + problem);
    }
  }

  // What depends on the primary key.
  void settle(Column& column, bool is_rowid) {
    if (is_rowid) {
      if (column.not_null_conflict != OnConflict::unspecified) {
        lose(column, "its ON CONFLICT of NOT NULL is left out: it names the rowid");
      }
      column.nullable = false;
      column.not_null_conflict = OnConflict::unspecified;
    }
    if (column.identity && column.default_value) {
      lose(column, "its default is left out: an identity has none");
      column.default_value.reset();
    }
  }

  void add_checks() {
    for (const schemake::sqlite::CheckSql& written : sql_.checks) {
      const std::string expression = plain_expression(written.expression);
      const std::string problem = problem_with_sql(expression);
      if (!problem.empty()) {
        result_.lost.push_back({{Kind::table, "", name()},
                                "its check (" + written.expression + ") is left out: " + problem});
        continue;
      }
      Check check;
      check.table = name();
      check.name = constraint_name_of(written.name, table_, result_);
      check.sql = DialectText(expression);
      table_.constraints.push_back({std::move(check), false, {}});
    }
  }

  static inline const std::string kSqlite = "sqlite";

  sqlite3* db_;
  const TableSql& sql_;
  RawTypes& raw_types_;
  Introspection& result_;
  ReadTable table_;
};

}  // namespace

std::optional<ReadTable> read_table(sqlite3* db, const std::string& name, const TableSql& sql,
                                    RawTypes& raw_types, Introspection& result) {
  return Reader(db, name, sql, raw_types, result).read();
}

std::string declared_column(const TableSchema& schema, const std::string& name) {
  for (const Column& column : schema.columns) {
    if (sql::same_name(column.name, name)) return column.name;
  }
  return {};
}

std::string spelled_collation(const std::string& collation) {
  for (const std::string_view own : {"nocase", "rtrim"}) {
    if (sql::same_name(collation, own)) return std::string(own);
  }
  return sql::same_name(collation, "binary") ? std::string() : collation;
}

}  // namespace schemake::generator
