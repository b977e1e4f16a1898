#include "sqlite/aside.hpp"

#include <algorithm>
#include <optional>
#include <schemake/error.hpp>

#include "core/sql_text.hpp"
#include "sqlite/settings.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

// Views before indexes before triggers: each may need one of those before it.
std::vector<SchemaObject> all_objects(sqlite3* db) {
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

bool same(const SchemaObject& a, const SchemaObject& b) {
  return a.temporary == b.temporary && a.type == b.type && sql::same_name(a.name, b.name);
}

bool holds(const std::vector<SchemaObject>& objects, const SchemaObject& object) {
  return std::any_of(objects.begin(), objects.end(),
                     [&](const SchemaObject& other) { return same(other, object); });
}

bool holds(const std::vector<Broken>& broken, const SchemaObject& object) {
  return std::any_of(broken.begin(), broken.end(),
                     [&](const Broken& other) { return same(other.object, object); });
}

void drop(sqlite3* db, const SchemaObject& object) {
  execute(db, "DROP " + object.type + " IF EXISTS " + (object.temporary ? "temp." : "main.") +
                  sql::quote_name(object.name));
}

// The statement that makes it again, in the schema where it was.
std::string create_sql(const SchemaObject& object) {
  if (!object.temporary) return object.sql;
  const std::vector<sql::Token> tokens = sql::tokenize(object.sql);
  if (tokens.size() < 2 || tokens[1].is("TEMP") || tokens[1].is("TEMPORARY")) return object.sql;
  return "CREATE TEMP " + object.sql.substr(tokens[1].offset);
}

// Whether a name of `names` is what the object hangs on.
bool depends_on(const SchemaObject& object, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    if (object.type == "index") return !object.temporary && sql::same_name(object.table, name);
    return sql::same_name(object.table, name) || sql::mentions(object.sql, name);
  });
}

// The names that DROP INDEX, DROP VIEW and DROP TRIGGER in a script name.
std::vector<std::string> dropped_names(std::string_view script) {
  std::vector<std::string> names;
  const std::vector<sql::Token> tokens = sql::tokenize(script);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!tokens[i].is("DROP")) continue;
    const sql::Token& kind = tokens[i + 1];
    if (!kind.is("INDEX") && !kind.is("VIEW") && !kind.is("TRIGGER")) continue;
    std::size_t name = i + 2;
    if (tokens[name].is("IF")) name += 2;
    if (name + 2 < tokens.size() && tokens[name + 1].is(".")) name += 2;
    if (name < tokens.size()) names.push_back(sql::identifier(tokens[name]));
  }
  return names;
}

// A savepoint that is rolled back when the scope ends.
class Trial {
 public:
  explicit Trial(sqlite3* db) : db_(db) { execute(db_, "SAVEPOINT schemake_trial"); }
  ~Trial() {
    try {
      execute(db_, "ROLLBACK TO schemake_trial");
      execute(db_, "RELEASE schemake_trial");
    } catch (...) {
      // The whole transaction has been rolled back, which the next step finds.
      return;
    }
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

// Whether a name in double quotes is none of the table's columns, and so was taken for a string
// when the index was made.
bool quotes_strings(sqlite3* db, const SchemaObject& index) {
  std::vector<std::string> columns;
  Statement rows(db, "PRAGMA main.table_xinfo(" + sql::quote_name(index.table) + ")");
  while (rows.step()) columns.push_back(rows.text(1));
  const std::vector<sql::Token> tokens = sql::tokenize(index.sql);
  const auto open = std::find_if(tokens.begin(), tokens.end(),
                                 [](const sql::Token& token) { return token.is("("); });
  return std::any_of(open, tokens.end(), [&](const sql::Token& token) {
    if (token.kind != sql::Token::Kind::quoted_name || token.text.front() != '"') return false;
    const std::string name = sql::identifier(token);
    return std::none_of(columns.begin(), columns.end(),
                        [&](const std::string& column) { return sql::same_name(column, name); });
  });
}

[[noreturn]] void refuse(const SchemaObject& object, const std::string& problem) {
  throw Error(Code::statement,
              "the " + object.type + " " + object.name +
                  " would work no more after this change: drop it or adapt it first (" + problem +
                  ")",
              {}, object.sql);
}

void create(sqlite3* db, const SchemaObject& object) {
  try {
    std::optional<StrictQuotes> strict;
    if (!object.quotes_strings) strict.emplace(db);
    execute(db, create_sql(object));
  } catch (const Error& error) {
    if (error.code() != Code::statement) throw;
    refuse(object, error.what());
  }
}

}  // namespace

std::vector<Broken> broken_objects(sqlite3* db) {
  std::vector<Broken> broken;
  if (all_objects(db).empty()) return broken;
  const StrictQuotes strict(db);
  const Trial trial(db);
  // Renaming a column of any table makes SQLite compile all views and triggers.
  execute(db, "CREATE TABLE main.schemake_trial (a)");
  for (;;) {
    try {
      execute(db, "ALTER TABLE main.schemake_trial RENAME COLUMN a TO b");
      return broken;
    } catch (const Error& error) {
      if (error.code() != Code::statement) throw;
      const std::vector<SchemaObject> objects = all_objects(db);
      const SchemaObject* found = named_by(error.what(), objects);
      if (found == nullptr) throw;
      broken.push_back({*found, error.what()});
      drop(db, *found);
    }
  }
}

Aside::Aside(sqlite3* db, const std::vector<std::string>& tables)
    : db_(db), broken_(broken_objects(db)) {
  take(tables);
}

void Aside::take(const std::vector<std::string>& tables) {
  const std::vector<SchemaObject> all = all_objects(db_);
  std::vector<std::string> names = tables;
  std::vector<bool> taken(all.size(), false);
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (taken[i] || !(depends_on(all[i], names) || holds(broken_, all[i]))) continue;
      taken[i] = grown = true;
      if (all[i].type == "view") names.push_back(all[i].name);
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!taken[i]) continue;
    objects_.push_back(all[i]);
    if (all[i].type == "index") objects_.back().quotes_strings = quotes_strings(db_, all[i]);
  }
  // Triggers first: those of a view go with it.
  for (auto object = objects_.rbegin(); object != objects_.rend(); ++object) drop(db_, *object);
}

void Aside::put_back(const std::vector<std::string_view>& scripts) {
  std::vector<std::string> dropped;
  for (const std::string_view script : scripts) {
    for (std::string& name : dropped_names(script)) dropped.push_back(std::move(name));
  }
  const std::vector<SchemaObject> present = all_objects(db_);
  for (const SchemaObject& object : objects_) {
    const bool is_dropped =
        std::any_of(dropped.begin(), dropped.end(),
                    [&](const std::string& name) { return sql::same_name(name, object.name); });
    if (!is_dropped && !holds(present, object)) create(db_, object);
  }
  check_put_back();
}

void Aside::check_put_back() const {
  for (const Broken& broken : broken_objects(db_)) {
    if (!holds(broken_, broken.object)) refuse(broken.object, broken.problem);
  }
}

}  // namespace schemake::sqlite
