#include "dialect/dialect.hpp"

#include <array>

#include "dialect/sqlite/sqlite.hpp"

namespace schemake::generator {
namespace {

// One row a dialect.
const std::array<const Dialect*, 1>& registry() {
  static const std::array<const Dialect*, 1> dialects{&sqlite::dialect()};
  return dialects;
}

}  // namespace

const Dialect* find_dialect(std::string_view name) {
  for (const Dialect* dialect : registry()) {
    if (dialect->name() == name) return dialect;
  }
  return nullptr;
}

std::vector<std::string> dialect_names() {
  std::vector<std::string> names;
  for (const Dialect* dialect : registry()) names.emplace_back(dialect->name());
  return names;
}

}  // namespace schemake::generator
