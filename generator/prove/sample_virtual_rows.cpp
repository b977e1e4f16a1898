#include "prove/sample_virtual_rows.hpp"

#include <schemake/error.hpp>

#include "core/sql_text.hpp"
#include "schema/virtual_shape.hpp"
#include "sqlite/object_sql.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

using Family = VirtualShape::Family;
using Content = VirtualShape::Content;

std::string in_main(const std::string& name) { return "main." + sql::quote_name(name); }

// https://sqlite.org/fts5.html#special_insert_commands
std::string command(const VirtualTable& table, const std::string& word) {
  return "INSERT INTO " + in_main(table.name) + "(" + sql::quote_name(table.name) + ") VALUES ('" +
         word + "')";
}

// With rank 1 FTS5 compares the index with the content of another table, too.
std::string check_command(const VirtualTable& table) {
  if (!sql::same_name(table.module, "fts5")) return command(table, "integrity-check");
  return "INSERT INTO " + in_main(table.name) + "(" + sql::quote_name(table.name) +
         ", rank) VALUES ('integrity-check', 1)";
}

// The columns that a row can be given.
std::vector<std::string> columns(sqlite3* db, const std::string& table) {
  std::vector<std::string> names;
  sqlite::Statement query(db, "SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0");
  query.bind(1, table);
  while (query.step()) names.push_back(query.text(0));
  return names;
}

std::string text_value(unsigned row, std::size_t column, SampleKind kind) {
  static const char* const kOdd[] = {"NULL", "''", "'it''s'", "'\xC3\xA9t\xC3\xA9 \xE2\x98\x83'",
                                     "'0'"};
  if (kind == SampleKind::edge) return kOdd[(row + column) % std::size(kOdd)];
  return "'word" + std::to_string(row) + " other" + std::to_string(column) + "'";
}

void insert_texts(sqlite3* db, const VirtualTable& table, const SampleOptions& options) {
  const std::vector<std::string> names = columns(db, table.name);
  for (unsigned row = 1; row <= options.rows; ++row) {
    // Numbers with gaps, as rows that were deleted leave them.
    std::string list = "rowid", values = std::to_string(7 * row);
    for (std::size_t i = 0; i < names.size(); ++i) {
      list += ", " + sql::quote_name(names[i]);
      values += ", " + text_value(row, i, options.kind);
    }
    sqlite::execute(
        db, "INSERT INTO " + in_main(table.name) + "(" + list + ") VALUES (" + values + ")");
  }
}

// A box for each row: the columns after the number are pairs of a smallest and a largest value,
// then those that the tree only stores.
void insert_boxes(sqlite3* db, const VirtualTable& table, const SampleOptions& options) {
  const std::vector<std::string> names = columns(db, table.name);
  for (unsigned row = 1; row <= options.rows; ++row) {
    std::string values = std::to_string(7 * row);
    for (std::size_t i = 1; i < names.size(); ++i) {
      values += ", " + std::to_string(row + (i % 2 == 0 ? 1 : 0));
    }
    sqlite::execute(db, "INSERT INTO " + in_main(table.name) + " VALUES (" + values + ")");
  }
}

}  // namespace

std::vector<VirtualTable> read_virtual_tables(sqlite3* db) {
  std::vector<VirtualTable> tables;
  sqlite::Statement query(db,
                          "SELECT sql FROM main.sqlite_schema WHERE type = 'table'"
                          " AND sql LIKE 'CREATE VIRTUAL TABLE%' ORDER BY name");
  while (query.step()) {
    const sqlite::VirtualTableSql parsed = sqlite::parse_virtual_table_sql(query.text(0));
    tables.push_back({parsed.name, parsed.module, parsed.arguments});
  }
  return tables;
}

void insert_sample_virtual_rows(sqlite3* db, const SampleOptions& options) {
  for (const VirtualTable& table : read_virtual_tables(db)) {
    const VirtualShape own = shape(table);
    if (own.family == Family::text && own.content == Content::external) {
      sqlite::execute(db, command(table, "rebuild"));
    }
    if (options.left_empty.count(sql::lower(table.name)) > 0) continue;
    if (own.family == Family::text && own.content != Content::external) {
      insert_texts(db, table, options);
    }
    const bool boxes = own.family == Family::tree && !sql::same_name(table.module, "geopoly");
    if (boxes) insert_boxes(db, table, options);
  }
}

std::string damage_of_virtual_tables(sqlite3* db) {
  for (const VirtualTable& table : read_virtual_tables(db)) {
    const VirtualShape own = shape(table);
    if (own.family != Family::text || own.content == Content::none) continue;
    try {
      sqlite::execute(db, check_command(table));
    } catch (const Error& error) {
      return "the index of " + table.name + " does not agree with its rows: " + error.what();
    }
  }
  return {};
}

}  // namespace schemake::generator
