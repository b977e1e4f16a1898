#ifndef SCHEMAKE_INTROSPECT_CONSTRAINTS_HPP
#define SCHEMAKE_INTROSPECT_CONSTRAINTS_HPP

#include <string>

#include "introspect/table_reader.hpp"

namespace schemake::generator {

// Adds the primary key, with the identity that it may be, and the unique keys of a table whose
// columns are read. Of several keys that SQLite keeps one index for there is one.
void add_keys(const schemake::sqlite::TableSql& sql, ReadTable& table, Introspection& result);

// Adds the foreign keys, their parents by the names that were written.
void add_references(const schemake::sqlite::TableSql& sql, ReadTable& table, Introspection& result);

// The name, or none where the schema cannot keep it: it may not be said, or another constraint of
// the table has it.
std::string constraint_name_of(const std::string& name, const ReadTable& table,
                               Introspection& result);

// Of ABORT, which is what no clause means, there is nothing to say.
OnConflict conflict_of(schemake::sqlite::Conflict conflict);

// Notes a collation that SQLite does not bring itself.
void require_collation(Introspection& result, const std::string& collation);

}  // namespace schemake::generator

#endif  // SCHEMAKE_INTROSPECT_CONSTRAINTS_HPP
