#include "dialect/lineage.hpp"

#include <utility>

namespace schemake::generator {
namespace {

template <class T>
void move_key(std::map<std::string, T>& map, const std::string& from, const std::string& to) {
  if (auto node = map.extract(from)) {
    map.erase(to);
    node.key() = to;
    map.insert(std::move(node));
  }
}

void follow(Lineage& lineage, const Rename& rename) {
  switch (rename.kind) {
    case Kind::table:
      move_key(lineage.tables, rename.from, rename.to);
      move_key(lineage.backfills, rename.from, rename.to);
      return;
    case Kind::column:
      if (const auto found = lineage.tables.find(rename.table); found != lineage.tables.end()) {
        move_key(found->second.columns, rename.from, rename.to);
      }
      if (const auto found = lineage.backfills.find(rename.table);
          found != lineage.backfills.end()) {
        move_key(found->second, rename.from, rename.to);
      }
      return;
    case Kind::virtual_table:
      move_key(lineage.virtual_tables, rename.from, rename.to);
      return;
    case Kind::key:
    case Kind::foreign_key:
    case Kind::check:
    case Kind::index:
    case Kind::view:
    case Kind::trigger:
    case Kind::enumeration:
    case Kind::row:
      return;  // no rows of theirs are followed
  }
}

void follow(Lineage& lineage, const Change<Column>& change) {
  const Column& column = change.after ? *change.after : *change.before;
  const auto table = lineage.tables.find(column.table);
  if (table != lineage.tables.end() && (!change.before || !change.after)) {
    table->second.columns.erase(column.name);
  }
  auto& backfills = lineage.backfills[column.table];
  if (!change.after) backfills.erase(column.name);
  if (change.after && !change.backfill.empty()) backfills[column.name] = change.backfill;
}

void follow(Lineage& lineage, const Change<Table>& change) {
  if (!change.before) lineage.tables.erase(change.after->name);
  if (!change.after) lineage.tables.erase(change.before->name);
}

void follow(Lineage& lineage, const Change<VirtualTable>& change) {
  if (!change.before) lineage.virtual_tables.erase(change.after->name);
  if (!change.after) lineage.virtual_tables.erase(change.before->name);
}

Lineage unchanged(const Schema& schema) {
  Lineage lineage;
  for (const auto& [name, table] : schema.tables) {
    Lineage::Origin& origin = lineage.tables[name];
    origin.name = name;
    for (const Column& column : table.columns) origin.columns[column.name] = column.name;
  }
  for (const auto& [name, table] : schema.virtual_tables) lineage.virtual_tables[name] = name;
  return lineage;
}

}  // namespace

const Lineage::Origin* Lineage::origin(const std::string& table) const {
  const auto found = tables.find(table);
  return found == tables.end() ? nullptr : &found->second;
}

const DialectText& Lineage::backfill(const std::string& table, const std::string& column) const {
  static const DialectText kNothing;
  const auto columns = backfills.find(table);
  if (columns == backfills.end()) return kNothing;
  const auto found = columns->second.find(column);
  return found == columns->second.end() ? kNothing : found->second;
}

Lineage trace(const Schema& before, const std::vector<Operation>& operations) {
  Lineage lineage = unchanged(before);
  const Overloaded visitor{
      [&](const Rename& rename) { follow(lineage, rename); },
      [&](const Change<Table>& change) { follow(lineage, change); },
      [&](const Change<Column>& change) { follow(lineage, change); },
      [](const Change<Key>&) {},
      [](const Change<ForeignKey>&) {},
      [](const Change<Check>&) {},
      [](const Change<Index>&) {},
      [](const Change<View>&) {},
      [](const Change<Trigger>&) {},
      [](const Change<Enum>&) {},
      [&](const Change<VirtualTable>& change) { follow(lineage, change); },
      [](const Change<Row>&) {},
  };
  for (const Operation& operation : operations) std::visit(visitor, operation);
  return lineage;
}

}  // namespace schemake::generator
