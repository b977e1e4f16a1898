#include "benchmark/table.hpp"

#include <memory>
#include <schemake/migrate.hpp>
#include <schemake/sqlite.hpp>
#include <string>

#include "benchmark/measure.hpp"
#include "runtime/test_catalog.hpp"

namespace schemake::benchmark {
namespace {

using edge_v1::Phase;
using edge_v1::rebuild;
using edge_v1::retext;
using edge_v1::run;
using edge_v1::Step;
using test::id;
using test::TestCatalog;

constexpr const char* kItem = R"sql(
CREATE TABLE "box" ("id" INTEGER PRIMARY KEY);
CREATE TABLE "item" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "code" TEXT NOT NULL CONSTRAINT "item_code_key" UNIQUE,
  "note" TEXT,
  "rank" INTEGER DEFAULT 0,
  "box" INTEGER REFERENCES "box" ("id")
);
CREATE INDEX main."item_by_name" ON "item" ("name"))sql";

std::string rows(long count) {
  return "INSERT INTO box VALUES (1), (2), (3), (4), (5);"
         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT " +
         std::to_string(count) +
         ") INSERT INTO item (name, code, note, rank, box) SELECT 'item number ' || i, "
         "printf('%012d', i * 7919 % 1000000007), hex(randomblob(24)), i % 10, 1 + i % 5 FROM n";
}

constexpr const char* kAddColumn = R"sql(ALTER TABLE main."item" ADD COLUMN "size" INTEGER)sql";

// The table under another name, with these columns' definitions; all else is the same.
#define SCHEMAKE_ITEM(NAME, NOTE, BOX)                                        \
  "CREATE TABLE \"schemake_new_item\" (\n"                                    \
  "  \"id\" INTEGER PRIMARY KEY AUTOINCREMENT,\n"                             \
  "  \"name\" " NAME                                                          \
  ",\n"                                                                       \
  "  \"code\" TEXT NOT NULL CONSTRAINT \"item_code_key\" UNIQUE,\n"           \
  "  \"note\" " NOTE                                                          \
  ",\n"                                                                       \
  "  \"rank\" INTEGER DEFAULT 0,\n"                                           \
  "  \"box\" INTEGER REFERENCES \"box\" (\"id\")" BOX                         \
  "\n"                                                                        \
  ");\n"                                                                      \
  "INSERT INTO main.\"schemake_new_item\" (\"id\", \"name\", \"code\", "      \
  "\"note\", \"rank\", \"box\")\n"                                            \
  "SELECT \"id\", \"name\", \"code\", \"note\", \"rank\", \"box\"\n"          \
  "FROM main.\"item\";\n"                                                     \
  "CREATE INDEX main.\"item_by_name\" ON \"schemake_new_item\" (\"name\");\n" \
  "DROP TABLE main.\"item\";\n"                                               \
  "ALTER TABLE main.\"schemake_new_item\" RENAME TO \"item\";"

constexpr const char* kRelaxed = SCHEMAKE_ITEM("TEXT", "TEXT", "");
constexpr const char* kChecked =
    SCHEMAKE_ITEM("TEXT NOT NULL", "TEXT CHECK (length(\"note\") < 100)", "");
constexpr const char* kCascade = SCHEMAKE_ITEM("TEXT NOT NULL", "TEXT", " ON DELETE CASCADE");
#undef SCHEMAKE_ITEM

constexpr const char* kColumns = "id\nname\ncode\nnote\nrank\nbox";

// What a careful program without Schemake runs: SQLite's twelve steps for a rebuild.
std::string careful(const std::string& sql) {
  return "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; DROP INDEX IF EXISTS main.item_by_name;" +
         sql + "; PRAGMA foreign_key_check; COMMIT; PRAGMA foreign_keys = ON";
}

std::string brief(const std::string& sql) { return "BEGIN IMMEDIATE;" + sql + ";COMMIT"; }

struct Change {
  const char* name;
  std::vector<Step> steps;
  std::string plain;
  std::string setting = "SELECT 1";  // run first on either side's connection
};

std::vector<Change> changes() {
  return {
      {"add_column", {run(Phase::expand, "item", kAddColumn)}, brief(kAddColumn)},
      {"relax_by_text",
       {retext(Phase::expand, "item", "\"name\" TEXT NOT NULL", "\"name\" TEXT"),
        rebuild(Phase::expand, "item", kColumns, kRelaxed)},
       careful(kRelaxed)},
      {"default_by_text_that_reads_the_rows",
       {retext(Phase::expand, "item", "\"rank\" INTEGER DEFAULT 0", "\"rank\" INTEGER DEFAULT 1"),
        rebuild(Phase::expand, "item", kColumns, kRelaxed)},
       careful(kRelaxed)},
      {"rebuild_row_by_row",
       {rebuild(Phase::contract, "item", kColumns, kChecked)},
       careful(kChecked)},
      {"rebuild_raw", {rebuild(Phase::contract, "item", kColumns, kCascade)}, careful(kCascade)},
      {"rebuild_raw_without_secure_delete",
       {rebuild(Phase::contract, "item", kColumns, kCascade)},
       careful(kCascade),
       "PRAGMA secure_delete = OFF"},
  };
}

// The catalog stands at a database with the table, and one change of it behind that.
std::shared_ptr<TestCatalog> catalog_of(const Change& change) {
  auto catalog = std::make_shared<TestCatalog>("benchmark");
  catalog->revision("base", id('1'), "0001_start", {run(Phase::expand, "item", kItem)},
                    {edge_v1::none("measured one way")});
  catalog->revision(id('1'), id('2'), "0002_change", change.steps,
                    {edge_v1::none("measured one way")});
  return catalog;
}

}  // namespace

void register_table_benchmarks(long count) {
  const auto changes_of_table = std::make_shared<std::vector<Change>>(changes());
  const auto start = std::make_shared<Start>([&](const std::string& path) {
    {
      sqlite::Connection connection(path);
      upgrade_to(connection, catalog_of(changes_of_table->front())->get(), "1");
    }
    Plain(path).run("BEGIN;" + rows(count) + ";COMMIT");
  });
  for (const Change& change : *changes_of_table) {
    const auto catalog = catalog_of(change);
    const auto ours = [catalog, setting = change.setting](const std::string& path) {
      sqlite::Connection connection(path);
      sqlite3_exec(connection.handle(), setting.c_str(), nullptr, nullptr, nullptr);
      upgrade(connection, catalog->get());
    };
    const auto plain = [sql = change.setting + ";" + change.plain](const std::string& path) {
      Plain(path).run(sql);
    };
    ::benchmark::RegisterBenchmark(
        (std::string("table/") + change.name).c_str(),
        [start, changes_of_table, ours, plain](::benchmark::State& state) {
          compare(state, *start, ours, plain);
        })
        ->UseManualTime()
        ->Iterations(5)
        ->Unit(::benchmark::kMillisecond);
  }
}

}  // namespace schemake::benchmark
