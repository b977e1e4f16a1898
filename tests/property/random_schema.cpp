#include "property/random_schema.hpp"

#include "property/random_parts.hpp"
#include "property/random_seeds.hpp"

namespace schemake::generator {
namespace {

void add_parts(Random& random, Schema& schema, TableSchema& table) {
  if (random.chance(50)) {
    if (const auto key = random_foreign_key(random, schema, table)) {
      table.foreign_keys[key->name] = *key;
    }
  }
  for (std::size_t i = 0, count = random.below(3); i < count; ++i) {
    const Check check = random_check(random, table);
    table.checks[check.name] = check;
  }
  for (std::size_t i = 0, count = random.below(3); i < count; ++i) {
    const Index index = random_index(random, schema, table);
    schema.indexes[index.name] = index;
  }
  if (random.chance(10)) {
    for (const Column& column : table.columns) table.table.column_order.push_back(column.name);
    random.shuffle(table.table.column_order);
  }
}

void add_rows(Random& random, Schema& schema) {
  for (auto& entry : schema.tables) {
    for (std::size_t i = 0, count = random.below(4); i < count; ++i) {
      if (auto row = random_row(random, schema, entry.second)) {
        entry.second.rows.emplace(row->name, std::move(*row));
      }
    }
  }
  if (brings_rows(schema) && !takes_its_rows(schema)) take_rows_out(schema);
}

}  // namespace

Schema random_schema(std::uint64_t seed, std::size_t tables) {
  Random random(seed);
  Schema schema;
  for (std::size_t i = 0, count = random.below(3); i < count; ++i) {
    const Enum made = random_enum(random, schema);
    schema.enums[made.name] = made;
  }
  for (std::size_t i = 0, count = random.below(tables + 1); i < count; ++i) {
    const TableSchema table = random_table(random, schema);
    schema.tables[table.table.name] = table;
  }
  // Behind all tables, so that foreign keys lead anywhere, in circles as well.
  for (auto& entry : schema.tables) add_parts(random, schema, entry.second);
  for (std::size_t i = 0; !schema.tables.empty() && i < tables / 2; ++i) {
    if (!random.chance(50)) continue;
    const View view = random_view(random, schema);
    schema.views[view.name] = view;
  }
  for (const auto& entry : schema.tables) {
    if (!random.chance(25)) continue;
    const Trigger trigger = random_trigger(random, schema, entry.first);
    schema.triggers[trigger.name] = trigger;
  }
  for (const auto& entry : schema.views) {
    if (!random.chance(30)) continue;
    const Trigger trigger = random_trigger(random, schema, entry.first);
    schema.triggers[trigger.name] = trigger;
  }
  if (random.chance(25)) {
    const VirtualTable table = random_virtual_table(random, schema);
    schema.virtual_tables[table.name] = table;
  }
  if (random.chance(20)) add_rows(random, schema);
  return schema;
}

}  // namespace schemake::generator
