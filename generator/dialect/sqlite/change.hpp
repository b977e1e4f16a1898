#ifndef SCHEMAKE_DIALECT_SQLITE_CHANGE_HPP
#define SCHEMAKE_DIALECT_SQLITE_CHANGE_HPP

#include <vector>

#include "dialect/lineage.hpp"
#include "schema/schema.hpp"

namespace schemake::generator::sqlite {

// A state before, in the names of the state after, and the state after.
struct States {
  const Schema& before;
  const Schema& after;
};

// What differs, as SQLite sees it, between a table's two selves; what differs in portable type,
// comment or constraint name alone is the same to SQLite and not listed.
struct TableChange {
  struct Pair {
    const Column* before;
    const Column* after;
  };

  const TableSchema* before = nullptr;
  const TableSchema* after = nullptr;
  std::vector<const Column*> added, dropped;
  std::vector<Pair> kept;     // all columns of both, in the order of `after`
  std::vector<Pair> changed;  // those of them that SQLite stores in another way
  bool primary_key = false;
  bool options = false;  // STRICT, WITHOUT ROWID, or a column order that is asked for
  std::vector<const Key*> added_keys, dropped_keys;  // unique ones
  std::vector<const ForeignKey*> added_foreign_keys, dropped_foreign_keys;
  std::vector<const Check*> added_checks, dropped_checks;

  bool empty() const;
};

TableChange compare(const TableSchema& before, const TableSchema& after, const States& states);

// Whether SQLite cannot tell the two, which may be called and written otherwise: INITIALLY
// IMMEDIATE is no other than not DEFERRABLE (https://sqlite.org/foreignkeys.html#fk_deferred).
bool works_alike(ForeignKey a, ForeignKey b);

// Whether the two are one index to SQLite.
bool same(const Index& a, const Index& b);
bool same(const View& a, const View& b);
bool same(const Trigger& a, const Trigger& b);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_CHANGE_HPP
