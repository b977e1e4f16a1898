#ifndef SCHEMAKE_SQLITE_ASIDE_HPP
#define SCHEMAKE_SQLITE_ASIDE_HPP

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

namespace schemake::sqlite {

// A view, trigger or index as sqlite_schema has it.
struct SchemaObject {
  std::string type, name, table, sql;
  bool temporary = false;       // of sqlite_temp_schema
  bool quotes_strings = false;  // an index that takes a "text" in double quotes for a string
};

// Views and triggers that SQLite cannot compile, with double-quoted strings off, in the words of
// the check that ALTER TABLE makes. Leaves the database as it was.
struct Broken {
  SchemaObject object;
  std::string problem;  // in SQLite's words
};
// By the check that ALTER TABLE makes, with double-quoted strings off. Leaves the database as it
// was.
std::vector<Broken> broken_objects(sqlite3* db);

// All that stands in the way of a rebuild of some tables, taken away by the constructor: their
// indexes and triggers, and the views and triggers that mention them, or mention such a view, in
// the main and in the temporary schema, and those that are broken anyway, which would stop any
// ALTER TABLE.
class Aside {
 public:
  Aside(sqlite3* db, const std::vector<std::string>& tables);

  bool empty() const { return objects_.empty(); }

  // Puts back what is not there again by now and that no statement of `scripts` drops. Fails,
  // naming it, where one works no more that did before.
  void put_back(const std::vector<std::string_view>& scripts);

 private:
  void take(const std::vector<std::string>& tables);
  void check_put_back() const;

  sqlite3* db_;
  std::vector<SchemaObject> objects_;  // in the order of their creation
  std::vector<Broken> broken_;         // before anything was done
};

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_ASIDE_HPP
