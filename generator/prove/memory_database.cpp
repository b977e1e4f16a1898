#include "prove/memory_database.hpp"

#include <sqlite3.h>

#include <vector>

#include "sqlite/registered.hpp"
#include "sqlite/stand_in.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

void check(sqlite3* db, int result) {
  if (result != SQLITE_OK) sqlite::fail(db, result);
}

std::vector<Required> listed(const Requires& requirements) {
  std::vector<Required> list;
  const auto add = [&](Required::Kind kind, const std::vector<std::string>& names) {
    for (const std::string& name : names) list.push_back({kind, name.c_str()});
  };
  add(Required::Kind::function, requirements.functions);
  add(Required::Kind::collation, requirements.collations);
  add(Required::Kind::module, requirements.modules);
  add(Required::Kind::tokenizer, requirements.tokenizers);
  return list;
}

}  // namespace

MemoryDatabase::MemoryDatabase(const Requires& requirements) {
  const int opened = sqlite3_open(":memory:", &db_);
  try {
    check(db_, opened);
    check(db_, sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr));
    check(db_, sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr));
    for (const Required& lacking : sqlite::lacking(db_, listed(requirements))) {
      sqlite::stand_in(db_, lacking);
    }
  } catch (...) {
    sqlite3_close(db_);
    throw;
  }
}

// It can refuse for statements alone that are still open, and there are none.
MemoryDatabase::~MemoryDatabase() { sqlite3_close(db_); }

}  // namespace schemake::generator
