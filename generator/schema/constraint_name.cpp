#include "schema/constraint_name.hpp"

#include "core/sql_text.hpp"
#include "text/digest.hpp"
#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kLongestName = 63;
constexpr std::size_t kDigestDigits = 8;

std::string shortened(const std::string& name) {
  if (name.size() <= kLongestName) return name;
  std::size_t end = 0;
  while (true) {
    const CodePoint point = code_point_at(name, end);
    const std::size_t bytes = point.valid() ? point.bytes : 1;
    if (end + bytes > kLongestName - 1 - kDigestDigits) break;
    end += bytes;
  }
  return name.substr(0, end) + '_' + sha256(name).substr(0, kDigestDigits);
}

const char* suffix_of(Kind kind) {
  if (kind == Kind::key) return "_key";
  return kind == Kind::foreign_key ? "_fkey" : "_check";
}

}  // namespace

std::string constraint_name(Kind kind, const std::string& table,
                            const std::vector<std::string>& columns, std::set<std::string>& taken) {
  std::string base = table;
  for (const std::string& column : columns) base += '_' + column;
  base += suffix_of(kind);
  std::string name = shortened(base);
  for (int number = 1; !taken.insert(sql::lower(name)).second; ++number) {
    name = shortened(base + std::to_string(number));
  }
  return name;
}

}  // namespace schemake::generator
