// A library's catalogue of books. Its database follows library.yaml: whatever state it finds the
// file in, it is at head before the first query.

#include <sqlite3.h>

#include <cstdlib>
#include <iostream>
#include <library_migrations.hpp>
#include <schemake/sqlite.hpp>
#include <stdexcept>
#include <string>

namespace {

int print_row(void*, int columns, char** values, char** names) {
  for (int i = 0; i < columns; ++i) {
    std::cout << (i == 0 ? "  " : ", ") << names[i] << ": " << (values[i] ? values[i] : "-");
  }
  std::cout << '\n';
  return 0;
}

void execute(sqlite3* database, const std::string& sql,
             int (*row)(void*, int, char**, char**) = nullptr) {
  char* message = nullptr;
  if (sqlite3_exec(database, sql.c_str(), row, nullptr, &message) == SQLITE_OK) return;
  const std::string reason = message ? message : sqlite3_errmsg(database);
  sqlite3_free(message);
  throw std::runtime_error(reason);
}

// Says what the launch did to the database; nothing where it was at head already.
void migrate(schemake::sqlite::Connection& connection) {
  schemake::Options options;
  options.log = [](std::string_view line) { std::clog << "library: " << line << '\n'; };
  const schemake::Report report =
      schemake::upgrade(connection, library_migrations::catalog(), options);
  if (!report.walked.empty()) {
    std::clog << "library: upgraded to " << report.walked.back().name << " in "
              << report.duration.count() / 1000 << " ms\n";
  }
}

// The first launch of all brings some books. Many may start at once: one finds the shelf empty.
void stock(sqlite3* database) {
  execute(database,
          "BEGIN IMMEDIATE;"
          "INSERT INTO author(name) SELECT column1 FROM (VALUES ('Mary Shelley'), ('Jane Austen'))"
          " WHERE NOT EXISTS (SELECT 1 FROM author);"
          "INSERT INTO book(author, title) SELECT id, CASE name WHEN 'Jane Austen' THEN 'Emma'"
          " ELSE 'Frankenstein' END FROM author WHERE NOT EXISTS (SELECT 1 FROM book);"
          "COMMIT");
}

}  // namespace

int main() try {
  const char* const path = std::getenv("LIBRARY_DATABASE");
  schemake::sqlite::Connection connection(path ? path : "library.db");
  migrate(connection);

  sqlite3* const database = connection.handle();
  sqlite3_busy_timeout(database, 10'000);
  stock(database);
  for (const char* table : {"author", "book"}) {
    std::cout << table << '\n';
    execute(database, std::string("SELECT * FROM ") + table + " ORDER BY id", print_row);
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << "library: " << error.what() << '\n';
  return 1;
}
