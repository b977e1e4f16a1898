#ifndef SCHEMAKE_OPERATION_PHASES_HPP
#define SCHEMAKE_OPERATION_PHASES_HPP

#include <optional>
#include <vector>

#include "operation/operation.hpp"

namespace schemake::generator {

// A change in two halves, so that a data step can stand between them: expand adds, relaxes and
// renames, contract tightens and drops. In between old and new columns stand side by side, those
// that have no value for existing rows or will have none (NOT NULL without a default) admit NULL,
// and what is dropped binds no more: the data step finds what it reads and may write what it must.
struct Phases {
  std::vector<Operation> expand, contract;
  Schema between;  // where expand leads to, and contract starts
};

// Splits `operations`, which lead from `before` on as diff() gives them:
// - expand: renames; new tables with their parts, columns, enums, virtual tables and rows; NOT
// NULL,
//   unique keys, unique indexes, checks and foreign keys that go; defaults; new values of
//   enums; what holds a name that one of these takes; views and triggers that change go, with what
//   mentions them;
// - contract: all else, in its order.
// Both halves together lead where `operations` do, but for the order of columns where a dropped
// one's name is taken. Nothing where the halves cannot stand alone: such a change takes two
// revisions.
std::optional<Phases> in_phases(const Schema& before, const std::vector<Operation>& operations);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_PHASES_HPP
