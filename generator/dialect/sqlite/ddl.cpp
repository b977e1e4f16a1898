#include "dialect/sqlite/ddl.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/storage.hpp"

namespace schemake::generator::sqlite {
namespace {

std::string conflict_clause(OnConflict conflict) {
  switch (conflict) {
    case OnConflict::unspecified:
      return "";
    case OnConflict::rollback:
      return " ON CONFLICT ROLLBACK";
    case OnConflict::abort:
      return " ON CONFLICT ABORT";
    case OnConflict::fail:
      return " ON CONFLICT FAIL";
    case OnConflict::ignore:
      return " ON CONFLICT IGNORE";
    case OnConflict::replace:
      return " ON CONFLICT REPLACE";
  }
  return "";
}

// A primary key of one column is written with the column: AUTOINCREMENT stands there alone, and
// only there does DESC keep an INTEGER from being the rowid. In a table without rowids it is
// written last: after a key before a UNIQUE that shares its column, SQLite could not rename that
// column.
bool stands_with_column(const Key& key, const TableSchema& table) {
  return key.primary && key.parts.size() == 1 && !table.table.without_rowid &&
         key.parts.front().collation.for_dialect(kDialect).empty();
}

std::string primary_key_of(const Column& column, const TableSchema& table) {
  const Key* key = table.primary_key();
  if (key == nullptr || !stands_with_column(*key, table)) return "";
  const IndexPart& part = key->parts.front();
  if (!sql::same_name(part.column, column.name)) return "";
  std::string text = " " + constraint_prefix(key->name) + "PRIMARY KEY";
  if (part.descending) text += " DESC";
  text += conflict_clause(key->conflict);
  return column.identity ? text + " AUTOINCREMENT" : text;
}

bool is_rowid(const Column& column, const TableSchema& table) {
  const Column* alias = rowid_alias(table);
  return alias != nullptr && alias->name == column.name;
}

// The key of a table without rowids is NOT NULL, whatever is said of its columns.
bool admits_null(const Column& column, const TableSchema& table) {
  const Key* key = table.primary_key();
  const bool without_rowid = table.table.without_rowid && key != nullptr;
  return column.nullable && !(without_rowid && std::any_of(key->parts.begin(), key->parts.end(),
                                                           [&](const auto& part) {
                                                             return part.column == column.name;
                                                           }));
}

void append(std::string& text, const std::string& clause) {
  if (!clause.empty()) text.append(" ").append(clause);
}

std::string options(const Table& table) {
  std::vector<std::string> items;
  if (table.strict) items.emplace_back("STRICT");
  if (table.without_rowid) items.emplace_back("WITHOUT ROWID");
  return items.empty() ? "" : " " + join(items, ", ");
}

std::string_view spell(Trigger::Timing timing) {
  switch (timing) {
    case Trigger::Timing::before:
      return "BEFORE";
    case Trigger::Timing::after:
      return "AFTER";
    case Trigger::Timing::instead_of:
      return "INSTEAD OF";
  }
  return "";
}

std::string event_clause(const Trigger& trigger) {
  switch (trigger.event) {
    case Trigger::Event::insert:
      return "INSERT";
    case Trigger::Event::remove:
      return "DELETE";
    case Trigger::Event::update:
      return trigger.update_of.empty() ? "UPDATE" : "UPDATE OF " + quoted_list(trigger.update_of);
  }
  return "";
}

}  // namespace

std::string in_main(std::string_view name) { return "main." + quoted_name(name); }

ColumnText column_text(const Column& column, const TableSchema& table, const Schema& schema) {
  ColumnText text;
  text.type = declared_type(column.type);
  text.collation = column.collation.for_dialect(kDialect);
  if (!text.collation.empty()) text.collation = "COLLATE " + quoted_name(text.collation);
  // A rowid is never NULL, and NOT NULL would say no more; any other key admits NULL without it.
  if (!admits_null(column, table) && !is_rowid(column, table)) {
    text.not_null = "NOT NULL" + conflict_clause(column.not_null_conflict);
  }
  if (column.default_value) text.default_value = "DEFAULT " + default_text(*column.default_value);
  if (column.generated) {
    text.generated = "GENERATED ALWAYS AS (" + column.generated->sql.for_dialect(kDialect) + ") " +
                     (column.generated->stored ? "STORED" : "VIRTUAL");
  }
  const std::string check = implied_check(column.type, quoted_name(column.name), schema);
  if (!check.empty()) text.check = "CHECK (" + check + ")";
  return text;
}

ColumnText canonical(const ColumnText& text) {
  return {sql::canonical(text.type),      sql::canonical(text.collation),
          sql::canonical(text.not_null),  sql::canonical(text.default_value),
          sql::canonical(text.generated), sql::canonical(text.check)};
}

std::string column_definition(const Column& column, const TableSchema& table,
                              const Schema& schema) {
  const ColumnText parts = column_text(column, table, schema);
  std::string text = quoted_name(column.name);
  append(text, parts.type);
  append(text, parts.collation);
  append(text, parts.not_null);
  append(text, parts.default_value);
  append(text, parts.generated);
  text += primary_key_of(column, table);
  append(text, parts.check);
  for (const auto& [name, key] : table.foreign_keys) {
    if (key.columns.size() != 1 || !sql::same_name(key.columns.front(), column.name)) continue;
    if (!name.empty()) text += " CONSTRAINT " + quoted_name(name);
    text += references_clause(key);
  }
  return text;
}

std::string constraint_definition(const Key& key) {
  return constraint_prefix(key.name) + (key.primary ? "PRIMARY KEY (" : "UNIQUE (") +
         part_list(key.parts) + ")" + conflict_clause(key.conflict);
}

std::string constraint_definition(const ForeignKey& key) {
  return constraint_prefix(key.name) + "FOREIGN KEY (" + quoted_list(key.columns) + ")" +
         references_clause(key);
}

std::string constraint_definition(const Check& check) {
  return constraint_prefix(check.name) + "CHECK (" + check.sql.for_dialect(kDialect) + ")" +
         conflict_clause(check.conflict);
}

std::vector<const Column*> ordered_columns(const TableSchema& table) {
  std::vector<const Column*> columns;
  columns.reserve(table.columns.size());
  for (const Column& column : table.columns) columns.push_back(&column);
  const std::vector<std::string>& order = table.table.column_order;
  const auto place = [&](const Column* column) {
    return std::find(order.begin(), order.end(), column->name) - order.begin();
  };
  std::stable_sort(columns.begin(), columns.end(),
                   [&](const Column* a, const Column* b) { return place(a) < place(b); });
  return columns;
}

std::string create_table(const TableSchema& table, const Schema& schema, std::string_view name) {
  std::vector<std::string> items;
  for (const Column* column : ordered_columns(table)) {
    items.push_back(column_definition(*column, table, schema));
  }
  for (const auto& [key_name, key] : table.keys) {
    if (!key.primary) items.push_back(constraint_definition(key));
  }
  if (const Key* key = table.primary_key(); key != nullptr && !stands_with_column(*key, table)) {
    items.push_back(constraint_definition(*key));
  }
  for (const auto& [key_name, key] : table.foreign_keys) {
    if (key.columns.size() > 1) items.push_back(constraint_definition(key));
  }
  for (const auto& [check_name, check] : table.checks)
    items.push_back(constraint_definition(check));
  return "CREATE TABLE " + quoted_name(name) + " " + bracketed_lines(items) + options(table.table) +
         ";";
}

std::string part_text(const IndexPart& part) {
  std::string text =
      part.column.empty() ? part.expression.for_dialect(kDialect) : quoted_name(part.column);
  if (part.column.empty()) text = "(" + text + ")";
  const std::string& collation = part.collation.for_dialect(kDialect);
  return collation.empty() ? text : text + " COLLATE " + quoted_name(collation);
}

std::string part_list(const std::vector<IndexPart>& parts) {
  std::vector<std::string> items;
  items.reserve(parts.size());
  for (const IndexPart& part : parts)
    items.push_back(part_text(part) + (part.descending ? " DESC" : ""));
  return join(items, ", ");
}

std::string create_index(const Index& index, std::string_view table) {
  std::string text = std::string("CREATE ") + (index.unique ? "UNIQUE " : "") + "INDEX " +
                     in_main(index.name) + " ON " + quoted_name(table) + " (" +
                     part_list(index.parts) + ")";
  const std::string& where = index.where.for_dialect(kDialect);
  return where.empty() ? text + ";" : text + " WHERE " + where + ";";
}

std::string create_view(const View& view) {
  std::string text = "CREATE VIEW " + quoted_name(view.name);
  if (!view.columns.empty()) text += " (" + quoted_list(view.columns) + ")";
  return text + " AS\n" + view.sql.for_dialect(kDialect) + ";";
}

std::string create_trigger(const Trigger& trigger) {
  std::string text = "CREATE TRIGGER " + in_main(trigger.name) + "\n" +
                     std::string(spell(trigger.timing)) + " " + event_clause(trigger) + " ON " +
                     quoted_name(trigger.table);
  const std::string& when = trigger.when.for_dialect(kDialect);
  if (!when.empty()) text += "\nWHEN (" + when + ")";
  return text + "\nBEGIN\n" + statement_lines(trigger.sql.for_dialect(kDialect)) + "END;";
}

std::string create_virtual_table(const VirtualTable& table) {
  return "CREATE VIRTUAL TABLE " + quoted_name(table.name) + " USING " + quoted_name(table.module) +
         (table.arguments.empty() ? "" : "(" + table.arguments + ")") + ";";
}

std::string drop(std::string_view what, std::string_view name) {
  return std::string("DROP ").append(what).append(" ").append(in_main(name)).append(";");
}

}  // namespace schemake::generator::sqlite
