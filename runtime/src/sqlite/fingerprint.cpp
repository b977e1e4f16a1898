#include "sqlite/fingerprint.hpp"

#include <algorithm>
#include <map>
#include <schemake/error.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sql_text.hpp"
#include "sqlite/canonical_sql.hpp"
#include "sqlite/double_quoted.hpp"
#include "sqlite/object_sql.hpp"
#include "sqlite/shadow_tables.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/table_sql.hpp"

namespace schemake::sqlite {
namespace {

// A row of sqlite_schema.
struct Object {
  std::string type, name, table, sql;
  bool has_pages;  // a table that is none of a virtual module's
};

bool is_left_out(const std::string& name) {
  return sql::lower(name).rfind("sqlite_", 0) == 0 || sql::same_name(name, "schemake_history") ||
         sql::same_name(name, "schemake_step");
}

std::vector<Object> read_objects(sqlite3* db) {
  std::vector<Object> objects;
  Statement query(
      db, "SELECT type, name, tbl_name, sql, coalesce(rootpage, 0) FROM main.sqlite_schema");
  while (query.step()) {
    Object object{query.text(0), query.text(1), query.text(2), query.text(3), query.number(4) != 0};
    if (!is_left_out(object.name) && !is_left_out(object.table))
      objects.push_back(std::move(object));
  }
  return objects;
}

[[noreturn]] void fail(const Object& object, const std::string& what) {
  throw Error(Code::engine,
              "the " + object.type + " " + object.name +
                  " cannot be compared, because its text in the schema is not understood: " + what,
              {}, object.sql);
}

const char* yes_no(bool value) { return value ? "yes" : "no"; }

// A part of an index as the engine has it.
struct Part {
  std::string text;  // a column's name; empty for an expression
  std::string collation;
  bool descending = false;
};

std::string part_list(const std::vector<Part>& parts) {
  std::string list;
  for (const Part& part : parts) {
    if (!list.empty()) list += ", ";
    list += part.text;
    if (!part.collation.empty()) list += " collate " + part.collation;
    if (part.descending) list += " desc";
  }
  return list;
}

// Where two rows are alike in a part, a repetition of it does not tell them apart.
std::vector<Part> without_repeats(const std::vector<Part>& parts) {
  std::vector<Part> result;
  for (const Part& part : parts) {
    const bool repeats = std::any_of(result.begin(), result.end(), [&](const Part& other) {
      return other.text == part.text && other.collation == part.collation;
    });
    if (!repeats) result.push_back(part);
  }
  return result;
}

// Of the constraint that gave rise to an index of these parts; SQLite keeps one of several equal
// ones.
Conflict conflict_of(const TableSql& table, const std::vector<Part>& parts) {
  const auto same = [&](const KeyPartSql& key, const Part& part) {
    const ColumnSql* const column = table.column(key.column);
    const std::string own = column == nullptr ? "" : column->collation;
    return canonical_name(key.column) == part.text &&
           canonical_collation(key.collation.empty() ? own : key.collation) == part.collation;
  };
  for (const KeySql& key : table.keys) {
    if (key.conflict != Conflict::unspecified &&
        std::equal(key.parts.begin(), key.parts.end(), parts.begin(), parts.end(), same)) {
      return key.conflict;
    }
  }
  return Conflict::unspecified;
}

std::vector<std::string> primary_key_of(const TableSql& table) {
  std::vector<std::string> columns;
  for (const KeySql& key : table.keys) {
    if (!key.primary) continue;
    for (const KeyPartSql& part : key.parts) columns.push_back(part.column);
  }
  return columns;
}

std::vector<std::string> columns_of(const TableSql& table) {
  std::vector<std::string> columns;
  columns.reserve(table.columns.size());
  for (const ColumnSql& column : table.columns) columns.push_back(column.name);
  return columns;
}

// An expression over the columns of a table.
std::string expression_of(const TableSql& table, const std::string& expression) {
  return canonical_expression(with_strings(expression, columns_of(table)));
}

std::string part_of(const TableSql& table, const IndexPartSql& part) {
  return canonical_expression(part_with_strings(part.expression, columns_of(table)));
}

template <class T>
T parsed(const Object& object, T (*parse)(std::string_view)) {
  try {
    return parse(object.sql);
  } catch (const SqlSyntaxError& error) {
    fail(object, error.what);
  }
}

class Reader {
 public:
  explicit Reader(sqlite3* db) : db_(db) {}

  Fingerprint read() {
    std::vector<Object> objects = read_objects(db_);
    leave_out_shadows(objects);
    for (const Object& object : objects) collect(object);
    for (const Object& object : objects) add(object);
    std::sort(rows_.begin(), rows_.end());
    rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
    return std::move(rows_);
  }

