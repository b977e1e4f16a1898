#ifndef SCHEMAKE_TESTS_PROPERTY_WALKED_DATABASE_HPP
#define SCHEMAKE_TESTS_PROPERTY_WALKED_DATABASE_HPP

#include <schemake/fingerprint.hpp>
#include <schemake/sqlite.hpp>
#include <string>
#include <vector>

#include "dialect/plan.hpp"
#include "operation/operation.hpp"
#include "prove/compiled_edge.hpp"
#include "prove/memory_database.hpp"

namespace schemake::generator {

// The id of the numbered state of a test; 0 is base.
std::string state_id(unsigned number);

// SQLite's plan of operations that lead from one schema to another.
Plan plan_of(const Schema& before, const Schema& after, const std::vector<Operation>& operations);

Fingerprint fresh_fingerprint(const Schema& schema);

// A database in memory that is walked by the runtime.
class WalkedDatabase {
 public:
  explicit WalkedDatabase(const CompiledCatalog& catalog);

  sqlite3* get() const { return database_.get(); }
  // Up or down. Where the rows do not allow it, nothing must have changed, and it is walked again
  // without them; true where they did allow it. Throws schemake::Error where it fails otherwise.
  bool go(unsigned from, unsigned to);
  // What stands that a fresh create of `wanted` does not give, and what SQLite finds wrong.
  std::string differs(const Fingerprint& wanted);

 private:
  void walk(unsigned from, unsigned to);

  const CompiledCatalog& catalog_;
  MemoryDatabase database_;
  sqlite::Connection connection_;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_WALKED_DATABASE_HPP
