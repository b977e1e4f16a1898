#include <schemake/sqlite.hpp>

#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

// A row takes a byte at least.
std::uint64_t most_rows(sqlite3* db) {
  const auto pragma = [db](const char* name) {
    return static_cast<std::uint64_t>(query_number(db, std::string("PRAGMA main.") + name));
  };
  return pragma("page_count") * pragma("page_size");
}

}  // namespace

std::uint64_t run_in_batches(const Data& data, const std::string& sql, std::uint32_t rows) {
  sqlite3* const db = handle(data);
  std::uint64_t changed = 0;
  for (;;) {
    const int before = sqlite3_total_changes(db);
    Statement(db, sql).bind(1, static_cast<std::int64_t>(rows)).run();
    // The counter has 32 bits, and goes round.
    const auto batch =
        static_cast<unsigned>(sqlite3_total_changes(db)) - static_cast<unsigned>(before);
    if (batch == 0) return changed;
    changed += batch;
    data.report();
    if (changed <= most_rows(db)) continue;
    throw Error(Code::usage,
                "a statement that runs in batches has changed more rows than there can be: it must "
                "leave out those that it has changed already",
                {}, sql);
  }
}

}  // namespace schemake::sqlite
