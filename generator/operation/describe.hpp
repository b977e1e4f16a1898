#ifndef SCHEMAKE_OPERATION_DESCRIBE_HPP
#define SCHEMAKE_OPERATION_DESCRIBE_HPP

#include <string>
#include <vector>

#include "operation/operation.hpp"

namespace schemake::generator {

// What changes, in words, grouped by table:
//   author: adds column email text, not null, filled with name || '@invalid'
struct Description {
  std::string object;  // the table, view or enum
  std::vector<std::string> changes;
};
std::vector<Description> describe(const Schema& before, const std::vector<Operation>& operations);

// Values that existing rows would lose, or rows that would stop the upgrade. Sealing wants each accepted by its name.
struct Loss {
  ObjectName object;  // spelled "author.nickname", or "author" for a whole table
  std::string what;   // "drops the column and its values"
};
std::vector<Loss> losses(const Schema& before, const std::vector<Operation>& operations);

// Whether a binary built for the state before may fail after: something renamed, dropped or tightened.
bool breaks(const Schema& before, const std::vector<Operation>& operations);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_DESCRIBE_HPP
