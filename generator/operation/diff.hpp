#ifndef SCHEMAKE_OPERATION_DIFF_HPP
#define SCHEMAKE_OPERATION_DIFF_HPP

#include <vector>

#include "operation/operation.hpp"
#include "schema/desired.hpp"

namespace schemake::generator {

// The operations that lead from `from` to `to`: renames first, then drops of what depends, changes,
// creations, in an order in which each applies. Empty when the two are equal.
//
// A hint `renamed_from` counts where the old name stands in `from`, the new one does not, and the old
// one is not in `to` as well (a swap of two names counts too). Hints for what is not in `from` are spent and ignored.
// An unnamed constraint of `to` takes the name of an equal one in `from`.
std::vector<Operation> diff(const Schema& from, const Schema& to, const Hints& hints = {});

// Undoes `operations`: before and after swapped, last to first.
std::vector<Operation> reverse(const std::vector<Operation>& operations);

// A drop and an add that look like a rename (same type, same place), for a report; nothing is guessed.
struct LikelyRename {
  ObjectName dropped, added;
};
std::vector<LikelyRename> likely_renames(const std::vector<Operation>& operations);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_DIFF_HPP
