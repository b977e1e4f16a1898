#ifndef SCHEMAKE_PROVE_MEMORY_DATABASE_HPP
#define SCHEMAKE_PROVE_MEMORY_DATABASE_HPP

#include "schema/desired.hpp"

struct sqlite3;

namespace schemake::generator {

// An SQLite database in memory, empty, on which a schema can be tried. What the application
// registers and SQLite lacks has stand-ins (sqlite/stand_in.hpp). A word in double quotes that is
// no name is an error, not a string. Throws schemake::Error.
class MemoryDatabase {
 public:
  explicit MemoryDatabase(const Requires& requirements);
  ~MemoryDatabase();
  MemoryDatabase(const MemoryDatabase&) = delete;
  MemoryDatabase& operator=(const MemoryDatabase&) = delete;

  sqlite3* get() const { return db_; }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_MEMORY_DATABASE_HPP
