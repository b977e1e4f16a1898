#include "lint/names_then.hpp"

namespace schemake::generator {
std::optional<ObjectName> NamesThen::table(const std::string& table) const {
  const Lineage::Origin* origin = lineage_.origin(table);
  if (origin == nullptr) return std::nullopt;
  return ObjectName{Kind::table, "", origin->name};
}

std::optional<ObjectName> NamesThen::column(const std::string& table,
                                            const std::string& column) const {
  const Lineage::Origin* origin = lineage_.origin(table);
  if (origin == nullptr) return std::nullopt;
  const auto found = origin->columns.find(column);
  if (found == origin->columns.end()) return std::nullopt;
  return ObjectName{Kind::column, origin->name, found->second};
}

}  // namespace schemake::generator
