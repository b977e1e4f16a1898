#ifndef SCHEMAKE_SQLITE_FOREIGN_KEYS_HPP
#define SCHEMAKE_SQLITE_FOREIGN_KEYS_HPP

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <schemake/edge_v1.hpp>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace schemake::sqlite {

// A row that refers to a missing one. `problem` is set instead of the other members where the
// foreign keys of `table` cannot be checked at all: the parent lacks the UNIQUE that they need.
struct Violation {
  std::string table, parent;
  std::int64_t row = 0;  // its rowid; 0 in a table without
  std::string problem;
};

// How the references of the main database stand.
struct References {
  // Of a column: its name, its parent and that one's column, in lower case.
  using Key = std::tuple<std::string, std::string, std::string>;
  // Of each table, by its name in lower case, the foreign keys that its text declares.
  std::map<std::string, std::set<Key>> tables;
  std::vector<Violation> violations;
};

// https://sqlite.org/pragma.html#pragma_foreign_key_check
References read_references(sqlite3* db);

// The violations of `after` that `before` does not account for. A table that has been renamed in
// between, one that is there no more, takes its violations along. Foreign keys that cannot work are
// none in a table that is new or has got another key: they were declared so (`enforced: false`). So
// are rows that refer to a table that is not there in a new table, by a new key, or in a
// table among those `rebuilt`, in lower case, whose keys a plan has declared.
std::vector<Violation> new_violations(const References& before, const References& after,
                                      const std::set<std::string>& rebuilt = {});

// In words, for an error: at most a few, then how many more.
std::string describe(const std::vector<Violation>& violations);

// Whether a step drops a view that a foreign key refers to, which cannot work: that has to be seen
// while the view is there.
bool drops_a_parent_view(sqlite3* db, const edge_v1::Step& step);

// Whether a step may leave a row without the one that it refers to, or a foreign key that cannot
// work. To look for those takes reading all tables that have foreign keys; one that only relaxes a
// table by its text, adds a column or makes an index needs no such look.
bool may_break_references(const edge_v1::Step& step);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_FOREIGN_KEYS_HPP
