#include "schema/affinity.hpp"

#include <string>

#include "core/sql_text.hpp"

namespace schemake::generator {

Affinity affinity(std::string_view declared_type) {
  const std::string type = sql::lower(declared_type);
  const auto holds = [&](std::string_view part) { return type.find(part) != std::string::npos; };
  if (holds("int")) return Affinity::integer;
  if (holds("char") || holds("clob") || holds("text")) return Affinity::text;
  if (holds("blob") || type.empty()) return Affinity::blob;
  if (holds("real") || holds("floa") || holds("doub")) return Affinity::real;
  return Affinity::numeric;
}

}  // namespace schemake::generator
