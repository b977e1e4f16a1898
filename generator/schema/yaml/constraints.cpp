#include "schema/yaml/constraints.hpp"

#include <algorithm>

#include "schema/yaml/sql.hpp"

namespace schemake::generator {
namespace {

// Constraints as a list, for those without a name, or as a mapping of names. Calls `read(node,
// name, at)`.
template <class Read>
void each_constraint(Reading& reading, const YamlNode* node, const char* key, Kind kind,
                     Read read) {
  if (node == nullptr) return;
  if (node->is_sequence()) {
    for (const YamlNode& item : node->items) read(item, std::string(), item.at);
    return;
  }
  if (!node->is_mapping()) {
    reading.error(node->at, in_quotes(key) + " is a list, or a mapping of names");
    return;
  }
  for (const YamlEntry& entry : node->entries) {
    if (check_name(reading, kind, entry.key, entry.at)) read(entry.value, entry.key, entry.at);
  }
}

// A key in its short form, a list of columns, or in the long one.
Key read_key(Reading& reading, const TableDraft& table, const YamlNode& node, bool primary) {
  Key key;
  key.table = table.name();
  key.primary = primary;
  if (!node.is_mapping()) {
    key.parts = read_parts(reading, table, node, false);
    return key;
  }
  std::vector<std::string> known = {"columns", "on_conflict"};
  if (primary) known.emplace_back("name");
  const Fields fields(reading, node, primary ? "a primary key" : "a unique key", known);
  if (const YamlNode* columns = fields.require("columns")) {
    key.parts = read_parts(reading, table, *columns, false);
  }
  key.conflict = read_conflict(reading, fields);
  if (const YamlNode* name = primary ? fields.find("name") : nullptr) {
    key.name = read_text(reading, name, "a name");
    check_name(reading, Kind::key, key.name, name->at);
  }
  return key;
}

void read_primary_key(Reading& reading, const YamlNode* node, TableDraft& table) {
  if (node == nullptr) return;
  const bool taken =
      std::any_of(table.constraints.begin(), table.constraints.end(), [](const auto& c) {
        const Key* key = std::get_if<Key>(&c.value);
        return key != nullptr && key->primary;
      });
  if (taken) {
    reading.error(node->at, "the table " + in_quotes(table.name()) + " has two primary keys",
                  "remove \"primary_key\" from its column");
    return;
  }
  table.constraints.push_back({read_key(reading, table, *node, true), node->at});
}

void read_unique(Reading& reading, const YamlNode* node, TableDraft& table) {
  each_constraint(reading, node, "unique", Kind::key,
                  [&](const YamlNode& item, const std::string& name, Position at) {
                    Key key = read_key(reading, table, item, false);
                    key.name = name;
                    table.constraints.push_back({std::move(key), at});
                  });
}

ForeignKey read_foreign_key(Reading& reading, const TableDraft& table, const YamlNode& node) {
  const Fields fields(
      reading, node, "a foreign key",
      {"columns", "references", "on_delete", "on_update", "deferrable", "enforced"});
  const YamlNode* columns = fields.require("columns");
  const YamlNode* target = fields.require("references");
  ForeignKey key = target == nullptr ? ForeignKey{} : read_reference(reading, fields, *target);
  const std::vector<const YamlNode*> names = read_list(reading, columns, "\"columns\"");
  std::set<std::string> seen;
  for (const YamlNode* name : names) {
    check_column(reading, table, name->text, name->at);
    if (!seen.insert(name->text).second) {
      reading.error(name->at, "this column stands in the list already");
    }
    key.columns.push_back(name->text);
  }
  if (columns != nullptr && columns->is_sequence() && columns->items.empty()) {
    reading.error(columns->at, "a foreign key has at least one column");
  }
  return key;
}

void read_foreign_keys(Reading& reading, const YamlNode* node, TableDraft& table) {
  each_constraint(
      reading, node, "foreign_keys", Kind::foreign_key,
      [&](const YamlNode& item, const std::string& name, Position at) {
        ForeignKey key = read_foreign_key(reading, table, item);
        key.table = table.name();
        key.name = name;
        const YamlNode* target = item.find("references");
        table.constraints.push_back({std::move(key), at, target != nullptr ? target->at : at});
      });
}

void read_checks(Reading& reading, const YamlNode* node, TableDraft& table) {
  each_constraint(reading, node, "checks", Kind::check,
                  [&](const YamlNode& item, const std::string& name, Position at) {
                    Check check;
                    check.table = table.name();
                    check.name = name;
                    check.sql = read_check(reading, item);
                    table.constraints.push_back({std::move(check), at});
                  });
}

Action read_action(Reading& reading, const YamlNode* node) {
  return read_word<Action>(reading, node, "an action",
                           {{"no action", Action::no_action},
                            {"restrict", Action::restrict},
                            {"set null", Action::set_null},
                            {"set default", Action::set_default},
                            {"cascade", Action::cascade}},
                           Action::no_action);
}

// "author", "author.id" or {table: author, columns: [id]}.
void read_target(Reading& reading, const YamlNode& node, ForeignKey& key) {
  if (node.is_scalar()) {
    const std::size_t dot = node.text.find('.');
    key.parent = node.text.substr(0, dot);
    if (dot != std::string::npos) key.parent_columns.push_back(node.text.substr(dot + 1));
    const bool empty_part =
        key.parent.empty() || (dot != std::string::npos && key.parent_columns[0].empty());
    if (empty_part) {
      reading.error(node.at, "a reference is table.column, or a table alone");
      key.parent.clear();
    }
    return;
  }
  const Fields fields(reading, node, "a reference", {"table", "columns"});
  key.parent = read_text(reading, fields.require("table"), "the name of a table");
  for (const YamlNode* column : read_list(reading, fields.find("columns"), "\"columns\"")) {
    key.parent_columns.push_back(column->text);
  }
}

}  // namespace

ForeignKey read_reference(Reading& reading, const Fields& fields, const YamlNode& target) {
  ForeignKey key;
  read_target(reading, target, key);
  key.on_delete = read_action(reading, fields.find("on_delete"));
  key.on_update = read_action(reading, fields.find("on_update"));
  key.deferrable = read_word<Deferrable>(
      reading, fields.find("deferrable"), "\"deferrable\"",
      {{"immediate", Deferrable::immediate}, {"deferred", Deferrable::deferred}}, Deferrable::no);
  const YamlNode* const enforced = fields.find("enforced");
  key.not_enforced = enforced != nullptr && !read_flag(reading, enforced);
  return key;
}

DialectText read_check(Reading& reading, const YamlNode& node) {
  if (!node.is_mapping()) return read_sql(reading, &node, SqlUse::expression);
  const Fields fields(reading, node, "a check", {"sql"});
  return read_sql(reading, fields.require("sql"), SqlUse::expression);
}

void read_constraints(Reading& reading, const Fields& fields, TableDraft& table) {
  read_primary_key(reading, fields.find("primary_key"), table);
  read_unique(reading, fields.find("unique"), table);
  read_foreign_keys(reading, fields.find("foreign_keys"), table);
  read_checks(reading, fields.find("checks"), table);
}

}  // namespace schemake::generator
