#ifndef SCHEMAKE_TESTS_PROPERTY_CONTENT_HPP
#define SCHEMAKE_TESTS_PROPERTY_CONTENT_HPP

#include <string>
#include <vector>

struct sqlite3;

namespace schemake::generator {

// Everything that a database holds: the text of its schema and every row; the history's stand last.
std::string all_content(sqlite3* db);

// What SQLite finds wrong with the rows or with the file; empty where nothing is.
std::string damage(sqlite3* db);

void delete_all_rows(sqlite3* db);

// A value as SQL that tells all of it: quote() stops at a NUL character.
std::string readable(const std::string& value);
// The values of a row as one, in SQL.
std::string joined_columns(const std::vector<std::string>& values);
// The first column of every row.
std::vector<std::string> lines(sqlite3* db, const std::string& query);
// main."author"
std::string in_main(const std::string& table);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_CONTENT_HPP
