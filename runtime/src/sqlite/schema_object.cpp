#include "sqlite/schema_object.hpp"

#include <algorithm>
#include <schemake/error.hpp>

#include "core/sql_text.hpp"
#include "sqlite/object_sql.hpp"
#include "sqlite/settings.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

// A savepoint that is rolled back when the scope ends.
class Trial {
 public:
  explicit Trial(sqlite3* db) : db_(db) { execute(db_, "SAVEPOINT schemake_trial"); }
  ~Trial() {
    // Where it fails the whole transaction has been rolled back, which the next step finds.
    sqlite3_exec(db_, "ROLLBACK TO schemake_trial; RELEASE schemake_trial", nullptr, nullptr,
                 nullptr);
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

 private:
  sqlite3* db_;
};

// ALTER TABLE says "error in view recent: no such column: x". The longest name that fits is meant,
// as a name may hold anything.
const SchemaObject* named_by(const std::string& message, const std::vector<SchemaObject>& objects) {
  const SchemaObject* best = nullptr;
  for (const SchemaObject& object : objects) {
    if (object.type == "index") continue;
    if (message.find("error in " + object.type + " " + object.name) == std::string::npos) continue;
    if (best == nullptr || object.name.size() > best->name.size()) best = &object;
  }
  return best;
}

// As the statements of an application would name it: a TEMP trigger's table may be in either
// schema.
std::string table_of(const SchemaObject& trigger) {
  return (trigger.temporary ? "" : "main.") + sql::quote_name(trigger.table);
}

// The columns of the trigger's table that an UPDATE may set, or those that it computes itself.
std::vector<std::string> columns_of(sqlite3* db, const SchemaObject& trigger, bool generated) {
  const char* schema = trigger.temporary ? "" : "main.";
  Statement rows(
      db, "PRAGMA " + std::string(schema) + "table_xinfo(" + sql::quote_name(trigger.table) + ")");
  std::vector<std::string> columns;
  while (rows.step()) {
    const bool is_generated = rows.number(6) == 2 || rows.number(6) == 3;
    if (generated ? is_generated : rows.number(6) == 0) columns.push_back(rows.text(1));
  }
  return columns;
}

// What an UPDATE that fires the trigger sets; empty where none can. Names that the table lacks
// stay, so that SQLite complains of them.
std::vector<std::string> columns_to_set(sqlite3* db, const SchemaObject& object,
                                        std::vector<std::string> update_of) {
  if (update_of.empty()) {
    std::vector<std::string> columns = columns_of(db, object, false);
    if (columns.size() > 1) columns.resize(1);
    return columns;
  }
  const std::vector<std::string> generated = columns_of(db, object, true);
  const auto is_generated = [&](const std::string& name) {
    return std::any_of(generated.begin(), generated.end(),
                       [&](const std::string& column) { return sql::same_name(column, name); });
  };
  update_of.erase(std::remove_if(update_of.begin(), update_of.end(), is_generated),
                  update_of.end());
  return update_of;
}

// A statement that fires the trigger; empty where none can.
std::string firing_statement(sqlite3* db, const SchemaObject& object) {
  const TriggerSql trigger = parse_trigger_sql(object.sql);
  switch (trigger.event) {
    case TriggerSql::Event::insert:
      return "INSERT INTO " + table_of(object) + " DEFAULT VALUES";
    case TriggerSql::Event::remove:
      return "DELETE FROM " + table_of(object);
    case TriggerSql::Event::update:
      break;
  }
  std::string assignments;
  for (const std::string& column : columns_to_set(db, object, trigger.update_of)) {
    const std::string name = sql::quote_name(column);
    assignments += (assignments.empty() ? "" : ", ") + name + " = " + name;
  }
  return assignments.empty() ? "" : "UPDATE " + table_of(object) + " SET " + assignments;
}

std::string compiled_statement(sqlite3* db, const SchemaObject& object) {
  if (object.type == "trigger") return firing_statement(db, object);
  return "SELECT * FROM " + std::string(object.temporary ? "temp." : "main.") +
         sql::quote_name(object.name);
}

}  // namespace

