#include "sqlite/statement.hpp"

#include <climits>
#include <schemake/error.hpp>

namespace schemake::sqlite {
namespace {

struct Meaning {
  Code code;
  const char* advice;
};

// https://sqlite.org/rescode.html
Meaning meaning(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:  // the same in the index of a WAL, after SQLite itself has waited
      return {Code::locked,
              "another connection holds the database: close it or wait for it, then try again"};
    case SQLITE_NOTADB:
      return {Code::not_a_database,
              "the file is no SQLite database, or it is encrypted: check the path"};
    case SQLITE_CORRUPT:
      return {Code::not_a_database, "the database is damaged: restore it from a backup"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {Code::read_only,
              "the database cannot be written: check the permissions of the file and of "
              "its folder, and PRAGMA query_only"};
    case SQLITE_CANTOPEN:
      return {Code::disk,
              "the file cannot be opened: check that its folder exists and may be written"};
    case SQLITE_FULL:
      return {Code::disk, "the disk or the database is full: make room, then try again"};
    case SQLITE_IOERR:
      return {Code::disk, "the disk failed: check it and its free space, then try again"};
    case SQLITE_NOMEM:
      return {Code::memory, "there is no memory: give the program more, then try again"};
    case SQLITE_INTERRUPT:
      return {Code::cancelled,
              "it was interrupted and rolled back: start it again when it may go on"};
    default:
      return {Code::statement, ""};
  }
}

}  // namespace

void fail(sqlite3* db, int result, std::string_view statement) {
  const Meaning what = meaning(result);
  const std::string message = db == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(db);
  std::string text = "SQLite says: " + message;
  if (*what.advice != '\0') text = std::string(what.advice) + " (" + text + ")";
  throw Error(what.code, text, {}, std::string(statement));
}

Statement::Statement(sqlite3* db, std::string_view sql, std::string_view* rest) : db_(db) {
  if (sql.size() > INT_MAX) throw Error(Code::statement, "a statement is longer than 2 GB");
  const char* tail = nullptr;
  const int result =
      sqlite3_prepare_v2(db_, sql.data(), static_cast<int>(sql.size()), &statement_, &tail);
  if (result != SQLITE_OK) fail(db_, sqlite3_extended_errcode(db_), sql);
  if (rest != nullptr) *rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(int index, std::string_view text) {
  const int result = sqlite3_bind_text64(statement_, index, text.data(), text.size(),
                                         SQLITE_TRANSIENT, SQLITE_UTF8);
  if (result != SQLITE_OK) fail(db_, result, sqlite3_sql(statement_));
  return *this;
}

Statement& Statement::bind(int index, std::int64_t number) {
  const int result = sqlite3_bind_int64(statement_, index, number);
  if (result != SQLITE_OK) fail(db_, result, sqlite3_sql(statement_));
  return *this;
}

bool Statement::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) fail(db_, sqlite3_extended_errcode(db_), sqlite3_sql(statement_));
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

std::string Statement::text(int column) const {
  const unsigned char* data = sqlite3_column_text(statement_, column);
  if (data == nullptr) {
    if (sqlite3_errcode(db_) == SQLITE_NOMEM) fail(db_, SQLITE_NOMEM, sqlite3_sql(statement_));
    return {};
  }
  const int size = sqlite3_column_bytes(statement_, column);
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

void execute(sqlite3* db, std::string_view sql) { Statement(db, sql).run(); }

std::string query_text(sqlite3* db, std::string_view sql) {
  Statement statement(db, sql);
  return statement.step() ? statement.text(0) : std::string();
}

std::int64_t query_number(sqlite3* db, std::string_view sql) {
  Statement statement(db, sql);
  return statement.step() ? statement.number(0) : 0;
}

}  // namespace schemake::sqlite
