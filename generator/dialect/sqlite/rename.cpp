#include "dialect/sqlite/rename.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "operation/apply.hpp"
#include "schema/virtual_shape.hpp"

namespace schemake::generator::sqlite {
namespace {

using Names = std::set<std::string>;
using Pairs = std::vector<std::pair<std::string, std::string>>;  // old name, new name

bool holds(const Names& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& other) { return sql::same_name(other, name); });
}

// `base`, made longer until nothing has that name.
std::string free_name(std::string base, const Names& taken) {
  while (holds(taken, base)) base += "_";
  return base;
}

// Puts `wanted` in an order in which each new name is free, where `standing` are the names there
// are.
Pairs ordered(Pairs wanted, Names standing) {
  Pairs steps;
  const auto move = [&](const std::string& from, const std::string& to) {
    steps.emplace_back(from, to);
    standing.erase(from);
    standing.insert(to);
  };
  while (!wanted.empty()) {
    const auto possible = std::find_if(wanted.begin(), wanted.end(), [&](const auto& pair) {
      return !holds(standing, pair.second);
    });
    if (possible != wanted.end()) {
      move(possible->first, possible->second);
      wanted.erase(possible);
    } else {
      auto& [from, to] = wanted.front();
      std::string third = free_name("schemake_moved_" + to, standing);
      move(from, third);
      from = std::move(third);
    }
  }
  return steps;
}

// Names that the state after needs and the state before does not use for the same object.
Names wanted_names(const Schema& before, const Schema& after, const Lineage& lineage) {
  Names names;
  for (const auto& [name, table] : after.tables) {
    const Lineage::Origin* origin = lineage.origin(name);
    if (origin == nullptr || origin->name != name) names.insert(name);
  }
  for (const auto& [name, table] : after.virtual_tables) {
    const auto origin = lineage.virtual_tables.find(name);
    if (origin == lineage.virtual_tables.end() || origin->second != name) names.insert(name);
  }
  for (const auto& [name, index] : after.indexes) {
    if (!before.indexes.contains(name)) names.insert(name);
  }
  return names;
}

Names vanished_tables(const Schema& before, const Lineage& lineage) {
  Names names;
  for (const auto& [name, table] : before.tables) names.insert(name);
  for (const auto& [name, origin] : lineage.tables) names.erase(origin.name);
  return names;
}

void forget_table(Schema& schema, const std::string& name) {
  schema.tables.erase(name);
  std::erase_if(schema.indexes, [&](const auto& item) { return item.second.table == name; });
}

// Whether a virtual table is still there when the renames are made: one that is made anew is not.
bool stays(const VirtualTable& before, const VirtualTable& after) {
  const VirtualChange change = change_of(before, after);
  return change == VirtualChange::none || change == VirtualChange::copy;
}

// Views and triggers are compared by the names that they have, and what goes does so before the
// renames, so that its name is free by then.
Schema tables_alone(Schema schema, const Schema& after, const Lineage& lineage) {
  schema.views.clear();
  schema.triggers.clear();
  std::erase_if(schema.virtual_tables, [&](const auto& item) {
    return std::none_of(lineage.virtual_tables.begin(), lineage.virtual_tables.end(),
                        [&](const auto& origin) {
                          return origin.second == item.first &&
                                 stays(item.second, after.virtual_tables.at(origin.first));
                        });
  });
  std::erase_if(schema.indexes,
                [&](const auto& item) { return !after.indexes.contains(item.first); });
  return schema;
}

Pairs table_renames(const Lineage& lineage) {
  Pairs pairs;
  for (const auto& [name, origin] : lineage.tables) {
    if (origin.name != name) pairs.emplace_back(origin.name, name);
  }
  return pairs;
}

Pairs virtual_renames(const Schema& standing, const Lineage& lineage) {
  Pairs pairs;
  for (const auto& [name, origin] : lineage.virtual_tables) {
    if (origin != name && standing.virtual_tables.contains(origin))
      pairs.emplace_back(origin, name);
  }
  return pairs;
}

// Tables and virtual tables share one name space.
void rename_in_database(const Lineage& lineage, Renamed& result) {
  Names standing, virtual_names;
  for (const auto& [name, table] : result.schema.tables) standing.insert(name);
  for (const auto& [name, table] : result.schema.virtual_tables) virtual_names.insert(name);
  standing.insert(virtual_names.begin(), virtual_names.end());
  Pairs wanted = table_renames(lineage);
  for (auto& pair : virtual_renames(result.schema, lineage)) wanted.push_back(std::move(pair));
  for (const auto& [from, to] : ordered(std::move(wanted), std::move(standing))) {
    const bool is_virtual = virtual_names.erase(from) > 0;
    if (is_virtual) virtual_names.insert(to);
    result.renames.push_back({is_virtual ? Kind::virtual_table : Kind::table, "", from, to});
  }
}

// A dropped column whose name is wanted for another gives way first.
Pairs column_renames(const TableSchema& before, const TableSchema& after,
                     const Lineage::Origin& origin) {
  Names standing, kept, wanted;
  Pairs pairs;
  for (const Column& column : before.columns) standing.insert(column.name);
  for (const Column& column : after.columns) {
    const auto found = origin.columns.find(column.name);
    const bool created = found == origin.columns.end();
    if (!created) kept.insert(found->second);
    if (created || found->second != column.name) wanted.insert(column.name);
    if (!created && found->second != column.name) pairs.emplace_back(found->second, column.name);
  }
  Pairs steps;
  for (const Column& column : before.columns) {
    if (kept.contains(column.name) || !holds(wanted, column.name)) continue;
    steps.emplace_back(column.name, free_name("schemake_dropped_" + column.name, standing));
    standing.erase(column.name);
    standing.insert(steps.back().second);
  }
  for (auto& step : ordered(std::move(pairs), std::move(standing)))
    steps.push_back(std::move(step));
  return steps;
}

}  // namespace

Renamed renamed(const Schema& before, const Schema& after, const Lineage& lineage) {
  Renamed result;
  result.schema = tables_alone(before, after, lineage);
  const Names wanted = wanted_names(before, after, lineage);
  for (const std::string& name : vanished_tables(before, lineage)) {
    if (!holds(wanted, name)) continue;
    result.dropped_first.push_back(name);
    forget_table(result.schema, name);
  }
  rename_in_database(lineage, result);
  for (const auto& [name, origin] : lineage.tables) {
    const TableSchema* old_table = before.table(origin.name);
    const TableSchema* new_table = after.table(name);
    if (old_table == nullptr || new_table == nullptr) {
      throw std::logic_error("the operations do not lead to table " + name);
    }
    for (const auto& [from, to] : column_renames(*old_table, *new_table, origin)) {
      result.renames.push_back({Kind::column, name, from, to});
    }
  }
  const std::vector<Operation> operations(result.renames.begin(), result.renames.end());
  if (const auto conflict = apply(result.schema, operations))
    throw std::logic_error(conflict->what);
  return result;
}

std::vector<Step> rename_steps(const Renamed& renamed) {
  std::vector<Step> steps;
  for (const Rename& rename : renamed.renames) {
    Step step;
    const bool column = rename.kind == Kind::column;
    step.object = column ? rename.table : rename.to;
    step.source = {rename.kind, rename.table, rename.to};
    step.sql = "ALTER TABLE " + in_main(column ? rename.table : rename.from) + " RENAME " +
               (column ? "COLUMN " + quoted_name(rename.from) + " " : "") + "TO " +
               quoted_name(rename.to) + ";";
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace schemake::generator::sqlite
