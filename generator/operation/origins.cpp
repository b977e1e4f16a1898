#include "operation/origins.hpp"

#include <algorithm>
#include <set>

namespace schemake::generator {
namespace {

using Names = std::map<std::string, std::string>;  // of `to` -> of `from`
using NameSet = std::set<std::string>;

// Drops the hints that do not count: the old name is not there, or an earlier hint has it already.
void drop_spent(Names& hints, const NameSet& from, const NameSet& to) {
  NameSet taken;
  std::erase_if(hints, [&](const auto& hint) {
    const auto& [name, old] = hint;
    return name == old || !to.contains(name) || !from.contains(old) || !taken.insert(old).second;
  });
}

// Drops the hints that contradict the names themselves: both names stand on both sides, and neither
// is taken or given up by another rename.
void drop_contradicted(Names& hints, const NameSet& from, const NameSet& to) {
  const auto contradicted = [&](const auto& hint) {
    const auto& name = hint.first;  // a binding could not be captured before clang 16
    const auto& old = hint.second;
    const bool given_up = std::any_of(hints.begin(), hints.end(),
                                      [&](const auto& other) { return other.second == name; });
    return from.contains(name) && to.contains(old) && !hints.contains(old) && !given_up;
  };
  for (auto found = std::find_if(hints.begin(), hints.end(), contradicted); found != hints.end();
       found = std::find_if(hints.begin(), hints.end(), contradicted)) {
    hints.erase(found);
  }
}

Names match_names(const NameSet& from, const NameSet& to, Names hints) {
  drop_spent(hints, from, to);
  drop_contradicted(hints, from, to);
  NameSet given_up;
  for (const auto& [name, old] : hints) given_up.insert(old);
  for (const std::string& name : to) {
    if (from.contains(name) && !given_up.contains(name)) hints.emplace(name, name);
  }
  return hints;
}

template <class T>
NameSet keys(const std::map<std::string, T>& map) {
  NameSet result;
  for (const auto& entry : map) result.insert(entry.first);
  return result;
}

NameSet names(const TableSchema& table) {
  NameSet result;
  for (const Column& column : table.columns) result.insert(column.name);
  return result;
}

Names hints_for(Kind kind, const std::string& table, const Hints& hints) {
  Names result;
  for (const auto& [object, old] : hints.renamed_from) {
    if (object.kind == kind && object.table == table) result.emplace(object.name, old);
  }
  return result;
}

}  // namespace

Origins::Origins(const Schema& from, const Schema& to, const Hints& hints) {
  match(Kind::table, from.tables, to.tables, hints);
  match(Kind::view, from.views, to.views, hints);
  match(Kind::virtual_table, from.virtual_tables, to.virtual_tables, hints);
  match_enums(from, to, hints);
  for (const auto& [name, table] : to.tables) {
    const std::optional<std::string> old = origin({Kind::table, {}, name});
    if (old) match_columns(from.tables.at(*old), table, hints);
  }
  match_indexes(from, to, hints);
}

template <class T>
void Origins::match(Kind kind, const std::map<std::string, T>& from,
                    const std::map<std::string, T>& to, const Hints& hints) {
  add(kind, {}, {}, match_names(keys(from), keys(to), hints_for(kind, {}, hints)));
}

// An enum only takes a name that is free: columns hold the old one until it is dropped.
void Origins::match_enums(const Schema& from, const Schema& to, const Hints& hints) {
  Names enum_hints = hints_for(Kind::enumeration, {}, hints);
  std::erase_if(enum_hints, [&](const auto& hint) { return from.enums.contains(hint.first); });
  add(Kind::enumeration, {}, {}, match_names(keys(from.enums), keys(to.enums), enum_hints));
}

void Origins::match_columns(const TableSchema& from, const TableSchema& to, const Hints& hints) {
  add(Kind::column, from.table.name, to.table.name,
      match_names(names(from), names(to), hints_for(Kind::column, to.table.name, hints)));
}

// The names of indexes are one name space, but an index lives on only upon the same table.
void Origins::match_indexes(const Schema& from, const Schema& to, const Hints& hints) {
  Names index_hints;
  const auto same_table = [&](const std::string& name, const std::string& old) {
    const auto now = to.indexes.find(name);
    const auto then = from.indexes.find(old);
    return now != to.indexes.end() && then != from.indexes.end() &&
           origin({Kind::table, {}, now->second.table}) == then->second.table;
  };
  for (const auto& [object, old] : hints.renamed_from) {
    if (object.kind == Kind::index && same_table(object.name, old)) {
      index_hints.emplace(object.name, old);
    }
  }
  Names matched = match_names(keys(from.indexes), keys(to.indexes), index_hints);
  std::erase_if(matched, [&](const auto& entry) { return !same_table(entry.first, entry.second); });
  add(Kind::index, {}, {}, matched);
}

void Origins::add(Kind kind, const std::string& from_table, const std::string& to_table,
                  const Names& names) {
  for (const auto& [name, old] : names) {
    origins_.emplace(ObjectName{kind, to_table, name}, old);
    new_names_.emplace(ObjectName{kind, from_table, old}, name);
  }
}

std::optional<std::string> Origins::origin(const ObjectName& object) const {
  const bool in_table = object.kind == Kind::column;
  const auto found = origins_.find({object.kind, in_table ? object.table : "", object.name});
  if (found == origins_.end()) return std::nullopt;
  return found->second;
}

bool Origins::lives_on(const ObjectName& object) const {
  const bool in_table = object.kind == Kind::column;
  return new_names_.contains({object.kind, in_table ? object.table : "", object.name});
}

}  // namespace schemake::generator
