#ifndef SCHEMAKE_SQLITE_SHADOW_TABLES_HPP
#define SCHEMAKE_SQLITE_SHADOW_TABLES_HPP

#include <map>
#include <set>
#include <string>

struct sqlite3;

namespace schemake::sqlite {

// The tables, in lower case, that the modules of virtual tables keep their content in
// (https://sqlite.org/vtab.html#xshadowname). `modules` maps each virtual table to its module, both
// in any case. Engines before 3.37 cannot tell, nor can one that lacks the module: the tables of
// FTS3 to FTS5, R*Tree and Geopoly are known by their names.
std::set<std::string> shadow_tables(sqlite3* db, const std::map<std::string, std::string>& modules);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_SHADOW_TABLES_HPP
