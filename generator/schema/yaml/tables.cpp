#include "schema/yaml/tables.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "schema/yaml/columns.hpp"
#include "schema/yaml/constraints.hpp"
#include "schema/yaml/lint.hpp"
#include "schema/yaml/rows.hpp"
#include "schema/yaml/sql.hpp"

namespace schemake::generator {
namespace {

const std::vector<std::string> kTableKeys = {
    "columns",       "primary_key",  "unique",  "foreign_keys", "checks",       "indexes", "strict",
    "without_rowid", "column_order", "options", "comment",      "renamed_from", "rows",    "lint"};

Index read_index(Reading& reading, const TableDraft& table, const YamlNode& node,
                 const ObjectName& object) {
  Index index;
  index.table = object.table;
  index.name = object.name;
  if (!node.is_mapping()) {
    index.parts = read_parts(reading, table, node, true);
    return index;
  }
  const Fields fields(reading, node, "an index", {"columns", "unique", "where", "renamed_from"});
  if (const YamlNode* columns = fields.require("columns")) {
    index.parts = read_parts(reading, table, *columns, true);
  }
  index.unique = read_flag(reading, fields.find("unique"));
  index.where = read_sql(reading, fields.find("where"), SqlUse::expression);
  read_renamed_from(reading, fields, object);
  return index;
}

void read_indexes(Reading& reading, const YamlNode* node, const TableDraft& table) {
  if (node == nullptr) return;
  if (!node->is_mapping()) {
    reading.error(node->at, "\"indexes\" is a mapping of names to columns",
                  "write: " + table.name() + "_by_name: [name]");
    return;
  }
  for (const YamlEntry& entry : node->entries) {
    const ObjectName object{Kind::index, table.name(), entry.key};
    const bool good = declare(reading, object, entry.at);
    Index index = read_index(reading, table, entry.value, object);
    if (good) reading.desired.schema.indexes.emplace(entry.key, std::move(index));
  }
}

// `options: {postgresql: {fillfactor: 70}}` as "postgresql.fillfactor" -> "70".
void read_options(Reading& reading, const YamlNode* node, Table& table) {
  if (node == nullptr) return;
  const Fields fields(reading, *node, "\"options\"", text_dialects());
  if (const YamlNode* sqlite = fields.find("sqlite")) {
    reading.error(sqlite->at, "SQLite's tables have no options",
                  "\"strict\" and \"without_rowid\" are keys of the table itself");
  }
  const YamlNode* options = fields.find("postgresql");
  if (options == nullptr) return;
  if (!options->is_mapping()) {
    reading.error(options->at, "options are a mapping of names to values");
    return;
  }
  for (const YamlEntry& entry : options->entries) {
    if (!entry.value.is_scalar()) {
      reading.error(entry.value.at, "the value of an option is text or a number");
    } else if (check_printable(reading, "an option", entry.key, entry.at) &&
               check_printable(reading, "the value of an option", entry.value.text,
                               entry.value.at)) {
      table.options.emplace("postgresql." + entry.key, entry.value.text);
    }
  }
}

// https://sqlite.org/gencol.html: every table has at least one column that is not generated.
void check_stored_columns(Reading& reading, const TableDraft& table, Position at) {
  const std::vector<Column>& columns = table.schema.columns;
  const bool all_generated = std::all_of(columns.begin(), columns.end(), [](const Column& column) {
    return column.generated.has_value();
  });
  if (all_generated && !columns.empty() && table.broken_columns.empty()) {
    reading.error(at, "a table has at least one column that is not generated");
  }
}

void read_table(Reading& reading, const YamlEntry& entry) {
  const ObjectName object{Kind::table, "", entry.key};
  const bool good = declare(reading, object, entry.at);
  const Fields fields(reading, entry.value, "a table", kTableKeys);
  TableDraft draft;
  Table& table = draft.schema.table;
  table.name = entry.key;
  const YamlNode* columns = fields.require("columns");
  if (columns == nullptr) return;
  read_columns(reading, *columns, draft);
  read_constraints(reading, fields, draft);
  table.strict = read_flag(reading, fields.find("strict"));
  table.without_rowid = read_flag(reading, fields.find("without_rowid"));
  read_options(reading, fields.find("options"), table);
  table.comment = read_text(reading, fields.find("comment"), "a comment");
  read_renamed_from(reading, fields, object);
  read_indexes(reading, fields.find("indexes"), draft);
  if (LintSettings lint = read_lint(reading, fields.find("lint")); !lint.empty()) {
    reading.desired.table_lint.emplace(entry.key, std::move(lint));
  }
  if (read_flag(reading, fields.find("column_order"))) {
    for (const Column& column : draft.schema.columns) table.column_order.push_back(column.name);
  }
  check_stored_columns(reading, draft, entry.at);
  settle_constraints(reading, draft);
  read_rows(reading, fields.find("rows"), draft);
  if (good) reading.desired.schema.tables.emplace(entry.key, std::move(draft.schema));
}

}  // namespace

void read_tables(Reading& reading, const YamlNode* node) {
  if (node == nullptr) return;
  if (!node->is_mapping()) {
    reading.error(node->at, "\"tables\" is a mapping of names to tables");
    return;
  }
  for (const YamlEntry& entry : node->entries) read_table(reading, entry);
}

void read_virtual_tables(Reading& reading, const YamlNode* node) {
  if (node == nullptr) return;
  if (!node->is_mapping()) {
    reading.error(node->at, "\"virtual_tables\" is a mapping of names to modules and arguments");
    return;
  }
  for (const YamlEntry& entry : node->entries) {
    const ObjectName object{Kind::virtual_table, "", entry.key};
    const bool good = declare(reading, object, entry.at);
    const Fields fields(reading, entry.value, "a virtual table",
                        {"module", "arguments", "renamed_from"});
    read_renamed_from(reading, fields, object);
    VirtualTable table;
    table.name = entry.key;
    if (const YamlNode* module = fields.require("module")) {
      table.module = read_text(reading, module, "a module");
      if (module->is_scalar()) check_printable(reading, "a module", table.module, module->at);
    }
    const YamlNode* arguments = fields.find("arguments");
    if (arguments != nullptr && !arguments->is_scalar()) {
      reading.error(arguments->at, "\"arguments\" is one text, as between the module's brackets");
    } else {
      table.arguments = read_sql(reading, arguments, SqlUse::arguments).for_dialect("sqlite");
    }
    if (good) reading.desired.schema.virtual_tables.emplace(entry.key, std::move(table));
  }
}

}  // namespace schemake::generator
