#ifndef SCHEMAKE_DIALECT_SQLITE_RELAX_HPP
#define SCHEMAKE_DIALECT_SQLITE_RELAX_HPP

#include <optional>
#include <vector>

#include "dialect/plan.hpp"
#include "dialect/sqlite/change.hpp"
#include "dialect/sqlite/values.hpp"

// What a table's text in the schema can take alone, with no row written
// (https://sqlite.org/lang_altertable.html#otheralter): NOT NULL, CHECK and FOREIGN KEY that go,
// and any change of a default.

namespace schemake::generator::sqlite {

// The table before, relaxed as far as it is after: what is left of the change may be ALTER TABLE's.
// Nothing where nothing is relaxed, and where the change has a part that neither the text nor ALTER
// TABLE can take.
std::optional<TableSchema> relaxed(const TableChange& change, const std::vector<Value>& values,
                                   const States& states);

// `change` leads to what relaxed() gave. Its fallback is the rebuild of the same change.
Step retext_step(const TableChange& change, const States& states);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_RELAX_HPP
