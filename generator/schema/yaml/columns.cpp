#include "schema/yaml/columns.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "core/sql_text.hpp"
#include "schema/yaml/literals.hpp"
#include "schema/yaml/sql.hpp"
#include "schema/yaml/types.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kMostColumns = 2000;  // https://sqlite.org/limits.html#max_column

const std::vector<std::string> kKeys = {
    "type",      "nullable",  "primary_key", "identity", "unique",   "references",
    "on_delete", "on_update", "deferrable",  "enforced", "check",    "default",
    "generated", "collate",   "on_conflict", "comment",  "backfill", "renamed_from"};

// DEFAULT NULL is no default.
bool is_null_expression(const Default& value) {
  const auto* expression = std::get_if<Expression>(&value);
  return expression != nullptr &&
         std::all_of(expression->sql.texts.begin(), expression->sql.texts.end(),
                     [](const auto& text) { return sql::same_name(text.second, "null"); });
}

void read_default(Reading& reading, const Fields& fields, Column& column, TableDraft& table) {
  const YamlNode* node = fields.find("default");
  if (node == nullptr) return;
  std::optional<Default> value = read_column_value(reading, column.type, *node, "a default");
  if (!value) table.broken_columns.insert(column.name);
  if (value && !is_null_expression(*value)) column.default_value = std::move(value);
}

void read_backfill(Reading& reading, const Fields& fields, const Column& column) {
  const YamlNode* node = fields.find("backfill");
  if (node == nullptr) return;
  const std::optional<Default> value = read_column_value(reading, column.type, *node, "a backfill");
  if (!value) return;
  DialectText sql;
  if (const auto* literal = std::get_if<Literal>(&*value)) {
    sql = DialectText(literal_sql(*literal));
  } else {
    sql = std::get<Expression>(*value).sql;
  }
  if (column.generated) {
    reading.error(node->at, "a generated column computes its values itself", "remove the backfill");
  }
  reading.desired.hints.backfills.emplace(ObjectName{Kind::column, column.table, column.name},
                                          std::move(sql));
}

void read_generated(Reading& reading, const Fields& fields, Column& column) {
  const YamlNode* node = fields.find("generated");
  if (node == nullptr) return;
  Generated generated;
  if (node->is_mapping()) {
    const Fields parts(reading, *node, "a generated column", {"sql", "stored"});
    generated.sql = read_sql(reading, parts.require("sql"), SqlUse::expression);
    generated.stored = read_flag(reading, parts.find("stored"));
  } else {
    generated.sql = read_sql(reading, node, SqlUse::expression);
  }
  column.generated = std::move(generated);
}

void check_together(Reading& reading, const Fields& fields, const Column& column) {
  const auto refuse = [&](const char* key, const char* with) {
    if (const YamlNode* node = fields.find(key)) {
      reading.error(node->at, "a column with " + in_quotes(with) + " has no " + in_quotes(key),
                    "remove one of the two");
    }
  };
  if (column.generated) {
    for (const char* key : {"default", "identity", "primary_key"}) refuse(key, "generated");
  }
  if (column.identity) refuse("default", "identity");
  if (fields.find("references") == nullptr) {
    for (const char* key : {"on_delete", "on_update", "deferrable", "enforced"}) {
      if (const YamlNode* node = fields.find(key)) {
        reading.error(node->at, in_quotes(key) + " belongs to \"references\", which is missing");
      }
    }
  }
  const YamlNode* conflict = fields.find("on_conflict");
  if (conflict != nullptr && column.nullable) {
    reading.error(
        conflict->at, "\"on_conflict\" of a column is that of NOT NULL, and this one is nullable",
        "write that of a key in the long form of the table's \"unique\" or \"primary_key\"");
  }
}

// What a column says for its table.
void read_column_constraints(Reading& reading, const Fields& fields, const Column& column,
                             TableDraft& table) {
  for (const bool primary : {true, false}) {
    const YamlNode* flag = fields.find(primary ? "primary_key" : "unique");
    if (flag == nullptr || !read_flag(reading, flag)) continue;
    IndexPart part;
    part.column = column.name;
    table.constraints.push_back({Key{table.name(), {}, primary, {std::move(part)}, {}}, flag->at});
  }
  if (const YamlNode* target = fields.find("references")) {
    ForeignKey key = read_reference(reading, fields, *target);
    key.table = table.name();
    key.columns = {column.name};
    table.constraints.push_back({std::move(key), target->at, target->at});
  }
  if (const YamlNode* check = fields.find("check")) {
    Check value;
    value.table = table.name();
    value.sql = read_check(reading, *check);
    table.constraints.push_back({std::move(value), check->at, {}, column.name});
  }
  check_together(reading, fields, column);
}

