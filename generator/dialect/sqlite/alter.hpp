#ifndef SCHEMAKE_DIALECT_SQLITE_ALTER_HPP
#define SCHEMAKE_DIALECT_SQLITE_ALTER_HPP

#include <vector>

#include "dialect/plan.hpp"
#include "dialect/sqlite/change.hpp"
#include "dialect/sqlite/values.hpp"

namespace schemake::generator::sqlite {

// The steps of one table by the phase in which each runs.
struct PhasedSteps {
  std::vector<Step> expand, data, contract;
};

// Whether the user's own expression replaces values that the table has.
bool converts(const std::vector<Value>& values);

// Whether ALTER TABLE can make all of a change (https://sqlite.org/lang_altertable.html says what
// it refuses); one thing that it cannot makes a rebuild of all of it.
bool can_alter(const TableChange& change, const std::vector<Value>& values, const Schema& after);

// ADD COLUMN, UPDATE of what was backfilled, DROP COLUMN. Indexes, views and triggers that mention
// a dropped column must be gone.
PhasedSteps alter_steps(const TableChange& change, const std::vector<Value>& values,
                        const States& states);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_ALTER_HPP
