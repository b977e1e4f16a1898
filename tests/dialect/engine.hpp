#ifndef SCHEMAKE_TESTS_DIALECT_ENGINE_HPP
#define SCHEMAKE_TESTS_DIALECT_ENGINE_HPP

#include <sqlite3.h>

#include <schemake/fingerprint.hpp>
#include <string>
#include <vector>

#include "dialect/plan.hpp"

namespace schemake::generator {

// An in-memory SQLite whose steps are run by the runtime's own code, foreign keys off.
class Engine {
 public:
  Engine();
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Runs all, in one transaction. Returns "" or what went wrong, and then nothing is changed: the
  // reason of a guard that found rows, or the engine's message and the statement.
  std::string walk(const std::vector<Step>& steps);

  // Throws schemake::Error.
  void run(const std::string& sql);
  // Each row's values joined by '|', NULL written out.
  std::vector<std::string> rows(const std::string& query);
  Fingerprint fingerprint();
  std::string damage();  // that integrity_check finds

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_DIALECT_ENGINE_HPP
