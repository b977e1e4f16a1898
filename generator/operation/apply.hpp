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
  std::string what;  // "author.email is not what the operation expects: it is varchar(20), not text"
};

// Applies in order. On a conflict `schema` is left as it was.
std::optional<Conflict> apply(Schema& schema, const std::vector<Operation>& operations);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_APPLY_HPP
