#ifndef SCHEMAKE_PROVE_TABLES_HPP
#define SCHEMAKE_PROVE_TABLES_HPP

#include <map>
#include <string>
#include <vector>

#include "sqlite/table_sql.hpp"

struct sqlite3;

namespace schemake::generator {

// The tables of a database by their names in lower case.
using Tables = std::map<std::string, sqlite::TableSql>;

// Those of main that hold rows of the user's: no virtual ones, no shadows, not the history. Throws
// schemake::Error.
Tables read_tables(sqlite3* db);

// Each after those that it refers to, as far as there is no circle.
std::vector<std::string> parents_first(const Tables& tables);

// The parent's columns that a foreign key means; empty where there is no such parent or key.
std::vector<std::string> referenced_columns(const sqlite::ForeignKeySql& key, const Tables& tables);

// A name for the rowid that no column has taken; empty where there is none.
std::string rowid_name(const sqlite::TableSql& table);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_TABLES_HPP
