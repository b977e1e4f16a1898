#ifndef SCHEMAKE_OPERATION_RENAME_HPP
#define SCHEMAKE_OPERATION_RENAME_HPP

#include <optional>
#include <string>

#include "operation/operation.hpp"

namespace schemake::generator {

// Applies a Rename: the object's name and all that refers to it. Returns why it does not apply, and
// leaves `schema` as it was then.
std::optional<std::string> apply_rename(Schema& schema, const Rename& rename);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_RENAME_HPP
