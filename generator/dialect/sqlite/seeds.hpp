#ifndef SCHEMAKE_DIALECT_SQLITE_SEEDS_HPP
#define SCHEMAKE_DIALECT_SQLITE_SEEDS_HPP

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dialect/plan.hpp"
#include "dialect/sqlite/change.hpp"
#include "dialect/sqlite/seed_parents.hpp"
#include "dialect/sqlite/values.hpp"

// The rows that a schema brings. They belong to the users once they are there: a row whose key or
// unique value is taken is not put in, nor one that refers to a row of the schema which is not
// there; a value that somebody changed is not changed, a row that somebody changed is not
// removed.

namespace schemake::generator::sqlite {

// What becomes of the rows of one table, by their keys; where the key is of other columns, the old
// rows go and the new ones come.
struct SeedChange {
  struct Pair {
    const Row* before;
    const Row* after;
  };
  const TableSchema* before = nullptr;  // in the names of the state after; null: created
  const TableSchema* after = nullptr;
  std::vector<const Row*> added, removed;
  std::vector<Pair> changed;             // or that get another default
  std::set<std::string> other_defaults;  // columns
  std::vector<Value> values;             // what becomes of what they hold
  // The removed rows go before the table changes: as a column of theirs goes or changes, the table
  // after can no longer tell what they held; or on the way back, where a guard would refuse them.
  bool removes_early = false;

  bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
};

// `before` may be null. `values`: how the table's values change.
SeedChange seed_change(const TableSchema* before, const TableSchema& after,
                       std::vector<Value> values);

// Removes the rows that go before the table changes, if they do so.
std::vector<Step> early_removal_steps(Phase phase, const SeedChange& change);

// Removes the others and changes those that stay, before rows are put in, so that a unique value
// may move from one row to another. What a turn holds; the first one removes.
std::vector<Step> seed_steps(Phase phase, const SeedChange& change, SeedParents& parents,
                             const Turn& turn);
std::vector<Step> insert_steps(Phase phase, const SeedChange& change, SeedParents& parents,
                               const Turn& turn);

// Refuses where rows still refer to one that was removed.
std::vector<Step> removal_guards(Phase phase, const SeedChange& change, const Schema& after);

// Takes the rows out of a table that goes, so that it is empty where nobody has put others in.
std::vector<Step> emptying_steps(Phase phase, const TableSchema& table);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_SEEDS_HPP
