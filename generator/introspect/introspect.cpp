#include "introspect/introspect.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "core/sql_text.hpp"
#include "introspect/constraints.hpp"
#include "introspect/expressible.hpp"
#include "introspect/references.hpp"
#include "introspect/table_reader.hpp"
#include "sqlite/double_quoted.hpp"
#include "sqlite/object_sql.hpp"
#include "sqlite/shadow_tables.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

using schemake::sqlite::Statement;
using schemake::sqlite::TriggerSql;

// A row of sqlite_schema.
struct Object {
  std::string type, name, table, sql;
  bool has_pages;  // a table that is none of a virtual module's
};

bool is_left_out(const std::string& name) {
  const std::string folded = sql::lower(name);
  return folded.rfind("sqlite_", 0) == 0 || folded == "schemake_history" ||
         folded == "schemake_step";
}

std::vector<Object> read_objects(sqlite3* db) {
  std::vector<Object> objects;
  Statement query(db,
                  "SELECT type, name, tbl_name, sql, coalesce(rootpage, 0) FROM main.sqlite_schema "
                  "WHERE sql IS NOT NULL ORDER BY rowid");
  while (query.step()) {
    Object object{query.text(0), query.text(1), query.text(2), query.text(3), query.number(4) != 0};
    if (!is_left_out(object.name) && !is_left_out(object.table))
      objects.push_back(std::move(object));
  }
  return objects;
}

// SQL with its white space as single blanks and without comments.
std::string folded(const std::string& sql) {
  const std::vector<sql::Token> tokens = sql::tokenize(sql);
  return schemake::sqlite::text_of(tokens, 0, tokens.size());
}

class Reader {
 public:
  explicit Reader(sqlite3* db) : db_(db) {}

  Introspection read() {
    std::vector<Object> objects = read_objects(db_);
    leave_out_shadows(objects);
    note_comments(objects);
    for (const Object& object : objects) {
      if (object.type == "table" && object.has_pages) read_one_table(object);
      if (object.type == "table" && !object.has_pages) read_virtual_table(object);
      if (object.type == "view") read_view(object);
    }
    for (const Object& object : objects) {
      if (object.type == "index") read_index(object);
      if (object.type == "trigger") read_trigger(object);
    }
    settle_references(tables_, result_.schema, result_);
    for (auto& [name, table] : tables_) settle(table);
    return std::move(result_);
  }

 private:
  void lose(Kind kind, const Object& object, const std::string& why) {
    if (object.name.empty()) {
      result_.lost.push_back({{}, "a " + std::string(spell(kind)) + " is left out: " + why});
      return;
    }
    const bool part = kind == Kind::index || kind == Kind::trigger;
    result_.lost.push_back(
        {{kind, part ? object.table : std::string(), object.name}, "is left out: " + why});
  }

  // What a text of sqlite_schema says; nothing, and said, where it is not understood.
  template <class T>
  std::optional<T> parsed(Kind kind, const Object& object, T (*parse)(std::string_view)) {
    try {
      return parse(object.sql);
    } catch (const schemake::sqlite::SqlSyntaxError& error) {
      lose(kind, object, "its text in the database is not understood: " + error.what);
      return std::nullopt;
    }
  }

  // True where the object can be named, and its name is that of no other.
  bool claim(Kind kind, const Object& object) {
    if (const std::string problem = problem_with_name(kind, object.name); !problem.empty()) {
      lose(kind, object, problem);
      return false;
    }
    if (names_.insert(sql::lower(object.name)).second) return true;
    lose(kind, object, "a table, view, index or trigger has the same name");
    return false;
  }

  void leave_out_shadows(std::vector<Object>& objects) {
    std::map<std::string, std::string> modules;
    for (const Object& object : objects) {
      if (object.type != "table" || object.has_pages) continue;
      try {
        modules[sql::lower(object.name)] =
            schemake::sqlite::parse_virtual_table_sql(object.sql).module;
      } catch (const schemake::sqlite::SqlSyntaxError&) {
        // Said when it is read.
      }
    }
    if (modules.empty()) return;
    const std::set<std::string> shadows = schemake::sqlite::shadow_tables(db_, modules);
    std::erase_if(
        objects, [&](const Object& object) { return shadows.count(sql::lower(object.table)) > 0; });
  }

