#include "operation/order.hpp"

#include <cstddef>
#include <set>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

using Edges = std::vector<std::vector<std::size_t>>;  // of each item, what must come before it

// All items, each after what must come before it, else in their own order. A circle is cut where it
// is entered.
std::vector<std::size_t> sorted(const Edges& before) {
  struct Visit {
    std::size_t item, next;
  };
  std::vector<std::size_t> result;
  std::vector<bool> seen(before.size(), false);
  for (std::size_t start = 0; start < before.size(); ++start) {
    if (seen[start]) continue;
    seen[start] = true;
    std::vector<Visit> path{{start, 0}};
    while (!path.empty()) {
      const std::size_t item = path.back().item;
      if (path.back().next == before[item].size()) {
        result.push_back(item);
        path.pop_back();
        continue;
      }
      const std::size_t needed = before[item][path.back().next++];
      if (seen[needed]) continue;
      seen[needed] = true;
      path.push_back({needed, 0});
    }
  }
  return result;
}

std::vector<std::string> picked(const std::vector<std::string>& names,
                                const std::vector<std::size_t>& order) {
  std::vector<std::string> result;
  result.reserve(order.size());
  for (const std::size_t item : order) result.push_back(names[item]);
  return result;
}

std::set<std::string> names_in(const DialectText& text) {
  std::set<std::string> names;
  for (const auto& [dialect, sql] : text.texts) {
    for (const sql::Token& token : sql::tokenize(sql)) {
      if (token.kind == sql::Token::Kind::word || token.kind == sql::Token::Kind::quoted_name) {
        names.insert(sql::lower(identifier(token)));
      }
    }
  }
  return names;
}

}  // namespace

std::vector<std::string> parents_first(const std::map<std::string, TableSchema>& tables) {
  std::vector<std::string> names;
  std::map<std::string, std::size_t> places;
  for (const auto& entry : tables) {
    places.emplace(entry.first, names.size());
    names.push_back(entry.first);
  }
  Edges before(names.size());
  for (const auto& [name, table] : tables) {
    for (const auto& [key_name, key] : table.foreign_keys) {
      const auto parent = places.find(key.parent);
      if (parent != places.end()) before[places.at(name)].push_back(parent->second);
    }
  }
  return picked(names, sorted(before));
}

std::vector<std::string> mentioned_first(
    const std::vector<std::pair<std::string, DialectText>>& named_texts) {
  std::vector<std::string> names;
  std::map<std::string, std::size_t> places;
  for (const auto& [name, text] : named_texts) {
    places.emplace(sql::lower(name), names.size());
    names.push_back(name);
  }
  Edges before(names.size());
  for (std::size_t i = 0; i < named_texts.size(); ++i) {
    for (const std::string& mentioned : names_in(named_texts[i].second)) {
      const auto found = places.find(mentioned);
      if (found != places.end() && found->second != i) before[i].push_back(found->second);
    }
  }
  return picked(names, sorted(before));
}

}  // namespace schemake::generator
