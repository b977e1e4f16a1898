#ifndef SCHEMAKE_INTROSPECT_TABLE_READER_HPP
#define SCHEMAKE_INTROSPECT_TABLE_READER_HPP

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "introspect/introspect.hpp"
#include "schema/placement.hpp"
#include "sqlite/table_sql.hpp"

namespace schemake::generator {

// A table as far as it can be said without the others: its columns and primary key are in place,
// its constraints wait for the tables that they refer to.
struct ReadTable {
  TableSchema schema;
  std::vector<PlacedConstraint> constraints;  // a foreign key may lack its parent's columns
};

// The text of each raw type, by its canonical form: the first one stands for all.
using RawTypes = std::map<std::string, std::string>;

// Nothing, and why, where the table as a whole cannot be said.
std::optional<ReadTable> read_table(sqlite3* db, const std::string& name,
                                    const schemake::sqlite::TableSql& sql, RawTypes& raw_types,
                                    Introspection& result);

// In `schema`, the name of the column as it was declared; empty where there is none.
std::string declared_column(const TableSchema& schema, const std::string& name);

// A collation as a schema says it: those of SQLite in lower case; empty for BINARY.
std::string spelled_collation(const std::string& collation);

}  // namespace schemake::generator

#endif  // SCHEMAKE_INTROSPECT_TABLE_READER_HPP