  void note_comments(const std::vector<Object>& objects) {
    std::string names;
    for (const Object& object : objects) {
      if (!sql::has_comment(object.sql)) continue;
      names += (names.empty() ? "" : ", ") + object.name;
    }
    if (names.empty()) return;
    result_.notes.push_back({{}, "comments inside of SQL are not kept, those of " + names});
  }

  void read_one_table(const Object& object) {
    auto parsed = schemake::sqlite::parse_table_sql(object.sql);
    if (const auto* failure = std::get_if<schemake::sqlite::TableSqlFailure>(&parsed)) {
      lose(Kind::table, object, "its text in the database is not understood: " + failure->what);
      return;
    }
    if (!claim(Kind::table, object)) return;
    const auto& sql = std::get<schemake::sqlite::TableSql>(parsed);
    std::optional<ReadTable> table = read_table(db_, object.name, sql, raw_types_, result_);
    if (table) tables_.emplace(object.name, std::move(*table));
  }

  void read_virtual_table(const Object& object) {
    const auto written =
        parsed(Kind::virtual_table, object, schemake::sqlite::parse_virtual_table_sql);
    if (!written || !claim(Kind::virtual_table, object)) return;
    VirtualTable table{object.name, written->module, folded(written->arguments)};
    std::string problem = problem_with_name(Kind::key, table.module);
    if (problem.empty() && !table.arguments.empty()) problem = problem_with_sql(table.arguments);
    if (!problem.empty()) return lose(Kind::virtual_table, object, problem);
    result_.schema.virtual_tables.emplace(object.name, std::move(table));
  }

  void read_view(const Object& object) {
    const auto written = parsed(Kind::view, object, schemake::sqlite::parse_view_sql);
    if (!written || !claim(Kind::view, object)) return;
    View view{object.name, written->columns, DialectText(written->select), {}};
    std::string problem = problem_with_sql(written->select);
    for (const std::string& column : view.columns) {
      if (problem.empty()) problem = problem_with_name(Kind::column, column);
    }
    if (!problem.empty()) return lose(Kind::view, object, problem);
    result_.schema.views.emplace(object.name, std::move(view));
  }

  void read_index(const Object& object) {
    const auto written = parsed(Kind::index, object, schemake::sqlite::parse_index_sql);
    if (!written || !claim(Kind::index, object)) return;
    const TableSchema* const table = table_of(object.table);
    if (table == nullptr) return lose(Kind::index, object, "its table is left out");
    Index index{table->table.name, object.name, written->unique, {}, {}};
    if (!written->where.empty())
      index.where = DialectText(plain_expression(*table, written->where));
    const std::string problem = read_parts(index, *written, *table);
    if (!problem.empty()) return lose(Kind::index, object, problem);
    result_.schema.indexes.emplace(object.name, std::move(index));
  }

  // Fills in the parts; says why they cannot be said.
  std::string read_parts(Index& index, const schemake::sqlite::IndexSql& written,
                         const TableSchema& table) {
    Statement list(db_, "PRAGMA main.index_xinfo(" + sql::quote_name(index.name) + ")");
    std::size_t i = 0;
    for (; list.step() && list.number(5) != 0 && i < written.parts.size(); ++i) {
      IndexPart part;
      part.descending = list.number(3) != 0;
      part.column = list.number(1) >= 0 ? declared_column(table, list.text(2)) : std::string();
      if (part.column.empty()) {
        part.expression = DialectText(schemake::sqlite::without_outer_brackets(
            schemake::sqlite::part_with_strings(written.parts[i].expression, columns_of(table))));
      }
      set_collation(part, written.parts[i].collation, table);
      const auto twice =
          std::find_if(index.parts.begin(), index.parts.end(), [&](const IndexPart& other) {
            return other.column == part.column && other.expression == part.expression;
          });
      if (twice == index.parts.end()) {
        index.parts.push_back(std::move(part));
      } else if (twice->collation != part.collation) {
        return "one of its parts stands in it twice, under two collations";
      }
    }
    if (i != written.parts.size()) return "its parts are not those of its text";
    std::string problem;
    for (const IndexPart& part : index.parts) {
      const std::string& sql = part.expression.for_dialect("sqlite");
      if (problem.empty() && part.column.empty()) problem = problem_with_sql(sql);
    }
    const std::string& where = index.where.for_dialect("sqlite");
    return problem.empty() && !where.empty() ? problem_with_sql(where) : problem;
  }

