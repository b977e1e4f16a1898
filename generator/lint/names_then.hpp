#ifndef SCHEMAKE_LINT_NAMES_THEN_HPP
#define SCHEMAKE_LINT_NAMES_THEN_HPP

#include <optional>
#include <string>
#include <vector>

#include "dialect/lineage.hpp"

namespace schemake::generator {

// What the objects at the end of a list of operations were called at its start.
class NamesThen {
 public:
  NamesThen(const Schema& start, const std::vector<Operation>& operations)
      : lineage_(trace(start, operations)) {}

  bool has_table(const std::string& table) const { return lineage_.origin(table) != nullptr; }
  std::optional<ObjectName> table(const std::string& table) const;
  std::optional<ObjectName> column(const std::string& table, const std::string& column) const;
  bool has_virtual_table(const std::string& table) const {
    return lineage_.virtual_tables.contains(table);
  }
  bool is_backfilled(const std::string& table, const std::string& column) const {
    return !lineage_.backfill(table, column).empty();
  }

 private:
  Lineage lineage_;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_LINT_NAMES_THEN_HPP
