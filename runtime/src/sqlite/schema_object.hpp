#ifndef SCHEMAKE_SQLITE_SCHEMA_OBJECT_HPP
#define SCHEMAKE_SQLITE_SCHEMA_OBJECT_HPP

#include <sqlite3.h>

#include <string>
#include <vector>

namespace schemake::sqlite {

// A view, index or trigger as sqlite_schema or sqlite_temp_schema has it.
struct SchemaObject {
  std::string type, name, table, sql;
  bool temporary = false;

  // SQLite's names differ in more than case.
  bool is(const SchemaObject& other) const;
};

// All of a database: views, then indexes, then triggers, each in the order of their creation, so
// that none comes before what it needs.
std::vector<SchemaObject> schema_objects(sqlite3* db);

// The columns of a table or view of the main database; none where there is none of that name.
std::vector<std::string> column_names(sqlite3* db, const std::string& table);

void drop(sqlite3* db, const SchemaObject& object);
// Makes it again, in the schema where it was.
void create(sqlite3* db, const SchemaObject& object);

// Whether SQLite can compile what it does, with double-quoted strings off: "x" is a name and never
// a text, else a view over a column that is gone would quietly give the column's name. `problem` is
// set to SQLite's words where it cannot. An index is taken to compile, since it could not be made
// otherwise; so is a trigger that no statement can fire, on an UPDATE of generated columns alone.
bool compiles(sqlite3* db, const SchemaObject& object, std::string* problem = nullptr);

// What is said about one that compiled before a change and does not after it.
[[noreturn]] void refuse_broken(const SchemaObject& object, const std::string& problem);

// Whether an index takes a text in double quotes for a string, as SQLite allowed it when it was
// made.
bool quotes_strings(sqlite3* db, const SchemaObject& index);

// The views and triggers that stop any ALTER TABLE RENAME or DROP COLUMN, because SQLite compiles
// all of them then and cannot compile these. Leaves the database as it was; needs a transaction.
std::vector<SchemaObject> blocking_objects(sqlite3* db);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_SCHEMA_OBJECT_HPP
