#include <gmock/gmock.h>

#include <schemake/data_step.hpp>
#include <schemake/sqlite.hpp>
#include <vector>

#include "runtime/database.hpp"
#include "runtime/test_catalog.hpp"

// The user's own data steps: on databases with rows, on fresh ones, and what those in C++ get.

namespace schemake::test {
namespace {

using edge_v1::Fresh;
using edge_v1::Kind;
using edge_v1::Phase;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const edge_v1::Step kCreate =
    edge_v1::run(Phase::expand, "author", "CREATE TABLE author (id INTEGER PRIMARY KEY, name)");
const edge_v1::Step kDrop = edge_v1::run(Phase::contract, "author", "DROP TABLE author");
const edge_v1::Step kNothing = edge_v1::none("nothing to undo");

// 0001 creates a table, 0002 moves data, 0003 adds a column; and all of it as one edge to head.
void add_history(TestCatalog& catalog, const edge_v1::Step& data) {
  catalog.revision("base", id('1'), "0001_start", {kCreate}, {kDrop});
  catalog.revision(id('1'), id('2'), "0002_move", {data}, {kNothing});
  const auto add = edge_v1::run(Phase::expand, "author", "ALTER TABLE author ADD COLUMN born");
  const auto remove =
      edge_v1::run(Phase::contract, "author", "ALTER TABLE author DROP COLUMN born");
  catalog.revision(id('2'), id('3'), "0003_born", {add}, {remove});
  catalog.edge(Kind::head, "base", id('3'), "0003_born", {kCreate, add}, {kDrop});
}

const char* const kInsert = "INSERT INTO author (name) VALUES ('Ada')";

std::vector<std::string> walked(const Report& report) {
  std::vector<std::string> names;
  for (const Walked& one : report.walked) names.push_back(one.name);
  return names;
}

TEST(DataStep, RunsWhereThereMayBeRows) {
  TestCatalog catalog;
  add_history(catalog, edge_v1::data("0002_move", Fresh::skip, kInsert));
  Database db;
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog.get(), "1");
  upgrade(connection, catalog.get());
  EXPECT_EQ(db.query("SELECT name FROM author"), "Ada");
}

TEST(DataStep, IsLeftOutOfAFreshDatabase) {
  TestCatalog catalog;
  add_history(catalog, edge_v1::data("0002_move", Fresh::skip, kInsert));
  Database db;
  sqlite::Connection connection(db);
  EXPECT_THAT(walked(upgrade(connection, catalog.get())), ElementsAre("0003_born"));
  EXPECT_EQ(db.query("SELECT count(*) FROM author"), "0");
}

// Also where there is no edge to the revision that is asked for, in one transaction or many.
TEST(DataStep, IsLeftOutOfAFreshDatabaseRevisionByRevision) {
  for (const bool each : {false, true}) {
    TestCatalog catalog;
    add_history(catalog, edge_v1::data("0002_move", Fresh::skip, kInsert));
    Database db;
    sqlite::Connection connection(db);
    Options options;
    options.transaction_per_edge = each;
    EXPECT_THAT(walked(upgrade_to(connection, catalog.get(), "2", options)),
                ElementsAre("0001_start", "0002_move"));
    EXPECT_EQ(db.query("SELECT count(*) FROM author"), "0");
  }
}

TEST(DataStep, ThatSaysSoMakesAFreshDatabaseGoRevisionByRevision) {
  for (const bool each : {false, true}) {
    TestCatalog catalog;
    add_history(catalog, edge_v1::data("0002_move", Fresh::run, kInsert));
    Database db;
    sqlite::Connection connection(db);
    Options options;
    options.transaction_per_edge = each;
    EXPECT_EQ(plan(connection, catalog.get()).size(), 3U);
    EXPECT_THAT(walked(upgrade(connection, catalog.get(), options)),
                ElementsAre("0001_start", "0002_move", "0003_born"));
    EXPECT_EQ(db.query("SELECT name FROM author"), "Ada");
    EXPECT_TRUE(verify(connection, catalog.get()).empty());
  }
}

TEST(DataStep, IsNotInThePlanOfAFreshDatabase) {
  TestCatalog catalog;
  add_history(catalog, edge_v1::data("0002_move", Fresh::skip, kInsert));
  Database db;
  sqlite::Connection connection(db);
  EXPECT_EQ(plan(connection, catalog.get(), "2").size(), 1U);
  upgrade_to(connection, catalog.get(), "1");
  EXPECT_EQ(plan(connection, catalog.get(), "2").size(), 1U);
  EXPECT_EQ(plan(connection, catalog.get(), "2").front().sql, kInsert);
}

const char* const kLower =
    "UPDATE author SET name = lower(name) WHERE id IN "
    "(SELECT id FROM author WHERE name <> lower(name) LIMIT ?1)";

void lower_names(Data& data) {
  const std::uint64_t rows = sqlite::run_in_batches(data, kLower, 2);
  if (rows != 5) throw std::runtime_error("changed " + std::to_string(rows));
}

void endless(Data& data) {
  sqlite::run_in_batches(
      data, "UPDATE author SET name = 'A' WHERE id IN (SELECT id FROM author LIMIT ?1)");
}

class InCpp : public ::testing::Test {
 protected:
  void start(void (*function)(Data&)) {
    add_history(catalog_, edge_v1::data("0002_move", Fresh::skip, function));
    upgrade_to(connection_, catalog_.get(), "1");
    db_.execute("INSERT INTO author (name) VALUES ('A'), ('B'), ('C'), ('D'), ('E'), ('f')");
  }

  TestCatalog catalog_;
  Database db_;
  sqlite::Connection connection_{db_};
};

TEST_F(InCpp, WorksInBatchesAndReportsEach) {
  start(lower_names);
  std::vector<std::uint64_t> rows;
  Options options;
  options.progress = [&](const Progress& progress) {
    if (progress.revision == "0002_move") rows.push_back(progress.rows);
    return true;
  };
  upgrade(connection_, catalog_.get(), options);
  EXPECT_EQ(db_.query("SELECT group_concat(name, '') FROM author"), "abcdef");
  EXPECT_THAT(rows, ElementsAre(0, 2, 4, 5));
}

TEST_F(InCpp, IsCancelledBetweenTwoBatches) {
  start(lower_names);
  Options options;
  options.progress = [&](const Progress& progress) { return progress.rows < 4; };
  expect_error(Code::cancelled, [&] { upgrade(connection_, catalog_.get(), options); });
  EXPECT_EQ(db_.query("SELECT group_concat(name, '') FROM author"), "ABCDEf");
}

TEST_F(InCpp, BatchesThatDoNotEndAreAnError) {
  start(endless);
  const Error error = expect_error(Code::usage, [&] { upgrade(connection_, catalog_.get()); });
  EXPECT_THAT(error.what(), HasSubstr("leave out those that it has changed already"));
  EXPECT_EQ(db_.query("SELECT group_concat(name, '') FROM author"), "ABCDEf");
}

}  // namespace
}  // namespace schemake::test
