#include <fmt/format.h>

#include <fstream>

#include "command/session.hpp"
#include "revision/file_names.hpp"
#include "text/identifier.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

std::string starter(const std::string& catalog) {
  return fmt::format(
      "# The schema of the database: docs/schema.md of Schemake explains every key.\n"
      "schemake: 1\n"
      "catalog: {}\n"
      "\n"
      "tables:\n"
      "  note:\n"
      "    columns:\n"
      "      id: {{type: bigint, primary_key: true, identity: true}}\n"
      "      title: text\n"
      "      body: text?    # a trailing ? lets it be NULL\n"
      "      created_at: {{type: timestamp, default: {{sql: CURRENT_TIMESTAMP}}}}\n",
      catalog);
}

void print_next_steps(const std::string& catalog, const std::string& schema,
                      const std::string& migrations) {
  fmt::print(
      "\nIn CMakeLists.txt:\n\n"
      "  find_package(Schemake REQUIRED)\n"
      "  schemake_add_migrations({0}_migrations\n"
      "    SCHEMA {1}\n"
      "    MIGRATIONS {2}\n"
      "    MIGRATOR {0}_migrate)\n"
      "  target_link_libraries(app PRIVATE {0}_migrations)\n\n"
      "In the application:\n\n"
      "  #include <{0}_migrations.hpp>\n"
      "  #include <schemake/sqlite.hpp>\n\n"
      "  schemake::sqlite::Connection db{{\"{0}.db\"}};\n"
      "  schemake::upgrade(db, {0}_migrations::catalog());\n\n"
      "Build, run, and record the first revision: schemake revision -m \"start\"\n",
      catalog, schema, migrations);
}

}  // namespace

int run_init(const Options& options) {
  const std::string schema = options.schema.empty() ? options.name + ".yaml" : options.schema;
  const std::string migrations = options.migrations.empty() ? "migrations" : options.migrations;
  if (!is_identifier(options.name)) {
    fmt::print(stderr, "error: \"{}\" is no name for a catalog\n    {}\n", printable(options.name),
               kIdentifierRule);
    return kUsage;
  }
  std::error_code ignored;
  if (fs::exists(fs::path(migrations) / kSumName, ignored)) {
    fmt::print(stderr,
               "there is a history in {} already\n    edit its schema file and build; for another "
               "history name another folder: --migrations DIR\n",
               printable(migrations));
    return kNo;
  }
  if (!fs::exists(schema, ignored)) {
    std::ofstream file(schema, std::ios::binary);
    file << starter(options.name);
    file.close();
    if (!file) {
      fmt::print(stderr, "error: cannot write {}\n    see who may write there\n",
                 printable(schema));
      return kUsage;
    }
    fmt::print("wrote {}\n", printable(schema));
  }
  Options sync = options;
  sync.schema = schema;
  sync.migrations = migrations;
  const int code = run_sync(sync);
  if (code == kDone) print_next_steps(options.name, schema, migrations);
  return code;
}

}  // namespace schemake::generator
