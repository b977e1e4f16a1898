#include <algorithm>

#include "core/sql_text.hpp"
#include "property/random_parts.hpp"

namespace schemake::generator {
namespace {

std::string quoted(const std::string& name) { return sql::quote_name(name); }

// Does nothing, to this table alone.
std::string body(Random& random, const TableSchema& table) {
  const std::string name = quoted(table.table.name);
  const std::string column = quoted(random.one_of(plain_columns(table)));
  const std::vector<std::string> forms = {
      "SELECT 1;", "UPDATE " + name + " SET " + column + " = " + column + " WHERE 0;",
      "DELETE FROM " + name + " WHERE " + column + " IS 'never' AND 0; SELECT 'a;b';",
      "INSERT INTO " + name + " (" + column + ") SELECT " + column + " FROM " + name + " WHERE 0;"};
  return random.one_of(forms);
}

void fill(Random& random, const TableSchema& table, Trigger& trigger) {
  static const std::vector<Trigger::Event> kEvents = {
      Trigger::Event::insert, Trigger::Event::update, Trigger::Event::remove};
  trigger.timing = random.chance(50) ? Trigger::Timing::before : Trigger::Timing::after;
  trigger.event = random.one_of(kEvents);
  const std::string row = trigger.event == Trigger::Event::remove ? "old" : "new";
  if (trigger.event == Trigger::Event::update && random.chance(50)) {
    trigger.update_of.push_back(random.one_of(table.columns).name);
  }
  if (random.chance(40)) {
    const std::string column = spelled(random, random.one_of(table.columns).name);
    trigger.when = DialectText(row + "." + column + " IS NOT 'never' OR " + row + "." + column +
                               " NOT LIKE 'x'");
  }
  trigger.sql = DialectText(body(random, table));
}

}  // namespace

DialectText random_select(Random& random, const TableSchema& table) {
  std::string columns;
  std::string last;
  for (const Column& column : table.columns) {
    if (!columns.empty() && random.chance(30)) continue;
    last = quoted(column.name);
    columns += (columns.empty() ? "" : ", ") + last;
  }
  const std::string where = random.chance(30) ? " WHERE " + last + " IS NOT 'never'" : "";
  return DialectText("SELECT " + columns + " FROM " + quoted(table.table.name) + where);
}

DialectText select_all(const std::string& view) {
  return DialectText("SELECT * FROM " + quoted(view));
}

View random_view(Random& random, const Schema& schema) {
  View view;
  view.name = free_name(schema, random);
  view.comment = random_comment(random);
  if (!schema.views.empty() && random.chance(30)) {
    view.sql = select_all(random.one_of(schema.views).first);
    return view;
  }
  const TableSchema& table = random.one_of(schema.tables).second;
  view.sql = random_select(random, table);
  if (random.chance(20)) {
    view.columns = {"only one"};
    view.sql = DialectText("SELECT " + quoted(random.one_of(table.columns).name) + " FROM " +
                           quoted(table.table.name));
  }
  return view;
}

Trigger random_trigger(Random& random, const Schema& schema, const std::string& on) {
  Trigger trigger;
  trigger.table = on;
  trigger.name = free_name(schema, random);
  if (const TableSchema* table = schema.table(on)) {
    fill(random, *table, trigger);
  } else {
    trigger.timing = Trigger::Timing::instead_of;
    trigger.sql = DialectText(random.chance(50) ? "SELECT 1;" : "SELECT 2; SELECT 3;");
  }
  return trigger;
}

Enum random_enum(Random& random, const Schema& schema) {
  static const std::vector<std::string> kValues = {"standard", "student",  "it's", "senior",
                                                   "",         "ein Wert", "é",    "NULL"};
  Enum result;
  result.name = free_name(schema.enums, random);
  result.values = kValues;
  random.shuffle(result.values);
  result.values.resize(1 + random.below(4));
  result.comment = random_comment(random);
  return result;
}

std::optional<std::string> random_index_of_text(Random& random, const Schema& schema,
                                                const std::string& name) {
  if (schema.tables.empty()) return std::nullopt;
  const TableSchema& table = random.one_of(schema.tables).second;
  std::vector<std::string> columns;
  for (const std::string& column : plain_columns(table)) {
    // FTS5 has columns of these names already.
    const bool taken = sql::same_name(column, "rowid") || sql::same_name(column, "rank") ||
                       sql::same_name(column, name);
    if (!taken) columns.push_back(quoted(column));
  }
  if (table.table.without_rowid || columns.empty()) return std::nullopt;
  random.shuffle(columns);
  if (columns.size() > 2) columns.resize(2);
  return sql::chain(columns, ", ") + ", content=" + sql::quote_string(table.table.name);
}

VirtualTable random_virtual_table(Random& random, const Schema& schema) {
  if (random.chance(50)) {
    const std::string name = free_name(schema, random);
    const auto arguments = random_index_of_text(random, schema, name);
    if (arguments) return {name, "fts5", *arguments};
  }
  static const std::vector<std::pair<std::string, std::string>> kAll = {
      {"fts5", "heading, body"}, {"fts5", "body, tokenize='porter'"}, {"rtree", "id, low, high"}};
  const auto& [module, arguments] = random.one_of(kAll);
  return {free_name(schema, random), module, arguments};
}

TableSchema random_table(Random& random, const Schema& schema) {
  TableSchema table;
  table.table.name = free_name(schema, random);
  table.table.strict = random.chance(20);
  table.table.comment = random_comment(random);
  if (random.chance(10)) table.table.options["postgresql.fillfactor"] = "70";
  for (std::size_t i = 0, count = 1 + random.below(5); i < count; ++i) {
    table.columns.push_back(random_column(random, schema, table));
  }
  if (random.chance(50)) {
    table.columns.front().type = Type{TypeName::bigint, 0, 0, {}, {}};
    table.columns.front().default_value.reset();
    table.columns.front().collation = {};
  }
  table.table.without_rowid = random.chance(15);
  if (table.table.without_rowid || random.chance(85)) give_primary_key(random, table);
  for (std::size_t i = 0, count = random.below(3); i < count; ++i) {
    Column column = random_column(random, schema, table);
    column.type = Type{};
    column.default_value.reset();
    if (!random.chance(40)) continue;
    column.generated = random_generated(random, table);
    table.columns.push_back(column);
  }
  if (random.chance(40)) {
    if (const std::optional<Key> key = random_unique(random, table)) table.keys[key->name] = *key;
  }
  return table;
}

}  // namespace schemake::generator
