#ifndef SCHEMAKE_DIALECT_SQLITE_DDL_HPP
#define SCHEMAKE_DIALECT_SQLITE_DDL_HPP

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.hpp"

// The text of SQLite's CREATE, ALTER and DROP statements, each ending in ';'. What names an
// existing object says main., as a TEMP object of the same name would shadow it.

namespace schemake::generator::sqlite {

// main."author"
std::string in_main(std::string_view name);

// What is said of a column besides its name and keys; each member may be empty. Two columns of
// equal texts are the same to SQLite (compared by tokens: see canonical()).
struct ColumnText {
  std::string type, collation, not_null, default_value, generated, check;
  friend auto operator<=>(const ColumnText&, const ColumnText&) = default;
};
ColumnText column_text(const Column& column, const TableSchema& table, const Schema& schema);
ColumnText canonical(const ColumnText& text);

// As between the brackets of CREATE TABLE and after ADD COLUMN: with a primary key of this column
// alone and with the foreign keys of this column alone.
std::string column_definition(const Column& column, const TableSchema& table, const Schema& schema);

// As among the columns of CREATE TABLE: `CONSTRAINT "author_named" CHECK (length(name) > 0)`.
std::string constraint_definition(const Key& key);
std::string constraint_definition(const ForeignKey& key);
std::string constraint_definition(const Check& check);

// The table is called `name`, which a rebuild chooses; its foreign keys to itself name the table.
std::string create_table(const TableSchema& table, const Schema& schema, std::string_view name);
std::string create_index(const Index& index, std::string_view table);
std::string create_view(const View& view);
std::string create_trigger(const Trigger& trigger);
std::string create_virtual_table(const VirtualTable& table);

// "DROP TABLE main."author";": `what` is TABLE, INDEX, VIEW or TRIGGER.
std::string drop(std::string_view what, std::string_view name);

// The terms of an index or key without its brackets: `"a" COLLATE NOCASE DESC, lower(b)`.
std::string part_list(const std::vector<IndexPart>& parts);
std::string part_text(const IndexPart& part);

// In the order that was asked for, else as they stand.
std::vector<const Column*> ordered_columns(const TableSchema& table);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_DDL_HPP
