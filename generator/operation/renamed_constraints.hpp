#ifndef SCHEMAKE_OPERATION_RENAMED_CONSTRAINTS_HPP
#define SCHEMAKE_OPERATION_RENAMED_CONSTRAINTS_HPP

#include <cstddef>
#include <map>
#include <vector>

#include "operation/operation.hpp"

namespace schemake::generator {

// Of a key, foreign key or check.
template <class T>
bool equal_besides_name(T constraint, const T& other) {
  constraint.name = other.name;
  return constraint == other;
}

// The constraints that only get another name, which a difference says by a drop and an add: the
// places of both in the list, by that of the add.
std::map<std::size_t, std::size_t> renamed_constraints(const std::vector<Operation>& operations);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_RENAMED_CONSTRAINTS_HPP
