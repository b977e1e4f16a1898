#include "sqlite/foreign_keys.hpp"

#include <algorithm>
#include <schemake/error.hpp>
#include <set>
#include <tuple>

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

using Tokens = std::vector<sql::Token>::const_iterator;

// Whether a statement that begins like this changes no row and takes no key away. What stands in a
// trigger's body counts as statements too.
bool is_harmless(Tokens token, Tokens end) {
  const auto word = [&](std::ptrdiff_t at, const char* keyword) {
    return end - token > at && token[at].is(keyword);
  };
  if (word(0, "CREATE")) {
    return word(1, "INDEX") || word(1, "UNIQUE") || word(1, "VIEW") || word(1, "TRIGGER");
  }
  if (word(0, "DROP")) return word(1, "VIEW") || word(1, "TRIGGER");
  if (!word(0, "ALTER") || !word(1, "TABLE")) return false;
  return word(word(3, ".") ? 5 : 3, "ADD");
}

using Key = std::tuple<std::int64_t, std::string, std::string, bool>;

Key key_of(const Violation& violation) {
  return {violation.row, sql::lower(violation.table), sql::lower(violation.parent),
          !violation.problem.empty()};
}

std::vector<std::string> table_names(sqlite3* db) {
  std::vector<std::string> names;
  Statement tables(db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid");
  while (tables.step()) names.push_back(tables.text(0));
  return names;
}

std::set<References::Key> keys_of(sqlite3* db, const std::string& table) {
  std::set<References::Key> keys;
  Statement pairs(db, "PRAGMA main.foreign_key_list(" + sql::quote_name(table) + ")");
  while (pairs.step()) {
    keys.emplace(sql::lower(pairs.text(3)), sql::lower(pairs.text(2)), sql::lower(pairs.text(4)));
  }
  return keys;
}

// Whether the table is new or has a key that it had not.
bool declares_anew(const References& before, const References& after, const std::string& table) {
  const auto old = before.tables.find(table), now = after.tables.find(table);
  if (old == before.tables.end() || now == after.tables.end()) return true;
  return !std::includes(old->second.begin(), old->second.end(), now->second.begin(),
                        now->second.end());
}

// Whether the row is held to nothing, as its table was declared so: the parent is not there, and
// none of the keys to it was before. Where an old key loses its parent, its rows have to be seen.
bool refers_outside(const References& before, const References& after, const Violation& violation) {
  const std::string parent = sql::lower(violation.parent);
  if (after.tables.count(parent) > 0) return false;
  const auto old = before.tables.find(sql::lower(violation.table));
  const auto now = after.tables.find(sql::lower(violation.table));
  if (now == after.tables.end()) return false;
  if (old == before.tables.end()) {  // is it new, or may it have had another name?
    return std::all_of(before.tables.begin(), before.tables.end(),
                       [&](const auto& entry) { return after.tables.count(entry.first) > 0; });
  }
  return std::none_of(now->second.begin(), now->second.end(), [&](const References::Key& key) {
    return std::get<1>(key) == parent && old->second.count(key) > 0;
  });
}

// Whether a plan has built the table anew, perhaps under the name that it had then.
bool is_declared(const References& before, const References& after,
                 const std::set<std::string>& rebuilt, const std::string& table) {
  if (rebuilt.count(table) > 0) return true;
  return before.tables.count(table) == 0 &&
         std::any_of(rebuilt.begin(), rebuilt.end(),
                     [&](const std::string& name) { return after.tables.count(name) == 0; });
}

}  // namespace

References read_references(sqlite3* db) {
  References references;
  for (const std::string& table : table_names(db)) {
    references.tables[sql::lower(table)] = keys_of(db, table);
    for (Violation& violation : violations_of(db, table)) {
      references.violations.push_back(std::move(violation));
    }
  }
  return references;
}

std::vector<Violation> new_violations(const References& before, const References& after,
                                      const std::set<std::string>& rebuilt) {
  std::multiset<Key> known;
  for (const Violation& violation : before.violations) known.insert(key_of(violation));
  std::vector<Violation> unexplained;
  for (const Violation& violation : after.violations) {
    const auto same = known.find(key_of(violation));
    if (same == known.end()) {
      const std::string table = sql::lower(violation.table);
      const bool works =
          violation.problem.empty() && after.tables.count(sql::lower(violation.parent)) > 0;
      const bool declared = violation.problem.empty() ? refers_outside(before, after, violation)
                                                      : declares_anew(before, after, table);
      if (!declared && (works || !is_declared(before, after, rebuilt, table)))
        unexplained.push_back(violation);
    } else {
      known.erase(same);
    }
  }
  const auto follows = [&](const std::string& from, const std::string& to) {
    return from == to || after.tables.find(from) == after.tables.end();
  };
  std::vector<Violation> result;
  for (const Violation& violation : unexplained) {
    const Key key = key_of(violation);
    // Those of the same row, under whatever names.
    auto old = known.lower_bound(Key{violation.row, "", "", false});
    const auto renamed = [&] {
      return std::get<3>(*old) == std::get<3>(key) &&
             follows(std::get<1>(*old), std::get<1>(key)) &&
             follows(std::get<2>(*old), std::get<2>(key));
    };
    while (old != known.end() && std::get<0>(*old) == violation.row && !renamed()) ++old;
    if (old != known.end() && std::get<0>(*old) == violation.row) {
      known.erase(old);
    } else {
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

bool drops_a_parent_view(sqlite3* db, const edge_v1::Step& step) {
  if (step.verb != edge_v1::Verb::run) return false;
  const std::vector<sql::Token> tokens = sql::tokenize(step.sql);
  if (tokens.size() < 3 || !tokens[0].is("DROP") || !tokens[1].is("VIEW")) return false;
  std::size_t last = tokens.size() - 1;
  if (tokens[last].is(";")) --last;
  Statement keys(db,
                 "SELECT 1 FROM main.sqlite_schema AS t, pragma_foreign_key_list(t.name, 'main') "
                 "AS k WHERE t.type = 'table' AND k.\"table\" = ?1 COLLATE NOCASE");
  return keys.bind(1, sql::identifier(tokens[last])).step();
}

bool may_break_references(const edge_v1::Step& step) {
  using edge_v1::Verb;
  if (step.verb == Verb::guard || step.verb == Verb::retext || step.verb == Verb::none)
    return false;
  if (step.verb != Verb::run) return true;
  const std::vector<sql::Token> tokens = sql::tokenize(step.sql);
  bool starts = true;
  for (auto token = tokens.begin(); token != tokens.end(); ++token) {
    if (token->is("REFERENCES")) return true;
    if (starts && !is_harmless(token, tokens.end())) return true;
    starts = token->is(";");
  }
  return false;
}

}  // namespace schemake::sqlite
