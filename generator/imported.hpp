#ifndef SCHEMAKE_IMPORTED_HPP
#define SCHEMAKE_IMPORTED_HPP

#include <schemake/fingerprint.hpp>
#include <string>
#include <vector>

#include "introspect/introspect.hpp"
#include "schema/desired.hpp"

struct sqlite3;

namespace schemake::generator {

// A real database as it goes into a schema file, and what of it does not.
struct Imported {
  Desired desired;  // all but the catalog and the files
  std::vector<Remark> lost, notes;
  Fingerprint fingerprint;  // of the schema, created again
};

// Introspects the main database, leaves out what no SQLite can create again, and compares what is
// left, created in memory, with the database: a difference that nothing told before is lost as
// well. Throws schemake::Error.
Imported import_schema(sqlite3* db);

}  // namespace schemake::generator

#endif  // SCHEMAKE_IMPORTED_HPP
