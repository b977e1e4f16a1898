#ifndef SCHEMAKE_OPERATION_CHANGE_WORDS_HPP
#define SCHEMAKE_OPERATION_CHANGE_WORDS_HPP

#include <string>
#include <vector>

#include "operation/operation.hpp"

namespace schemake::generator {

// A change in words, without the name of its table, view or enum: "adds column email text, not
// null"; one phrase for each property that changes.
std::vector<std::string> change_words(const Operation& operation);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_CHANGE_WORDS_HPP
