#ifndef SCHEMAKE_OPERATION_SETTLE_HPP
#define SCHEMAKE_OPERATION_SETTLE_HPP

#include <set>

#include "schema/schema.hpp"

namespace schemake::generator {

// `to` with its unnamed constraints named as equal ones of `standing` are, which has the renames
// behind it.
Schema settle(const Schema& standing, const Schema& to, const std::set<ObjectName>& unnamed);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_SETTLE_HPP
