#include "dialect/sqlite/seed_parents.hpp"

#include <algorithm>

#include "dialect/sqlite/seed_values.hpp"

namespace schemake::generator::sqlite {
namespace {

// The value that a row has in a column, written out or by default; null where that is nowhere said.
const Default* value_in(const Row& row, const TableSchema& table, const std::string& column) {
  const Column* const found = table.column(column);
  return found == nullptr ? nullptr : given(row, *found);
}

// The row of the state before that a key of `table` refers to by the values of `row`, where it
// stands in both states; null where there is none, or the values are not known.
const Row* kept_parent(const Row& row, const TableSchema& table, const ForeignKey& key,
                       const States& states) {
  const TableSchema* const before = states.before.table(key.parent);
  const TableSchema* const after = states.after.table(key.parent);
  if (before == nullptr || after == nullptr) return nullptr;
  const auto refers_to = [&](const Row& parent) {
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const Default* const value = value_in(row, table, key.columns[i]);
      const Default* const other = value_in(parent, *before, key.parent_columns[i]);
      if (value == nullptr || other == nullptr || !(*value == *other)) return false;
    }
    return true;
  };
  for (const auto& [name, parent] : before->rows) {
    if (after->rows.contains(name) && refers_to(parent)) return &parent;
  }
  return nullptr;
}

}  // namespace

const SeedParents::Doubt& SeedParents::of(const Row& row) {
  Doubt& doubt = known_[&row];
  if (doubt.is_known) return doubt;
  const TableSchema& table = *states_.after.table(row.table);
  doubt.turn.late = states_.before.table(row.table) != nullptr;
  for (const auto& [name, key] : table.foreign_keys) {
    if (key.not_enforced) continue;
    if (kept_parent(row, table, key, states_) != nullptr) {
      doubt.keys.push_back(&key);
      continue;
    }
    const Row* const parent = new_parent(row, table, key);
    // In a circle one has to come first.
    const auto known = known_.find(parent);
    if (parent == nullptr || (known != known_.end() && !known->second.is_known)) continue;
    const Doubt& other = of(*parent);
    if (!may_be_left_out(*parent, other)) continue;
    doubt.keys.push_back(&key);
    doubt.turn.number = std::max(doubt.turn.number, other.turn.number + 1);
    doubt.turn.late = doubt.turn.late || other.turn.late;
  }
  last_turn_ = std::max(last_turn_, doubt.turn.number);
  doubt.is_known = true;
  return doubt;
}

const SeedParents::RowsByValues& SeedParents::new_rows(const std::string& table,
                                                       const std::vector<std::string>& columns) {
  const auto [entry, is_first] = new_rows_.try_emplace({table, columns});
  RowsByValues& rows = entry->second;
  const TableSchema* const after = states_.after.table(table);
  if (!is_first || after == nullptr) return rows;
  const TableSchema* const before = states_.before.table(table);
  for (const auto& [name, row] : after->rows) {
    if (before != nullptr && before->rows.contains(name)) continue;
    std::vector<Default> values;
    for (const std::string& column : columns) {
      const Default* const value = value_in(row, *after, column);
      if (value != nullptr) values.push_back(*value);
    }
    if (values.size() == columns.size()) rows.emplace(std::move(values), &row);
  }
  return rows;
}

const Row* SeedParents::new_parent(const Row& row, const TableSchema& table,
                                   const ForeignKey& key) {
  std::vector<Default> values;
  for (const std::string& column : key.columns) {
    const Default* const value = value_in(row, table, column);
    if (value == nullptr) return nullptr;
    values.push_back(*value);
  }
  const RowsByValues& rows = new_rows(key.parent, key.parent_columns);
  const auto found = rows.find(values);
  return found == rows.end() || found->second == &row ? nullptr : found->second;
}

// A row whose key is taken is there for those who refer to it by its key.
bool SeedParents::may_be_left_out(const Row& row, const Doubt& doubt) const {
  const bool stands = states_.before.table(row.table) != nullptr;
  return !doubt.keys.empty() || (stands && has_unique_values(*states_.after.table(row.table)));
}

bool SeedParents::has_unique_values(const TableSchema& table) const {
  return std::any_of(table.keys.begin(), table.keys.end(),
                     [](const auto& item) { return !item.second.primary; }) ||
         std::any_of(states_.after.indexes.begin(), states_.after.indexes.end(),
                     [&](const auto& item) {
                       return item.second.unique && item.second.table == table.table.name;
                     });
}

}  // namespace schemake::generator::sqlite
