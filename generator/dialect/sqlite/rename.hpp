#ifndef SCHEMAKE_DIALECT_SQLITE_RENAME_HPP
#define SCHEMAKE_DIALECT_SQLITE_RENAME_HPP

#include <set>
#include <string>
#include <vector>

#include "dialect/lineage.hpp"
#include "dialect/plan.hpp"

namespace schemake::generator::sqlite {

// The state before in the names of the state after. SQLite's ALTER TABLE RENAME rewrites what
// refers to the name (https://sqlite.org/lang_altertable.html#alter_table_rename), so all that
// follows compares and writes new names alone.
struct Renamed {
  // Tables to drop before anything else, as their names are wanted for others.
  std::vector<std::string> dropped_first;
  // Each possible when its turn comes: names that stand in each other's way pass by a third one,
  // and so does a change of case alone.
  std::vector<Rename> renames;
  // The state before after these two: its tables, the indexes that the state after has as well, and
  // the virtual tables that are neither dropped nor made anew.
  Schema schema;
};

// Throws std::logic_error where the operations do not lead from `before` to `after`.
Renamed renamed(const Schema& before, const Schema& after, const Lineage& lineage);

std::vector<Step> rename_steps(const Renamed& renamed);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_RENAME_HPP
