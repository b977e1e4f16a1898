#ifndef SCHEMAKE_SQLITE_STATEMENT_HPP
#define SCHEMAKE_SQLITE_STATEMENT_HPP

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace schemake::sqlite {

// What the last call on `db` ended with, as a schemake::Error: the engine's message, and what to
// do. `statement` may be empty.
[[noreturn]] void fail(sqlite3* db, int result, std::string_view statement = {});

// One prepared statement. Every result is checked; all members throw schemake::Error, Code::locked
// where another connection holds a lock.
class Statement {
 public:
  // `sql` starts with a statement; `rest`, if given, is set to what stands after it.
  Statement(sqlite3* db, std::string_view sql, std::string_view* rest = nullptr);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // False where the text held no statement, just white space and comments.
  bool exists() const { return statement_ != nullptr; }

  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, std::int64_t number);
  // True for a row, false at the end.
  bool step();
  void run();

  // Of the current row; the first column is 0. NULL reads as "" and 0.
  std::string text(int column) const;
  std::int64_t number(int column) const;

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

// Runs one statement and drops its rows.
void execute(sqlite3* db, std::string_view sql);
// The first column of the first row; "" and 0 where there is none.
std::string query_text(sqlite3* db, std::string_view sql);
std::int64_t query_number(sqlite3* db, std::string_view sql);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_STATEMENT_HPP
