#include "operation/last_name.hpp"

namespace schemake::generator {
namespace {

void follow(ObjectName& object, const Rename& rename) {
  if (rename.kind == Kind::table && object.table == rename.from) object.table = rename.to;
  const bool same_table = rename.kind != Kind::column || object.table == rename.table;
  if (object.kind == rename.kind && object.name == rename.from && same_table) {
    object.name = rename.to;
  }
}

}  // namespace

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
