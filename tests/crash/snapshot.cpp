#include "crash/snapshot.hpp"

#include <filesystem>
#include <sstream>

#include "runtime/database.hpp"

namespace schemake::test {
namespace {

// The columns of a table, each quoted as a literal, so that NULL, 'NULL', 1 and '1' differ.
std::string literals(Database& db, const std::string& table) {
  std::istringstream names(
      db.query("SELECT name FROM pragma_table_xinfo('" + table + "') WHERE hidden <> 1"));
  std::string columns;
  for (std::string name; std::getline(names, name);) {
    if (table == "schemake_history" && (name == "applied_at" || name == "duration")) continue;
    columns += (columns.empty() ? "quote(\"" : ", quote(\"") + name + "\")";
  }
  return columns;
}

}  // namespace

std::string snapshot(const std::string& file) {
  Database db(std::filesystem::exists(file) ? file : ":memory:");
  EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(db.query("PRAGMA foreign_key_check"), "");
  std::string text = db.query("PRAGMA user_version") + "\n";
  text += db.query("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
  std::istringstream tables(
      db.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"));
  for (std::string table; std::getline(tables, table);) {
    text += "\n" + table + ":\n" +
            db.query("SELECT " + literals(db, table) + " FROM \"" + table + "\"");
  }
  return text;
}

void copy_database(const std::string& from, const std::string& to) {
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    std::filesystem::remove(to + suffix);
    if (std::filesystem::exists(from + suffix) && suffix != std::string("-shm")) {
      std::filesystem::copy_file(from + suffix, to + suffix);
    }
  }
}

}  // namespace schemake::test
