#ifndef SCHEMAKE_TESTS_PROVE_DATABASE_HPP
#define SCHEMAKE_TESTS_PROVE_DATABASE_HPP

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>

#include "sqlite/statement.hpp"

namespace schemake::generator {

// An in-memory database that has run `sql`.
class Database {
 public:
  explicit Database(const std::string& sql) {
    EXPECT_EQ(sqlite3_open(":memory:", &db_), SQLITE_OK);
    run(sql);
  }
  ~Database() { sqlite3_close(db_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql) const {
    EXPECT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db_) << "\n"
        << sql;
  }
  std::int64_t number(const std::string& sql) const { return sqlite::query_number(db_, sql); }
  std::string text(const std::string& sql) const { return sqlite::query_text(db_, sql); }
  sqlite3* get() const { return db_; }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROVE_DATABASE_HPP