 private:
  void leave_out_shadows(std::vector<Object>& objects) {
    std::map<std::string, std::string> modules;
    for (const Object& object : objects) {
      if (object.type == "table" && !object.has_pages) {
        modules[sql::lower(object.name)] = parsed(object, parse_virtual_table_sql).module;
      }
    }
    if (modules.empty()) return;
    const std::set<std::string> shadows = shadow_tables(db_, modules);
    const auto is_shadow = [&](const Object& object) {
      return shadows.count(sql::lower(object.table)) > 0;
    };
    objects.erase(std::remove_if(objects.begin(), objects.end(), is_shadow), objects.end());
  }

  void collect(const Object& object) {
    const bool table = object.type == "table";
    if (table || object.type == "view") names_[sql::lower(object.name)] = object.name;
    if (!table || !object.has_pages) return;
    auto result = parse_table_sql(object.sql);
    if (const auto* failure = std::get_if<TableSqlFailure>(&result)) fail(object, failure->what);
    tables_[sql::lower(object.name)] = std::get<TableSql>(std::move(result));
  }

  void add(const Object& object) {
    if (object.type == "table" && object.has_pages) {
      add_table(object.name, tables_.at(sql::lower(object.name)));
    } else if (object.type == "table") {
      const VirtualTableSql table = parsed(object, parse_virtual_table_sql);
      at("virtual table", object.name, object.name);
      put("module", sql::lower(table.module));
      put("arguments", sql::canonical(table.arguments));
    } else if (object.type == "view") {
      const ViewSql view = parsed(object, parse_view_sql);
      at("view", "", object.name);
      put_if("columns", canonical_names(view.columns));
      put("definition", sql::canonical(with_strings(db_, as_stored(object), view.select)));
    } else if (object.type == "index") {
      add_index(object);
    } else if (object.type == "trigger") {
      add_trigger(object);
    }
  }

  void add_table(const std::string& name, const TableSql& table) {
    at("table", name, name);
    put("strict", yes_no(table.strict));
    put("without rowid", yes_no(table.without_rowid));
    const std::string alias = add_keys(name, table);
    add_columns(name, table, alias);
    for (const ForeignKeySql& key : table.foreign_keys) add_foreign_key(name, key);
    for (const CheckSql& check : table.checks) {
      const std::string expression = expression_of(table, check.expression);
      at("check", name, expression);
      put("definition", expression);
    }
  }

  void add_columns(const std::string& table, const TableSql& text, const std::string& alias) {
    Statement columns(db_, "PRAGMA main.table_xinfo(" + sql::quote_name(table) + ")");
    while (columns.step()) {
      const std::string name = columns.text(1);
      const ColumnSql* const column = text.column(name);
      if (column == nullptr) {
        throw Error(Code::engine, "the column " + table + "." + name +
                                      " is not in the text that the schema has for its table");
      }
      at("column", table, name);
      put("type", canonical_type(columns.text(2)));
      // A rowid is never NULL, whatever its column says.
      put("nullable", yes_no(columns.number(3) == 0 && !sql::same_name(name, alias)));
      if (column->default_value) put_if("default", canonical_default(*column->default_value));
      put_if("collation", canonical_collation(column->collation));
      put_if("on null", spell(column->not_null_conflict));
      if (!column->generated) continue;
      put("generated", expression_of(text, column->generated->expression));
      put("stored", yes_no(column->generated->stored));
    }
  }

  // Returns the column that is another name of the rowid, if there is one.
  std::string add_keys(const std::string& table, const TableSql& text) {
    bool has_primary_index = false;
    for (const auto& [index, origin] : indexes_of(table)) {
      if (origin == "c") continue;
      has_primary_index |= origin == "pk";
      add_key(table, text, parts_of(index), origin == "pk");
    }
    const std::vector<std::string> primary = primary_key_of(text);
    if (primary.empty() || has_primary_index) return {};
    Part part;
    part.text = canonical_name(primary.front());
    add_key(table, text, {part}, true);
    put("rowid alias", yes_no(true));
    const bool autoincrement = std::any_of(text.keys.begin(), text.keys.end(),
                                           [](const KeySql& key) { return key.autoincrement; });
    put("autoincrement", yes_no(autoincrement));
    return primary.front();
  }

  void add_key(const std::string& table, const TableSql& text, const std::vector<Part>& parts,
               bool primary) {
    const std::string list = part_list(parts);
    at("key", table, primary ? "primary key" : "unique (" + list + ")");
    put("columns", list);
    put_if("on conflict", spell(conflict_of(text, parts)));
  }

