#include "benchmark/history.hpp"

#include <deque>
#include <memory>
#include <schemake/migrate.hpp>
#include <schemake/sqlite.hpp>
#include <string>
#include <vector>

#include "benchmark/measure.hpp"
#include "runtime/test_catalog.hpp"

namespace schemake::benchmark {
namespace {

using edge_v1::Phase;
using test::TestCatalog;

constexpr int kRevisions = 100;

// A table in every fourth revision, in the others a column or an index of it.
std::string statement(int revision) {
  const std::string table = "t" + std::to_string(revision / 4);
  const std::string number = std::to_string(revision);
  switch (revision % 4) {
    case 0:
      return "CREATE TABLE \"" + table + "\" (\"id\" INTEGER PRIMARY KEY, \"name\" TEXT NOT NULL);";
    case 1:
    case 2:
      return "ALTER TABLE main.\"" + table + "\" ADD COLUMN \"c" + number + "\" TEXT;";
    default:
      return "CREATE INDEX main.\"i" + number + "\" ON \"" + table + "\" (\"name\");";
  }
}

// The same schema as one script.
std::string whole_schema() {
  std::string script;
  for (int i = 0; i < kRevisions; i += 4) {
    const std::string table = "t" + std::to_string(i / 4);
    script += "CREATE TABLE \"" + table + "\" (\"id\" INTEGER PRIMARY KEY, \"name\" TEXT NOT NULL" +
              ", \"c" + std::to_string(i + 1) + "\" TEXT, \"c" + std::to_string(i + 2) +
              "\" TEXT);\n" + statement(i + 3) + "\n";
  }
  return script;
}

// 64 hexadecimal digits.
std::string state(int revision) {
  const std::string number = std::to_string(revision + 1);
  return std::string(64 - number.size(), 'a') + number;
}

class History {
 public:
  History() : catalog_("history"), whole_(whole_schema()) {
    for (int i = 0; i < kRevisions; ++i) {
      const std::string& sql = texts_.emplace_back(statement(i));
      const std::string& name = texts_.emplace_back("revision_" + std::to_string(i + 1));
      catalog_.revision(i == 0 ? "base" : state(i - 1), state(i), name.c_str(),
                        {edge_v1::run(Phase::expand, "", sql.c_str())},
                        {edge_v1::none("measured one way")});
    }
  }
  // With the edge from base to head that a fresh database walks.
  void add_head() {
    catalog_.edge(edge_v1::Kind::head, "base", state(kRevisions - 1), "head",
                  {edge_v1::run(Phase::expand, "", whole_.c_str())},
                  {edge_v1::none("measured one way")});
  }
  const Catalog& catalog() { return catalog_.get(); }
  const std::string& whole() const { return whole_; }

 private:
  TestCatalog catalog_;
  std::string whole_;
  std::deque<std::string> texts_;
};

std::string all_statements(const char* before, const char* after) {
  std::string script;
  for (int i = 0; i < kRevisions; ++i) script += before + statement(i) + after;
  return script;
}

// SQLite parses a whole schema at a connection's first statement, and once more at each ALTER
// TABLE.
class LargeSchema {
 public:
  explicit LargeSchema(int tables) : catalog_("large") {
    for (int i = 0; i < tables; ++i) {
      script_ += "CREATE TABLE \"t" + std::to_string(i) +
                 "\" (\"id\" INTEGER PRIMARY KEY, \"name\" TEXT NOT NULL, \"note\" TEXT);\n";
    }
    catalog_.revision("base", state(0), "start", {edge_v1::run(Phase::expand, "", script_.c_str())},
                      {edge_v1::none("measured one way")});
  }
  void add_alter() {
    catalog_.revision(state(0), state(1), "alter", {edge_v1::run(Phase::expand, "", kAlter)},
                      {edge_v1::none("measured one way")});
  }
  const Catalog& catalog() { return catalog_.get(); }

  static constexpr const char* kAlter = "ALTER TABLE main.\"t7\" ADD COLUMN \"more\" TEXT";

 private:
  TestCatalog catalog_;
  std::string script_;
};

void add(const char* name, const std::shared_ptr<Start>& start, const Work& ours,
         const Work& plain) {
  ::benchmark::RegisterBenchmark(
      name, [=](::benchmark::State& state) { compare(state, *start, ours, plain); })
      ->UseManualTime()
      ->Iterations(20)
      ->Unit(::benchmark::kMillisecond);
}

template <class T>
Work upgrading(const std::shared_ptr<T>& history) {
  return [history](const std::string& path) {
    sqlite::Connection connection(path);
    upgrade(connection, history->catalog());
  };
}

Work running(const std::string& sql) {
  return [sql](const std::string& path) { Plain(path).run(sql); };
}

void add_large_schemas() {
  for (const int tables : {50, 500, 2000}) {
    const auto large = std::make_shared<LargeSchema>(tables);
    const auto altered = std::make_shared<LargeSchema>(tables);
    altered->add_alter();
    const auto start = std::make_shared<Start>(upgrading(large));
    const std::string name = std::to_string(tables) + "_tables/";
    add((name + "launch_at_head").c_str(), start, upgrading(large),
        running("SELECT name FROM t0 WHERE id = 1"));
    add((name + "add_column").c_str(), start, upgrading(altered),
        running(std::string("BEGIN;") + LargeSchema::kAlter + ";COMMIT"));
  }
}

}  // namespace

void register_history_benchmarks() {
  const auto history = std::make_shared<History>();
  const auto with_head = std::make_shared<History>();
  with_head->add_head();
  const auto nothing = std::make_shared<Start>([](const std::string&) {});
  const auto at_head = std::make_shared<Start>(upgrading(with_head));

  add("launch/at_head", at_head, upgrading(with_head), running("SELECT name FROM t0 WHERE id = 1"));
  add("fresh/by_the_edge_to_head", nothing, upgrading(with_head),
      running("BEGIN;" + with_head->whole() + "COMMIT"));
  add("100_revisions/in_one_transaction", nothing, upgrading(history),
      running("BEGIN;" + all_statements("", "") + "COMMIT"));
  add(
      "100_revisions/one_by_one", nothing,
      [history](const std::string& path) {
        for (int i = 0; i < kRevisions; ++i) {
          sqlite::Connection connection(path);
          upgrade_to(connection, history->catalog(), "+1");
        }
      },
      running(all_statements("BEGIN;", "COMMIT;")));
  add_large_schemas();
}

}  // namespace schemake::benchmark
