#ifndef SCHEMAKE_SQLITE_FOREIGN_KEYS_HPP
#define SCHEMAKE_SQLITE_FOREIGN_KEYS_HPP

#include <sqlite3.h>

#include <cstdint>
#include <schemake/edge_v1.hpp>
#include <string>
#include <vector>

namespace schemake::sqlite {

// A row that refers to a missing one. `problem` is set instead of the other members where the
// foreign keys of `table` cannot be checked at all: the parent lacks the UNIQUE that they need.
struct Violation {
  std::string table, parent;
  std::int64_t row = 0;  // its rowid; 0 in a table without
  std::string problem;
};

// All of the main database, https://sqlite.org/pragma.html#pragma_foreign_key_check.
std::vector<Violation> violations(sqlite3* db);

// Those of `after` that `before` does not account for. A table that has been renamed in between,
// one that is in `tables_after` no more, takes its violations along.
std::vector<Violation> new_violations(const std::vector<Violation>& before,
                                      const std::vector<Violation>& after,
                                      const std::vector<std::string>& tables_after);

std::vector<std::string> table_names(sqlite3* db);

// In words, for an error: at most a few, then how many more.
std::string describe(const std::vector<Violation>& violations);

// Whether a step may leave a row without the one that it refers to, or a foreign key that cannot
// work. To look for those takes reading all tables that have foreign keys; one that only relaxes a
// table by its text, adds a column or makes an index needs no such look.
bool may_break_references(const edge_v1::Step& step);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_FOREIGN_KEYS_HPP
