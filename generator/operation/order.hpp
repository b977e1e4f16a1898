#ifndef SCHEMAKE_OPERATION_ORDER_HPP
#define SCHEMAKE_OPERATION_ORDER_HPP

#include <map>
#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace schemake::generator {

// The names of the tables, those that foreign keys lead to before those that hold them, else by
// name. Where they form a circle, one of it comes before its parents.
std::vector<std::string> parents_first(const std::map<std::string, TableSchema>& tables);

// The names, those whose text is mentioned by another's before that one, else in the order given.
std::vector<std::string> mentioned_first(
    const std::vector<std::pair<std::string, DialectText>>& named_texts);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_ORDER_HPP
