#ifndef SCHEMAKE_OPERATION_DIFF_HPP
#define SCHEMAKE_OPERATION_DIFF_HPP

#include <vector>

#include "operation/operation.hpp"
#include "schema/desired.hpp"

namespace schemake::generator {

struct Difference {
  std::vector<Operation> operations;
  // What the operations lead to: `to`, but for the names of unnamed constraints. apply(from,
  // operations) gives exactly this.
  Schema settled;
};

// The operations that lead from `from` to `to`, each of which applies where the ones before it have
// been applied; none when the two are equal. Both must be valid: std::logic_error otherwise. In
// this order:
// - drops of what holds a name that another object of `to` takes, with all that refers to it;
// - renames: tables, views and indexes, then enums, then columns; a circle of names goes through
//   schemake_renaming_1;
// - drops of triggers, views, indexes, foreign keys, checks and keys that `to` lacks;
// - new and changed enums; then each table, parents of foreign keys first: the table, its columns,
// keys,
//   foreign keys (those of a circle after all tables), checks, indexes; then virtual tables, views,
//   triggers;
// - drops of columns, then of tables, children first, then of enums.
//
// A hint `renamed_from` counts where the old name stands in `from`, unless both names stand on both
// sides and no other rename takes or gives up one of them. So a renamed object may take the name of
// one that is dropped, a new one may take the name that was given up, and names may be swapped.
// Hints for what is not in `from` are spent and ignored. A swap looks the same after it was
// recorded: pass what unspent() leaves.
//
// An expression that names a column which is renamed follows by itself (operation.hpp). Where the
// rename could not be taken back exactly (its new name stands in the expression already, or the old
// one is written in another case), the expression is respelled before the rename, or its object is
// dropped and created anew.
//
// A backfill is recorded with a column that is new, that becomes NOT NULL or that no longer is
// generated; and with one whose type changes, where it is an expression over the column itself.
//
// An unnamed constraint of `to` takes the name of an equal one of the same table after the renames;
// a new one whose name is taken by that gets _2, _3, ... behind it.
Difference difference(const Schema& from, const Schema& to, const Hints& hints = {});

// The operations of difference().
std::vector<Operation> diff(const Schema& from, const Schema& to, const Hints& hints = {});

// The hints without those that `recorded`, the operations of the whole history in order, already
// made true: renames, and conversions of a column by a backfill over itself, which would convert
// its values a second time at the next change of its type.
Hints unspent(const Hints& hints, const std::vector<Operation>& recorded);

// Undoes `operations`: before and after swapped, last to first. Backfills are not kept.
std::vector<Operation> reverse(const std::vector<Operation>& operations);

// A drop and an add that look like a rename, for a report; nothing is guessed. Names that differ in
// case alone; and of what is left columns of one type in one table, and tables with the same
// columns: each pair only where neither side looks like another one as well.
struct LikelyRename {
  ObjectName dropped, added;
};
std::vector<LikelyRename> likely_renames(const std::vector<Operation>& operations);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_DIFF_HPP
