#include "schema/virtual_shape.hpp"

#include <algorithm>
#include <string_view>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

using Family = VirtualShape::Family;
using Content = VirtualShape::Content;
using Tokens = std::vector<sql::Token>;

Family family(std::string_view module) {
  const std::string name = sql::lower(module);
  if (name == "fts3" || name == "fts4" || name == "fts5") return Family::text;
  if (name == "rtree" || name == "rtree_i32" || name == "geopoly") return Family::tree;
  if (name == "fts5vocab" || name == "fts4aux") return Family::vocabulary;
  return Family::other;
}

// The arguments, split at the commas that stand between no brackets.
std::vector<Tokens> split(const std::string& arguments) {
  std::vector<Tokens> parts(1);
  int depth = 0;
  for (const sql::Token& token : sql::tokenize(arguments)) {
    if (token.is("(")) ++depth;
    if (token.is(")")) --depth;
    if (token.is(",") && depth == 0) {
      parts.emplace_back();
    } else {
      parts.back().push_back(token);
    }
  }
  return parts;
}

bool is_option(const Tokens& part) { return part.size() > 1 && part[1].is("="); }

void read_option(const Tokens& part, VirtualShape& shape) {
  if (shape.family != Family::text || !part.front().is("content")) return;
  shape.content_table = part.size() > 2 ? sql::identifier(part[2]) : std::string();
  shape.content = shape.content_table.empty() ? Content::none : Content::external;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& other) { return sql::same_name(other, name); });
}

// One meaning, however it is written.
std::string meaning(const VirtualTable& table) {
  return sql::lower(table.module) + '\n' + sql::canonical(table.arguments);
}

}  // namespace

VirtualShape shape(const VirtualTable& table) {
  VirtualShape result;
  result.family = family(table.module);
  if (result.family == Family::vocabulary || result.family == Family::other) return result;
  if (sql::same_name(table.module, "geopoly")) result.columns.emplace_back("_shape");
  for (const Tokens& part : split(table.arguments)) {
    if (part.empty()) continue;
    if (is_option(part)) {
      read_option(part, result);
      continue;
    }
    const std::size_t name = part.size() > 1 && part.front().is("+") ? 1 : 0;  // auxiliary
    result.columns.push_back(sql::identifier(part[name]));
  }
  const bool defaulted = result.columns.empty() && result.family == Family::text &&
                         result.content == Content::own && !sql::same_name(table.module, "fts5");
  if (defaulted) result.columns.emplace_back("content");
  return result;
}

VirtualChange change_of(const VirtualTable& before, const VirtualTable& after) {
  if (meaning(before) == meaning(after)) return VirtualChange::none;
  const VirtualShape old = shape(before);
  const VirtualShape now = shape(after);
  if (now.family == Family::vocabulary || now.content == Content::external) {
    return VirtualChange::refill;
  }
  const bool readable = old.content == Content::own && !old.columns.empty();
  const bool alike = old.family == now.family && old.family != Family::other;
  return readable && alike && !now.columns.empty() ? VirtualChange::copy : VirtualChange::lose;
}

std::vector<std::string> dropped_columns(const VirtualTable& before, const VirtualTable& after) {
  std::vector<std::string> dropped;
  const std::vector<std::string> kept = shape(after).columns;
  for (const std::string& column : shape(before).columns) {
    if (!has(kept, column)) dropped.push_back(column);
  }
  return dropped;
}

}  // namespace schemake::generator
