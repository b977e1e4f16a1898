#ifndef SCHEMAKE_DIALECT_SQLITE_GUARD_HPP
#define SCHEMAKE_DIALECT_SQLITE_GUARD_HPP

#include <vector>

#include "dialect/plan.hpp"
#include "dialect/sqlite/change.hpp"
#include "dialect/sqlite/values.hpp"

namespace schemake::generator::sqlite {

// The steps that refuse a change which the rows do not allow, in words that name table and column
// and say what to do. All run before anything is changed, so their queries read the state before by
// its own names. What a backfill reads from other tables is not known by then and is left to the
// engine.
std::vector<Step> guards(const TableChange& change, const std::vector<Value>& values,
                         const Setting& setting);

// For a unique index; one that is not new is looked at where a value that it holds changes.
// `values` are those of its table.
std::vector<Step> guards(const Index& index, bool is_new, const TableChange& change,
                         const std::vector<Value>& values, const Setting& setting);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_GUARD_HPP
