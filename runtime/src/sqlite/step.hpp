#ifndef SCHEMAKE_SQLITE_STEP_HPP
#define SCHEMAKE_SQLITE_STEP_HPP

#include <sqlite3.h>

#include <functional>
#include <schemake/edge_v1.hpp>
#include <string>
#include <string_view>

namespace schemake::sqlite {

// Fails where the transaction is gone: after a full disk or an I/O error SQLite may have rolled
// back by itself, and whatever followed would run, and stay, outside of any transaction.
void require_transaction(sqlite3* db);

// Runs a script, each of its statements inside the transaction. One that would end the transaction
// or reach outside of the database is refused before the first runs. In the place of one for which
// `instead` has another, that one runs.
using Instead = std::function<std::string(std::string_view statement)>;
void run_script(sqlite3* db, std::string_view script, const Instead& instead = nullptr);

// Runs steps in order; see Connection::run.
void run_steps(sqlite3* db, const edge_v1::Step* steps, unsigned count,
               const std::function<void(unsigned)>& before);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_STEP_HPP
