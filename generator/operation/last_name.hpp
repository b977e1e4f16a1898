#ifndef SCHEMAKE_OPERATION_LAST_NAME_HPP
#define SCHEMAKE_OPERATION_LAST_NAME_HPP

#include <optional>
#include <vector>

#include "operation/operation.hpp"

namespace schemake::generator {

// What the object that `operations[at]` leaves is called in the end; nothing where it, or its
// table, is dropped later.
std::optional<ObjectName> last_name(const std::vector<Operation>& operations, std::size_t at);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_LAST_NAME_HPP
