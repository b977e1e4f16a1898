#include "dialect/engine.hpp"

#include <gtest/gtest.h>

#include <schemake/error.hpp>

#include "sqlite/damage.hpp"
#include "sqlite/fingerprint.hpp"
#include "sqlite/step.hpp"

namespace schemake::generator {

Engine::Engine() {
  EXPECT_EQ(sqlite3_open(":memory:", &db_), SQLITE_OK);
  // As SQLite advises to build it: a name in double quotes is no string.
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  run("PRAGMA foreign_keys = OFF");
}

Engine::~Engine() { sqlite3_close(db_); }

void Engine::run(const std::string& sql) {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return;
  throw Error(Code::statement, sqlite3_errmsg(db_), {}, sql);
}

std::vector<std::string> Engine::rows(const std::string& query) {
  std::vector<std::string> result;
  const auto add_row = [](void* rows, int count, char** values, char**) {
    std::string row;
    for (int i = 0; i < count; ++i) {
      row += (i > 0 ? "|" : "") + std::string(values[i] == nullptr ? "NULL" : values[i]);
    }
    static_cast<std::vector<std::string>*>(rows)->push_back(std::move(row));
    return 0;
  };
  if (sqlite3_exec(db_, query.c_str(), add_row, &result, nullptr) == SQLITE_OK) return result;
  throw Error(Code::statement, sqlite3_errmsg(db_), {}, query);
}

Fingerprint Engine::fingerprint() { return schemake::sqlite::read_fingerprint(db_); }

std::string Engine::walk(const std::vector<Step>& steps) {
  std::vector<edge_v1::Step> list;
  for (const Step& step : steps) {
    list.push_back({step.phase, step.verb, step.object.c_str(), step.sql.c_str(), step.was.c_str(),
                    step.reason.c_str(), nullptr});
  }
  run("BEGIN IMMEDIATE");
  try {
    schemake::sqlite::run_steps(db_, list.data(), static_cast<unsigned>(list.size()),
                                [](unsigned) {});
    run("COMMIT");
    return "";
  } catch (const Error& error) {
    run("ROLLBACK");
    return error.code() == Code::guarded ? error.what() : error.what() + ("\n" + error.statement());
  }
}

std::string Engine::damage() { return ::schemake::sqlite::damage(db_, "PRAGMA integrity_check"); }

}  // namespace schemake::generator
