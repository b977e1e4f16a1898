#ifndef SCHEMAKE_INTROSPECT_INTROSPECT_HPP
#define SCHEMAKE_INTROSPECT_INTROSPECT_HPP

#include <set>
#include <string>
#include <vector>

#include "schema/desired.hpp"

struct sqlite3;

namespace schemake::generator {

// What a schema cannot say of an object in a database.
struct Remark {
  ObjectName object;
  std::string what;  // "is left out: its name is empty"
};

// "view recent: is left out: its name is empty".
std::string spell(const Remark& remark);

// A real database as a schema.
struct Introspection {
  Schema schema;
  std::set<ObjectName> unnamed;         // constraints whose name is the template's
  std::vector<std::string> collations;  // that SQLite lacks: the application registers them
  std::vector<Remark> lost;             // what the schema has not, or in another way
  std::vector<Remark> notes;            // left out as well, but without a meaning to SQLite
};

// Reads the main database. Left out without a word are SQLite's and Schemake's own tables and the
// shadow tables of virtual ones. A portable type stands only where SQLite would be told the same;
// every other type is raw. Whatever the reader of schema files would refuse is lost and said.
// Throws schemake::Error where the database cannot be read.
Introspection introspect(sqlite3* db);

}  // namespace schemake::generator

#endif  // SCHEMAKE_INTROSPECT_INTROSPECT_HPP
