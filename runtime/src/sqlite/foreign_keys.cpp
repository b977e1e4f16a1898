#include "sqlite/foreign_keys.hpp"

#include <algorithm>
#include <schemake/error.hpp>

#include "core/sql_text.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

std::vector<Violation> violations_of(sqlite3* db, const std::string& table) {
  std::vector<Violation> found;
  try {
    Statement check(db, "PRAGMA main.foreign_key_check(" + sql::quote_name(table) + ")");
    while (check.step()) found.push_back({check.text(0), check.text(2), check.number(1), {}});
  } catch (const Error& error) {
    if (error.code() != Code::statement) throw;
    found.assign(1, {table, {}, 0, error.what()});
  }
  return found;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& other) { return sql::same_name(name, other); });
}

bool same(const Violation& a, const Violation& b) {
  if (a.problem.empty() != b.problem.empty()) return false;
  return a.row == b.row && sql::same_name(a.table, b.table) && sql::same_name(a.parent, b.parent);
}

// Whether `after` is `before` under the new name of its table, its parent or both.
bool renamed(const Violation& before, const Violation& after,
             const std::vector<std::string>& tables) {
  if (!before.problem.empty() || !after.problem.empty() || before.row != after.row) return false;
  const auto follows = [&](const std::string& from, const std::string& to) {
    return sql::same_name(from, to) || !contains(tables, from);
  };
  return follows(before.table, after.table) && follows(before.parent, after.parent);
}

}  // namespace

std::vector<std::string> table_names(sqlite3* db) {
  std::vector<std::string> names;
  Statement tables(db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid");
  while (tables.step()) names.push_back(tables.text(0));
  return names;
}

std::vector<Violation> violations(sqlite3* db) {
  std::vector<Violation> all;
  for (const std::string& table : table_names(db)) {
    for (Violation& violation : violations_of(db, table)) all.push_back(std::move(violation));
  }
  return all;
}

std::vector<Violation> new_violations(const std::vector<Violation>& before,
                                      const std::vector<Violation>& after,
                                      const std::vector<std::string>& tables_after) {
  std::vector<Violation> known = before;
  const auto take = [&](auto matches) {
    const auto found = std::find_if(known.begin(), known.end(), matches);
    if (found == known.end()) return false;
    known.erase(found);
    return true;
  };
  std::vector<Violation> unexplained;
  for (const Violation& violation : after) {
    if (!take([&](const Violation& old) { return same(old, violation); })) {
      unexplained.push_back(violation);
    }
  }
  std::vector<Violation> result;
  for (const Violation& violation : unexplained) {
    if (!take([&](const Violation& old) { return renamed(old, violation, tables_after); })) {
      result.push_back(violation);
    }
  }
  return result;
}

std::string describe(const std::vector<Violation>& violations) {
  constexpr std::size_t kShown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, violations.size()); ++i) {
    const Violation& violation = violations[i];
    if (i > 0) text += ", ";
    if (!violation.problem.empty()) {
      text += "the foreign keys of " + violation.table + " cannot work (" + violation.problem + ")";
    } else {
      text += "a row of " + violation.table;
      if (violation.row != 0) text += " (rowid " + std::to_string(violation.row) + ")";
      text += " refers to a missing row of " + violation.parent;
    }
  }
  if (violations.size() > kShown) {
    text += ", and " + std::to_string(violations.size() - kShown) + " more";
  }
  return text;
}

}  // namespace schemake::sqlite
