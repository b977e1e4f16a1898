#ifndef SCHEMAKE_DIALECT_SQLITE_DEPENDENTS_HPP
#define SCHEMAKE_DIALECT_SQLITE_DEPENDENTS_HPP

#include <set>
#include <string>
#include <vector>

#include "dialect/sqlite/change.hpp"

// The indexes, views and triggers that a plan drops before it touches tables, and creates at its
// end.

namespace schemake::generator::sqlite {

struct Touched {
  // Tables and virtual tables that are renamed, dropped or lose a column by ALTER, by every name
  // that they have on the way: a view or trigger that mentions one would break, or be rewritten by
  // SQLite into another text than the declared one.
  std::set<std::string> names;
  // Tables (as the state before calls them) whose rows are updated: their triggers must not fire.
  std::set<std::string> updated;
  // Tables that a rebuild makes anew, with their indexes, by the names of the state after.
  std::set<std::string> rebuilt;
};

struct Dependents {
  std::vector<const Trigger*> dropped_triggers;
  std::vector<const View*> dropped_views;  // a view before those that it reads
  std::vector<const Index*> dropped_indexes;
  std::vector<const Index*> created_indexes;  // not those of new and of rebuilt tables
  std::vector<const View*> created_views;     // a view after those that it reads
  std::vector<const Trigger*> created_triggers;
};

// `from` is the state before in its own names: what goes does so before anything is renamed. An
// index of a table that is dropped goes with it.
Dependents dependents(const Schema& from, const States& states, const Lineage& lineage,
                      const Touched& touched);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_DEPENDENTS_HPP
