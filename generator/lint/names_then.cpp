#include "lint/names_then.hpp"

namespace schemake::generator {
namespace {

bool drops(const Operation& operation) {
  return std::visit(Overloaded{[](const Rename&) { return false; },
                               [](const auto& change) { return !change.after.has_value(); }},
                    operation);
}

void follow(ObjectName& object, const Rename& rename) {
  if (rename.kind == Kind::table && object.table == rename.from) object.table = rename.to;
  const bool same_table = rename.kind != Kind::column || object.table == rename.table;
  if (object.kind == rename.kind && object.name == rename.from && same_table) {
    object.name = rename.to;
  }
}

}  // namespace

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

std::optional<ObjectName> last_name(const std::vector<Operation>& operations, std::size_t at) {
  ObjectName object = subject(operations[at]);
  for (std::size_t i = at + 1; i < operations.size(); ++i) {
    if (const auto* rename = std::get_if<Rename>(&operations[i])) {
      follow(object, *rename);
      continue;
    }
    if (!drops(operations[i])) continue;
    const ObjectName dropped = subject(operations[i]);
    if (dropped == object) return std::nullopt;
    if (dropped.kind == Kind::table && dropped.name == object.table) return std::nullopt;
  }
  return object;
}

}  // namespace schemake::generator