  void add_foreign_key(const std::string& table, const ForeignKeySql& key) {
    const auto parent = tables_.find(sql::lower(key.parent));
    std::vector<std::string> parent_columns = key.parent_columns;
    if (parent_columns.empty() && parent != tables_.end()) {
      parent_columns = primary_key_of(parent->second);
    }
    // The order of the pairs has no meaning.
    std::vector<std::pair<std::string, std::string>> pairs;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      pairs.emplace_back(key.columns[i], i < parent_columns.size() ? parent_columns[i] : "");
    }
    std::sort(pairs.begin(), pairs.end());
    std::vector<std::string> from;
    std::vector<std::string> to;
    for (const auto& [column, parent_column] : pairs) {
      from.push_back(column);
      to.push_back(parent_column);
    }
    at("foreign key", table,
       "(" + canonical_names(from) + ") references " + sql::lower(key.parent) + " (" +
           canonical_names(to) + ")");
    put("on delete", spell(key.on_delete));
    put("on update", spell(key.on_update));
    put("deferred", yes_no(key.deferrable && key.initially_deferred));
  }

  void add_index(const Object& object) {
    const IndexSql index = parsed(object, parse_index_sql);
    const auto found = tables_.find(sql::lower(object.table));
    const TableSql table = found == tables_.end() ? TableSql{} : found->second;
    std::vector<Part> parts = parts_of(object.name);
    if (parts.size() != index.parts.size()) fail(object, "it has another number of columns");
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].text.empty()) parts[i].text = part_of(table, index.parts[i]);
    }
    at("index", stored_name(object.table), object.name);
    put("unique", yes_no(index.unique));
    put("columns", part_list(without_repeats(parts)));
    put_if("where", expression_of(table, index.where));
  }

  void add_trigger(const Object& object) {
    TriggerSql trigger = parsed(object, parse_trigger_sql);
    static constexpr const char* kTimings[] = {"before", "after", "instead of"};
    static constexpr const char* kEvents[] = {"insert", "update", "delete"};
    at("trigger", stored_name(object.table), object.name);
    put("timing", kTimings[static_cast<int>(trigger.timing)]);
    put("event", kEvents[static_cast<int>(trigger.event)]);
    for (std::string& column : trigger.update_of) column = sql::lower(column);
    std::sort(trigger.update_of.begin(), trigger.update_of.end());
    put_if("update of", canonical_names(trigger.update_of));
    const SchemaObject stored = as_stored(object);
    put_if("when", canonical_expression(with_strings(db_, stored, trigger.when)));
    put("body", sql::canonical(with_strings(db_, stored, trigger.body)));
  }

  static SchemaObject as_stored(const Object& object) {
    return {object.type, object.name, object.table, object.sql};
  }

  // Their names and what they stem from: "c" CREATE INDEX, "u" UNIQUE, "pk" PRIMARY KEY.
  std::vector<std::pair<std::string, std::string>> indexes_of(const std::string& table) {
    std::vector<std::pair<std::string, std::string>> indexes;
    Statement list(db_, "PRAGMA main.index_list(" + sql::quote_name(table) + ")");
    while (list.step()) indexes.emplace_back(list.text(1), list.text(3));
    return indexes;
  }

  std::vector<Part> parts_of(const std::string& index) {
    std::vector<Part> parts;
    Statement list(db_, "PRAGMA main.index_xinfo(" + sql::quote_name(index) + ")");
    while (list.step()) {
      if (list.number(5) == 0) continue;  // no part of the key: what leads to the row
      std::string name = list.text(2);
      if (list.number(1) == -1) name = "rowid";
      parts.push_back({name.empty() ? name : canonical_name(name),
                       canonical_collation(list.text(4)), list.number(3) != 0});
    }
    return parts;
  }

  // A trigger may spell its table in another case.
  std::string stored_name(const std::string& table) const {
    const auto found = names_.find(sql::lower(table));
    return found == names_.end() ? table : found->second;
  }

  // The object that put() adds properties to.
  void at(const char* kind, const std::string& table, const std::string& name) {
    now_.kind = kind;
    now_.table = table;
    now_.name = name;
  }
  void put(const char* property, std::string value) {
    rows_.push_back({now_.kind, now_.table, now_.name, property, std::move(value)});
  }
  void put_if(const char* property, std::string value) {
    if (!value.empty()) put(property, std::move(value));
  }

  sqlite3* db_;
  std::map<std::string, TableSql> tables_;    // by name in lower case
  std::map<std::string, std::string> names_;  // of tables and views: lower case to as stored
  Fingerprint rows_;
  FingerprintRow now_;
};

}  // namespace

Fingerprint read_fingerprint(sqlite3* db) { return Reader(db).read(); }

std::vector<std::string> read_outline(sqlite3* db) {
  std::vector<std::string> names;
  for (const Object& object : read_objects(db)) names.push_back(sql::lower(object.name));
  Statement columns(db,
                    "SELECT t.name, c.name FROM main.sqlite_schema AS t "
                    "JOIN pragma_table_xinfo(t.name, 'main') AS c "
                    "WHERE t.type = 'table' AND t.rootpage <> 0");
  while (columns.step()) {
    if (is_left_out(columns.text(0))) continue;
    names.push_back(sql::lower(columns.text(0)) + '\n' + sql::lower(columns.text(1)));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace schemake::sqlite
