#ifndef SCHEMAKE_DIALECT_LINEAGE_HPP
#define SCHEMAKE_DIALECT_LINEAGE_HPP

#include <map>
#include <string>
#include <vector>

#include "operation/operation.hpp"

namespace schemake::generator {

// Where the tables and columns of a state come from, read off the operations that lead to it. Names
// alone do not say: `a` may be dropped and `b` renamed to `a`.
struct Lineage {
  struct Origin {
    std::string name;                            // in the state before
    std::map<std::string, std::string> columns;  // by name in the state after: the name before
  };
  std::map<std::string, Origin> tables;               // by name after; what was created is not here
  std::map<std::string, std::string> virtual_tables;  // likewise: the name before
  // By table and column after: what existing rows get.
  std::map<std::string, std::map<std::string, DialectText>> backfills;

  // Null where the table was created.
  const Origin* origin(const std::string& table) const;
  // Empty where nothing was said.
  const DialectText& backfill(const std::string& table, const std::string& column) const;
};

Lineage trace(const Schema& before, const std::vector<Operation>& operations);

}  // namespace schemake::generator

#endif  // SCHEMAKE_DIALECT_LINEAGE_HPP