bool SchemaObject::is(const SchemaObject& other) const {
  return temporary == other.temporary && type == other.type && sql::same_name(name, other.name);
}

std::vector<SchemaObject> schema_objects(sqlite3* db) {
  std::vector<SchemaObject> objects;
  Statement rows(db,
                 "SELECT type, name, tbl_name, sql, temporary FROM ("
                 "SELECT type, name, tbl_name, sql, 0 AS temporary, rowid AS place "
                 "FROM main.sqlite_schema UNION ALL "
                 "SELECT type, name, tbl_name, sql, 1, rowid FROM temp.sqlite_schema) "
                 "WHERE type IN ('view', 'index', 'trigger') AND sql IS NOT NULL "
                 "ORDER BY type = 'trigger', type = 'index', temporary, place");
  while (rows.step()) {
    objects.push_back(
        {rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.number(4) != 0});
  }
  return objects;
}

std::vector<std::string> column_names(sqlite3* db, const std::string& table) {
  std::vector<std::string> names;
  Statement columns(db, "PRAGMA main.table_xinfo(" + sql::quote_name(table) + ")");
  while (columns.step()) names.push_back(columns.text(1));
  return names;
}

void drop(sqlite3* db, const SchemaObject& object) {
  execute(db, "DROP " + object.type + " IF EXISTS " + (object.temporary ? "temp." : "main.") +
                  sql::quote_name(object.name));
}

void create(sqlite3* db, const SchemaObject& object) {
  const std::vector<sql::Token> tokens = sql::tokenize(object.sql);
  const bool says_temp = tokens.size() < 2 || tokens[1].is("TEMP") || tokens[1].is("TEMPORARY");
  if (!object.temporary || says_temp) {
    execute(db, object.sql);
  } else {
    execute(db, "CREATE TEMP " + object.sql.substr(tokens[1].offset));
  }
}

bool compiles(sqlite3* db, const SchemaObject& object, std::string* problem) {
  if (object.type == "index") return true;
  const StrictQuotes strict(db);
  try {
    const std::string statement = compiled_statement(db, object);
    if (!statement.empty()) const Statement compiled(db, statement);
    return true;
  } catch (const Error& error) {
    if (error.code() != Code::statement) throw;
    if (problem != nullptr) *problem = error.what();
  } catch (const SqlSyntaxError& error) {
    if (problem != nullptr) *problem = error.what;
  }
  return false;
}

void refuse_broken(const SchemaObject& object, const std::string& problem) {
  throw Error(Code::statement,
              "the " + object.type + " " + object.name +
                  " would work no more after this change: drop it or adapt it first (" + problem +
                  ")",
              {}, object.sql);
}

bool quotes_strings(sqlite3* db, const SchemaObject& index) {
  const std::vector<sql::Token> tokens = sql::tokenize(index.sql);
  const auto open = std::find_if(tokens.begin(), tokens.end(),
                                 [](const sql::Token& token) { return token.is("("); });
  return std::any_of(open, tokens.end(), [&](const sql::Token& token) {
    if (token.kind != sql::Token::Kind::quoted_name || token.text.front() != '"') return false;
    // Of thousands of indexes: without a statement for each.
    return sqlite3_table_column_metadata(db, "main", index.table.c_str(),
                                         sql::identifier(token).c_str(), nullptr, nullptr, nullptr,
                                         nullptr, nullptr) != SQLITE_OK;
  });
}

std::vector<SchemaObject> blocking_objects(sqlite3* db) {
  std::vector<SchemaObject> blocking;
  const Trial trial(db);
  // Renaming a column of any table makes SQLite compile all views and triggers.
  execute(db, "CREATE TABLE main.schemake_trial (a)");
  for (;;) {
    try {
      execute(db, "ALTER TABLE main.schemake_trial RENAME COLUMN a TO b");
      return blocking;
    } catch (const Error& error) {
      if (error.code() != Code::statement) throw;
      const std::vector<SchemaObject> objects = schema_objects(db);
      const SchemaObject* found = named_by(error.what(), objects);
      if (found == nullptr) throw;
      blocking.push_back(*found);
      drop(db, *found);
    }
  }
}

}  // namespace schemake::sqlite
