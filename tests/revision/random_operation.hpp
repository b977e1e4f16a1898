#ifndef SCHEMAKE_TESTS_REVISION_RANDOM_OPERATION_HPP
#define SCHEMAKE_TESTS_REVISION_RANDOM_OPERATION_HPP

#include <cstdint>
#include <random>

#include "operation/operation.hpp"

namespace schemake::generator {

// Any value of any operation, with hostile text: it need not make sense in a schema.
Operation random_operation(std::mt19937& random);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_REVISION_RANDOM_OPERATION_HPP
