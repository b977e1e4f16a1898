#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <schemake/error.hpp>
#include <string>

#include "fuzz/property.hpp"
#include "fuzz/scratch_file.hpp"
#include "imported.hpp"
#include "schema/reader.hpp"
#include "schema/writer.hpp"

// Any database that a script makes is imported, or refused by an error; what is imported is written
// as a file that is read back as the same schema.

namespace {

using namespace schemake::generator;

constexpr int kMostInstructions = 2'000'000;

// A script is no reason to touch a file, or to run for ever.
void restrain(sqlite3* db) {
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1'000'000);
  sqlite3_progress_handler(
      db, kMostInstructions, [](void*) { return 1; }, nullptr);
  sqlite3_set_authorizer(
      db,
      [](void*, int action, const char*, const char*, const char*, const char*) {
        return action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY : SQLITE_OK;
      },
      nullptr);
}

void check_file(const Desired& desired) {
  static const schemake::testing::ScratchFile file;
  Sources sources;
  Diagnostics diagnostics;
  const auto again = read_schema(file.write(write_schema(desired)), sources, diagnostics);
  std::string said;
  for (const Diagnostic& diagnostic : diagnostics.all()) said += render(diagnostic, sources);
  schemake::testing::require(again.has_value(), "an imported schema can be read back: " + said);
  schemake::testing::require(again->schema == desired.schema, "it is read back as it was");
}

void import_from(const std::string& script) {
  sqlite3* db = nullptr;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) return;
  restrain(db);
  sqlite3_exec(db, script.c_str(), nullptr, nullptr, nullptr);
  sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_set_authorizer(db, nullptr, nullptr);
  sqlite3_progress_handler(db, 0, nullptr, nullptr);
  try {
    Imported imported = import_schema(db);
    imported.desired.catalog = "found";
    check_file(imported.desired);
  } catch (const schemake::Error&) {
    // Refused: a schema that SQLite itself calls malformed, say.
  }
  sqlite3_close(db);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  import_from(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
