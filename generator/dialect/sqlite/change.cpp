#include "dialect/sqlite/change.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/sql_text.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"
#include "sqlite/canonical_sql.hpp"

namespace schemake::generator::sqlite {
namespace {

void sort_pairs(ForeignKey& key) {
  if (key.columns.size() != key.parent_columns.size()) return;  // refers to what is not there
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    pairs.emplace_back(key.columns[i], key.parent_columns[i]);
  }
  std::sort(pairs.begin(), pairs.end());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    std::tie(key.columns[i], key.parent_columns[i]) = pairs[i];
  }
}

const Column* find(const TableSchema& table, const std::string& name) {
  for (const Column& column : table.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

// What a constraint says to SQLite, without its name.
std::string meaning(Key key) {
  key.name.clear();
  return sql::canonical(constraint_definition(key));
}

// The order of the pairs of columns has no meaning.
std::string meaning(ForeignKey key) {
  key.name.clear();
  sort_pairs(key);
  return sql::canonical(constraint_definition(key));
}

std::string meaning(const Check& check) {
  return schemake::sqlite::canonical_expression(check.sql.for_dialect("sqlite"));
}

// Those of `from` that say something that none of `other` does.
template <class T>
std::vector<const T*> missing(const std::map<std::string, T>& from,
                              const std::map<std::string, T>& other) {
  std::set<std::string> known;
  for (const auto& [name, constraint] : other) known.insert(meaning(constraint));
  std::vector<const T*> result;
  for (const auto& [name, constraint] : from) {
    if (!known.contains(meaning(constraint))) result.push_back(&constraint);
  }
  return result;
}

// With the same text a key comes to be enforced when what it refers to comes, and no longer is when
// that goes. Then the table is built anew, by which the runtime knows that it was declared so.
void add_otherwise_enforced(const TableSchema& before, const TableSchema& after,
                            std::vector<const ForeignKey*>& added) {
  const auto stood = [&](const ForeignKey& key) {
    return std::any_of(
        before.foreign_keys.begin(), before.foreign_keys.end(), [&](const auto& old) {
          return old.second.not_enforced == key.not_enforced && meaning(old.second) == meaning(key);
        });
  };
  for (const auto& [name, key] : after.foreign_keys) {
    const bool is_added = std::find(added.begin(), added.end(), &key) != added.end();
    if (!is_added && !stood(key)) added.push_back(&key);
  }
}

std::vector<const Key*> unique_only(std::vector<const Key*> keys) {
  std::erase_if(keys, [](const Key* key) { return key->primary; });
  return keys;
}

// The primary key with AUTOINCREMENT, which is said of its column.
std::string primary_key_text(const TableSchema& table) {
  const Key* key = table.primary_key();
  if (key == nullptr) return "";
  std::string text = meaning(*key);
  for (const Column& column : table.columns) {
    if (column.identity) text += " autoincrement";
  }
  return text;
}

// Columns that are added stand last; any other place that was asked for needs another table. Where
// no order was asked for before, databases may differ in it.
bool order_differs(const TableSchema& before, const TableSchema& after) {
  if (after.table.column_order.empty()) return false;
  if (before.table.column_order.empty()) return true;
  std::vector<std::string> names;
  for (const Column* column : ordered_columns(before)) {
    if (find(after, column->name) != nullptr) names.push_back(column->name);
  }
  const auto kept = static_cast<std::ptrdiff_t>(names.size());
  const std::vector<const Column*> wanted = ordered_columns(after);
  for (const Column* column : wanted) {
    if (std::find(names.begin(), names.begin() + kept, column->name) == names.begin() + kept) {
      names.push_back(column->name);
    }
  }
  return !std::equal(
      wanted.begin(), wanted.end(), names.begin(), names.end(),
      [](const Column* column, const std::string& name) { return column->name == name; });
}

}  // namespace

bool TableChange::empty() const {
  return added.empty() && dropped.empty() && changed.empty() && !primary_key && !options &&
         added_keys.empty() && dropped_keys.empty() && added_foreign_keys.empty() &&
         dropped_foreign_keys.empty() && added_checks.empty() && dropped_checks.empty();
}

TableChange compare(const TableSchema& before, const TableSchema& after, const States& states) {
  TableChange change;
  change.before = &before;
  change.after = &after;
  for (const Column* column : ordered_columns(after)) {
    const Column* old = find(before, column->name);
    if (old == nullptr) {
      change.added.push_back(column);
      continue;
    }
    change.kept.push_back({old, column});
    if (canonical(column_text(*old, before, states.before)) !=
        canonical(column_text(*column, after, states.after))) {
      change.changed.push_back({old, column});
    }
  }
  for (const Column& column : before.columns) {
    if (find(after, column.name) == nullptr) change.dropped.push_back(&column);
  }
  change.primary_key = primary_key_text(before) != primary_key_text(after);
  change.options = before.table.strict != after.table.strict ||
                   before.table.without_rowid != after.table.without_rowid ||
                   order_differs(before, after);
  change.added_keys = unique_only(missing(after.keys, before.keys));
  change.dropped_keys = unique_only(missing(before.keys, after.keys));
  change.added_foreign_keys = missing(after.foreign_keys, before.foreign_keys);
  add_otherwise_enforced(before, after, change.added_foreign_keys);
  change.dropped_foreign_keys = missing(before.foreign_keys, after.foreign_keys);
  change.added_checks = missing(after.checks, before.checks);
  change.dropped_checks = missing(before.checks, after.checks);
  return change;
}

bool works_alike(ForeignKey a, ForeignKey b) {
  for (ForeignKey* const key : {&a, &b}) {
    key->name.clear();
    if (key->deferrable == Deferrable::immediate) key->deferrable = Deferrable::no;
    sort_pairs(*key);
  }
  return a == b;
}

bool same(const Index& a, const Index& b) {
  return sql::canonical(create_index(a, a.table)) == sql::canonical(create_index(b, b.table));
}

bool same(const View& a, const View& b) {
  return sql::canonical(create_view(a)) == sql::canonical(create_view(b));
}

bool same(const Trigger& a, const Trigger& b) {
  return sql::canonical(create_trigger(a)) == sql::canonical(create_trigger(b));
}

}  // namespace schemake::generator::sqlite