  void set_collation(IndexPart& part, const std::string& written, const TableSchema& table) {
    if (written.empty()) return;
    const Column* const column = table.column(part.column);
    const std::string own =
        column == nullptr ? std::string() : column->collation.for_dialect("sqlite");
    if (sql::same_name(written, own.empty() ? "binary" : own)) return;
    const std::string spelled = spelled_collation(written);
    part.collation = DialectText(spelled.empty() ? "binary" : spelled);
    require_collation(result_, spelled);
  }

  void read_trigger(const Object& object) {
    const auto written = parsed(Kind::trigger, object, schemake::sqlite::parse_trigger_sql);
    if (!written || !claim(Kind::trigger, object)) return;
    Trigger trigger;
    trigger.name = object.name;
    trigger.table = stored_name(written->table);
    if (trigger.table.empty()) return lose(Kind::trigger, object, "its table is left out");
    trigger.timing = static_cast<Trigger::Timing>(written->timing);
    trigger.event = static_cast<Trigger::Event>(written->event);
    trigger.sql = DialectText(written->body);
    std::string problem = problem_with_sql(written->body, true);
    if (!written->when.empty()) {
      trigger.when = DialectText(schemake::sqlite::without_outer_brackets(written->when));
      if (problem.empty()) problem = problem_with_sql(written->when);
    }
    const TableSchema* const table = table_of(trigger.table);
    for (const std::string& column : written->update_of) {
      trigger.update_of.push_back(table == nullptr ? column : declared_column(*table, column));
      if (trigger.update_of.back().empty()) problem = "its table has no column " + column;
    }
    if (!problem.empty()) return lose(Kind::trigger, object, problem);
    result_.schema.triggers.emplace(object.name, std::move(trigger));
  }

  const TableSchema* table_of(const std::string& name) const {
    for (const auto& [known, table] : tables_) {
      if (sql::same_name(known, name)) return &table.schema;
    }
    return nullptr;
  }

  // Of a table or view that is in the schema; empty where it is not.
  std::string stored_name(const std::string& name) const {
    if (const TableSchema* const table = table_of(name)) return table->table.name;
    for (const auto& [known, view] : result_.schema.views) {
      if (sql::same_name(known, name)) return known;
    }
    return {};
  }

  static std::vector<std::string> columns_of(const TableSchema& table) {
    std::vector<std::string> columns;
    for (const Column& column : table.columns) columns.push_back(column.name);
    return columns;
  }

  static std::string plain_expression(const TableSchema& table, const std::string& expression) {
    return schemake::sqlite::without_outer_brackets(
        schemake::sqlite::with_strings(expression, columns_of(table)));
  }

  // Gives the constraints their names and moves the table into the schema.
  void settle(ReadTable& table) {
    TableSchema& schema = table.schema;
    const std::string name = schema.table.name;
    std::set<std::string> taken;
    if (const Key* const primary = schema.primary_key(); primary != nullptr) {
      taken.insert(sql::lower(primary->name));
    }
    const PlaceOf of{name, schema.columns, std::move(taken)};
    forget_template_names(table.constraints, of);
    for (PlacedConstraint& placed : place_constraints(std::move(table.constraints), of)) {
      const std::string constraint = name_of(placed);
      if (!placed.named) result_.unnamed.insert({kind_of(placed), name, constraint});
      if (auto* key = std::get_if<Key>(&placed.value)) {
        schema.keys.emplace(constraint, std::move(*key));
      } else if (auto* reference = std::get_if<ForeignKey>(&placed.value)) {
        schema.foreign_keys.emplace(constraint, std::move(*reference));
      } else {
        schema.checks.emplace(constraint, std::move(std::get<Check>(placed.value)));
      }
    }
    result_.schema.tables.emplace(name, std::move(schema));
  }

  sqlite3* db_;
  Introspection result_;
  std::map<std::string, ReadTable> tables_;
  std::set<std::string> names_;  // one name space, in lower case
  RawTypes raw_types_;
};

}  // namespace

std::string spell(const Remark& remark) {
  const ObjectName& object = remark.object;
  if (object.name.empty()) return remark.what;
  return std::string(spell(object.kind)) + ' ' + spell(object) + ": " + remark.what;
}

Introspection introspect(sqlite3* db) { return Reader(db).read(); }

}  // namespace schemake::generator