bool read_nullable(Reading& reading, const Fields& fields, bool question_mark) {
  const YamlNode* node = fields.find("nullable");
  const bool nullable = read_flag(reading, node);
  if (node != nullptr && question_mark && !nullable) {
    reading.error(node->at, "the type ends in '?', which says nullable", "remove one of the two");
  }
  return nullable || question_mark;
}

void read_long_column(Reading& reading, const YamlNode& node, Column column, TableDraft& table) {
  const Fields fields(reading, node, "a column", kKeys);
  const YamlNode* type = fields.require("type");
  const std::optional<WrittenType> written =
      type == nullptr ? std::nullopt : read_type(reading, *type);
  if (!written) {
    table.broken_columns.insert(column.name);
    return;
  }
  column.type = written->type;
  column.nullable = read_nullable(reading, fields, written->nullable);
  column.identity = read_flag(reading, fields.find("identity"));
  read_default(reading, fields, column, table);
  read_generated(reading, fields, column);
  column.collation = read_collation(reading, fields.find("collate"));
  column.not_null_conflict = read_conflict(reading, fields);
  column.comment = read_text(reading, fields.find("comment"), "a comment");
  read_backfill(reading, fields, column);
  read_renamed_from(reading, fields, {Kind::column, column.table, column.name});
  read_column_constraints(reading, fields, column, table);
  table.schema.columns.push_back(std::move(column));
}

void read_column(Reading& reading, const YamlEntry& entry, TableDraft& table) {
  Column column;
  column.table = table.name();
  column.name = entry.key;
  if (entry.value.is_mapping()) {
    read_long_column(reading, entry.value, std::move(column), table);
    return;
  }
  if (entry.value.kind == YamlNode::Kind::null) {
    reading.error(entry.value.at, "the column " + in_quotes(entry.key) + " has no type",
                  "write: " + entry.key + ": text");
  } else if (const std::optional<WrittenType> written = read_type(reading, entry.value)) {
    column.type = written->type;
    column.nullable = written->nullable;
    table.schema.columns.push_back(std::move(column));
    return;
  }
  table.broken_columns.insert(entry.key);
}

// A second column with a primary key of its own: SQLite and we want one key over both.
void refuse_second_primary_key(Reading& reading, TableDraft& table) {
  std::vector<std::string> columns;
  Position second;
  for (const WrittenConstraint& constraint : table.constraints) {
    const Key* key = std::get_if<Key>(&constraint.value);
    if (key == nullptr || !key->primary) continue;
    columns.push_back(key->parts.front().column);
    if (columns.size() == 2) second = constraint.at;
  }
  if (columns.size() < 2) return;
  reading.error(second, "the table " + in_quotes(table.name()) + " has two primary keys",
                "write one at the table: primary_key: [" + listed(columns) + ']');
  std::erase_if(table.constraints, [&](const WrittenConstraint& constraint) {
    const Key* key = std::get_if<Key>(&constraint.value);
    return key != nullptr && key->primary && key->parts.front().column != columns.front();
  });
}

}  // namespace

void read_columns(Reading& reading, const YamlNode& node, TableDraft& table) {
  if (!node.is_mapping() || node.entries.empty()) {
    reading.error(node.at, "\"columns\" is a mapping of names to types, with at least one column");
    return;
  }
  if (node.entries.size() > kMostColumns) {
    reading.error(node.at, "a table has 2000 columns at most");
    return;
  }
  std::set<std::string> seen;
  for (const YamlEntry& entry : node.entries) {
    const bool good = check_name(reading, Kind::column, entry.key, entry.at);
    if (!seen.insert(sql::lower(entry.key)).second) {
      reading.error(entry.at, "the table has a column " + in_quotes(entry.key) + " already",
                    "databases compare names whatever their case");
    } else if (good) {
      reading.desired.positions.emplace(ObjectName{Kind::column, table.name(), entry.key},
                                        entry.at);
      read_column(reading, entry, table);
    }
  }
  refuse_second_primary_key(reading, table);
}

std::optional<Default> read_column_value(Reading& reading, const Type& type, const YamlNode& node,
                                         const char* what) {
  if (node.is_scalar()) {
    std::optional<Literal> literal = read_literal(reading, type, node);
    return literal ? std::optional<Default>(std::move(*literal)) : std::nullopt;
  }
  if (node.is_sequence()) {
    reading.error(node.at, std::string(what) + " is a value or {sql: ...}",
                  "put quotes around a value with brackets: \"[]\"");
    return std::nullopt;
  }
  const Fields fields(reading, node, what, {"sql"});
  DialectText sql = read_sql(reading, fields.require("sql"), SqlUse::expression);
  return sql.empty() ? std::nullopt : std::optional<Default>(Expression{std::move(sql)});
}

}  // namespace schemake::generator
