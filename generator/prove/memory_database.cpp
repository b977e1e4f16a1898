#include "prove/memory_database.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

void return_first(sqlite3_context* context, int count, sqlite3_value** arguments) {
  if (count > 0) {
    sqlite3_result_value(context, arguments[0]);
  } else {
    sqlite3_result_null(context);
  }
}

int compare_bytes(void*, int a_size, const void* a, int b_size, const void* b) {
  const int common = std::memcmp(a, b, static_cast<std::size_t>(std::min(a_size, b_size)));
  return common != 0 ? common : a_size - b_size;
}

void check(sqlite3* db, int result) {
  if (result != SQLITE_OK) sqlite::fail(db, result);
}

}  // namespace

MemoryDatabase::MemoryDatabase(const Requires& requirements) {
  const int opened = sqlite3_open(":memory:", &db_);
  try {
    check(db_, opened);
    check(db_, sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr));
    check(db_, sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr));
    for (const std::string& name : requirements.functions) {
      check(db_, sqlite3_create_function(db_, name.c_str(), -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                         nullptr, return_first, nullptr, nullptr));
    }
    for (const std::string& name : requirements.collations) {
      check(db_, sqlite3_create_collation(db_, name.c_str(), SQLITE_UTF8, nullptr, compare_bytes));
    }
  } catch (...) {
    sqlite3_close(db_);
    throw;
  }
}

// It can refuse for statements alone that are still open, and there are none.
MemoryDatabase::~MemoryDatabase() { sqlite3_close(db_); }

}  // namespace schemake::generator
