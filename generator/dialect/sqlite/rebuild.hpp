#ifndef SCHEMAKE_DIALECT_SQLITE_REBUILD_HPP
#define SCHEMAKE_DIALECT_SQLITE_REBUILD_HPP

#include <string>
#include <vector>

#include "dialect/plan.hpp"
#include "dialect/sqlite/change.hpp"
#include "dialect/sqlite/values.hpp"

namespace schemake::generator::sqlite {

// The step that builds a table anew: create, copy, index, drop the old one, rename
// (https://sqlite.org/lang_altertable.html#otheralter). The runtime sets aside what mentions the
// table, its indexes too, so the script's own, `indexes`, have their final names. Phase contract
// where the change tightens or drops, else expand.
Step rebuild_step(const TableChange& change, const std::vector<Value>& values,
                  const std::vector<const Index*>& indexes, const States& states);

// Whether some row or value that was valid no longer is, or goes.
bool tightens(const TableChange& change, const std::vector<Value>& values);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_REBUILD_HPP
