#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <schemake/error.hpp>
#include <schemake/sqlite.hpp>

#include "dialect/dialect.hpp"
#include "introspect/found.hpp"
#include "prove/compiled_edge.hpp"
#include "sqlite/fingerprint.hpp"
#include "variants.hpp"

// Databases of several ages, of which none has a history, are adopted and led to today's schema.

namespace schemake::generator {
namespace {

const char* const kOld = "CREATE TABLE author (id INTEGER PRIMARY KEY, writer TEXT, nick \"x\")";
const char* const kMiddle =
    "CREATE TABLE author (id INTEGER PRIMARY KEY, writer TEXT); CREATE TABLE book (title)";
const char* const kToday =
    "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT, born INT DEFAULT 1850); "
    "CREATE TABLE book (title); CREATE INDEX by_title ON book (title)";

Plan plan(const Schema& before, const Schema& after, const Hints& hints = {}) {
  PlanOptions options;
  options.accepted = {"*"};
  return find_dialect("sqlite")->plan(before, after, diff(before, after, hints), options);
}

class Variants : public testing::Test {
 protected:
  Variants() {
    const Schema today = import_of(kToday).desired.schema;
    Hints hints;
    hints.renamed_from[{Kind::column, "author", "name"}] = "writer";
    std::vector<CompiledEdge> edges;
    for (const auto& [name, sql] : {std::pair("old", kOld), std::pair("middle", kMiddle)}) {
      const Schema schema = import_of(sql).desired.schema;
      const Record variant = make_variant(name, schema, today, hints);
      losses_.push_back(losses({variant}, today, {}).size());
      const std::string& id = variant.id;
      edges.emplace_back(edge_v1::Kind::adopt, "base", id, name, plan({}, schema));
      edges.emplace_back(edge_v1::Kind::adopt, id, kState, "0001_start",
                         plan(schema, today, hints));
    }
    edges.emplace_back(edge_v1::Kind::revision, "base", kState, "0001_start", plan({}, today));
    catalog_.emplace("application", std::move(edges));
  }

  // Brings a database to today's schema, if it is one of those in the field.
  schemake::Report upgrade(const Database& database) {
    sqlite::Connection connection(database.get());
    schemake::Options options;
    options.unmanaged = schemake::Unmanaged::adopt;
    options.accept_loss = {"*"};
    return schemake::upgrade(connection, catalog_->catalog(), options);
  }

  const std::string kState = std::string(64, 'a');
  std::vector<std::size_t> losses_;
  std::optional<CompiledCatalog> catalog_;
};

TEST_F(Variants, AreLedToTodaysSchemaWithTheirValues) {
  for (const char* sql : {kOld, kMiddle, kToday}) {
    const Database database(sql);
    const bool renamed = sql == kToday;
    database.run(std::string("INSERT INTO author (id, ") + (renamed ? "name" : "writer") +
                 ") VALUES (7, 'Ada')");
    EXPECT_EQ(upgrade(database).to, kState) << sql;
    EXPECT_EQ(sqlite::read_fingerprint(database.get()),
              sqlite::read_fingerprint(Database(kToday).get()))
        << sql;
    EXPECT_EQ(database.text("SELECT id || name || born FROM author"), "7Ada1850") << sql;
  }
}

TEST_F(Variants, SayWhatTheyLose) { EXPECT_THAT(losses_, testing::ElementsAre(1U, 0U)); }

TEST_F(Variants, AreNoneOfAnotherSchema) {
  const Database database("CREATE TABLE author (id INTEGER PRIMARY KEY, other TEXT)");
  EXPECT_THROW(upgrade(database), Error);
}

}  // namespace
}  // namespace schemake::generator
