#ifndef SCHEMAKE_OPERATION_RENAMING_HPP
#define SCHEMAKE_OPERATION_RENAMING_HPP

#include <string_view>

#include "operation/origins.hpp"
#include "operation/work.hpp"

namespace schemake::generator {

// The first half of a difference: frees the names that `to` gives to other objects, then renames
// what `origins` says lives on under another name.
void rename_all(Work& work, const Schema& to, const Origins& origins);

// Whether a name is one that a circle of renames goes through.
bool is_intermediate(std::string_view name);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_RENAMING_HPP
