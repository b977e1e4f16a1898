#include <array>

#include "core/sql_text.hpp"
#include "operation/names.hpp"
#include "operation/rewrite.hpp"
#include "property/random_parts.hpp"

namespace schemake::generator {
namespace {

constexpr std::array kNames = {
    "author",        "book",       "name",     "title",    "Value",      "UnitPrice",
    "Order Details", "order",      "select",   "group",    "index",      "table",
    "key",           "end",        "desc",     "date",     "text",       "größe",
    "naïve",         "名前",       "emoji 😀",  "a\"b",     "it's",       "back`tick",
    "br[ack]",       "semi;colon", "per%cent", "x-y",      "2nd",        "a.b",
    "dash--comment", "/*c*/",      "true",     "new",      "old",        "match",
    "like",          "temp",       "column",   "add",      "created_at", "member",
    "born",          "email",      "isbn",     "loan",     "reader",     "shelf",
    "published",     "comment",    "schema",   "User",     "ROW",        "rename",
    "references",    "trigger",    "view",     "length",   "coalesce",   "nocase",
    "CASE",          "upper",      "values",   "a",        "B",          "c",
    "note",          "MixedCase",  "weight",   "length_2", "full name",  "under_",
    "$money",        "a\\b",       "tab_le",   "é",        "null"};

}  // namespace

std::string random_name(Random& random, const std::function<bool(const std::string&)>& taken) {
  std::string name = random.one_of(kNames);
  while (taken(name)) name += static_cast<char>('a' + random.below(26));
  return name;
}

std::string free_name(const Schema& schema, Random& random) {
  return random_name(random,
                     [&](const std::string& name) { return holder(schema, name).has_value(); });
}

std::string free_name(const TableSchema& table, Random& random) {
  return random_name(random,
                     [&](const std::string& name) { return column_named(table, name) != nullptr; });
}

std::string spelled(Random& random, const std::string& name) {
  if (may_stand_bare(name) && random.chance(70)) {
    return random.chance(10) ? sql::lower(name) : name;
  }
  if (name.find(']') == std::string::npos && random.chance(10)) return "[" + name + "]";
  if (name.find('`') == std::string::npos && random.chance(10)) return "`" + name + "`";
  return sql::quote_name(name);
}

}  // namespace schemake::generator
