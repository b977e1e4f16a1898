#include "schema/yaml/aliases.hpp"

#include <set>

#include "core/sql_text.hpp"
#include "schema/yaml/types.hpp"

namespace schemake::generator {
namespace {

// The letters and digits of a type's text, all else as single '_'.
std::string word_of(const std::string& text) {
  std::string word;
  for (const char c : sql::lower(text)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) {
      word += c;
    } else if (!word.empty() && word.back() != '_') {
      word += '_';
    }
  }
  while (!word.empty() && word.back() == '_') word.pop_back();
  return word;
}

std::string first_name(const DialectText& raw) {
  const std::string& text = raw.for_dialect("sqlite");
  const std::string word = word_of(text.empty() ? raw.texts.begin()->second : text);
  if (word.empty()) return "untyped";
  const bool taken = is_portable_type(word) || (word[0] >= '0' && word[0] <= '9');
  return taken ? "sqlite_" + word : word;
}

}  // namespace

std::map<DialectText, std::string> raw_type_aliases(const Schema& schema) {
  std::set<std::string> taken;
  for (const auto& [name, value] : schema.enums) taken.insert(sql::lower(name));
  std::map<DialectText, std::string> aliases;
  for (const auto& [table_name, table] : schema.tables) {
    for (const Column& column : table.columns) {
      const DialectText& raw = column.type.raw;
      if (column.type.name != TypeName::raw || aliases.count(raw) > 0) continue;
      const std::string base = first_name(raw);
      std::string name = base;
      for (int number = 2; !taken.insert(name).second; ++number) {
        name = base + '_' + std::to_string(number);
      }
      aliases.emplace(raw, std::move(name));
    }
  }
  return aliases;
}

}  // namespace schemake::generator
