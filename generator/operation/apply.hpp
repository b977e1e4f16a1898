#ifndef SCHEMAKE_OPERATION_APPLY_HPP
#define SCHEMAKE_OPERATION_APPLY_HPP

#include <optional>
#include <string>
#include <vector>

#include "operation/operation.hpp"

namespace schemake::generator {

// Why an operation does not apply: something else stands there. This is the conflict check of a
// rebase or merge.
struct Conflict {
  Operation operation;
  std::string
      what;  // "author.email is not what the operation expects: it is varchar(20), not text"
};

// Applies in order. An operation is refused where
// - what stands there is not its `before`, or anything stands there and it has no `before`;
// - a name that it gives is taken, in any case of its letters: one name space holds tables, virtual
// tables,
//   views, indexes and triggers; one holds enums; each table has one of columns, and one for each
//   kind of constraint;
// - it refers to a table, column or enum that is not there, by exactly that spelling;
// - what it drops is still referred to: a column by a key, foreign key, index, row or trigger's
// UPDATE OF; a
//   table by its parts, by indexes, triggers or foreign keys; a view by triggers; an enum by
//   columns.
// Expressions, views and trigger bodies are text, they are not searched for references.
// On a conflict `schema` is left as it was. Call it as generator::apply: on operations that are not
// const the language finds std::apply as well, and prefers it.
std::optional<Conflict> apply(Schema& schema, const std::vector<Operation>& operations);
std::optional<Conflict> apply(Schema& schema, const Operation& operation);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_APPLY_HPP
