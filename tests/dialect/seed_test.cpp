#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/engine.hpp"
#include "dialect/library.hpp"
#include "dialect/plans.hpp"
#include "dialect/walked_schema.hpp"

// The rows that a schema brings. They are the users' once they are there.

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Default text(const std::string& value) { return constant(Literal::Kind::string, value); }

// country (code, name, size?) with two rows, and town.country that refers to it.
Schema countries() {
  Schema schema;
  add_table(schema, "town");
  schema.tables["country"].table.name = "country";
  add_column(schema, "country", "code");
  set_primary_key(schema, "country", {"code"});
  add_column(schema, "country", "name");
  add_column(schema, "country", "size", TypeName::bigint).nullable = true;
  add_column(schema, "town", "country").nullable = true;
  add_reference(schema, "town", "country", "country").parent_columns = {"code"};
  return schema;
}

void add_row(Schema& schema, const std::string& code, const std::string& name,
             const std::string& size = "") {
  Row row{"country", "'" + code + "'", {{"code", text(code)}, {"name", text(name)}}};
  if (!size.empty()) row.values.emplace("size", constant(Literal::Kind::number, size));
  schema.tables.at("country").rows[row.name] = row;
}

Schema seeded() {
  Schema schema = countries();
  add_row(schema, "de", "Germany");
  add_row(schema, "fr", "France", "3");
  return schema;
}

class Seeds : public WalkedSchema {
 protected:
  std::vector<std::string> countries() {
    return engine_.rows("SELECT code, name, size FROM country ORDER BY code");
  }
};

TEST_F(Seeds, ComeWithTheirTable) {
  ASSERT_EQ(start(seeded()), "");
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL", "fr|France|3"));
  EXPECT_EQ(engine_.walk(plan({}, seeded()).downgrade), "");
}

TEST_F(Seeds, AreAddedChangedAndRemovedAndTakenBack) {
  Schema after = generator::countries();
  add_row(after, "de", "Deutschland", "4");
  add_row(after, "it", "Italia");
  ASSERT_EQ(start(seeded()), "");
  ASSERT_EQ(up(seeded(), after), "");
  EXPECT_THAT(countries(), ElementsAre("de|Deutschland|4", "it|Italia|NULL")) << trace_;
  ASSERT_EQ(engine_.walk(down_), "");
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL", "fr|France|3"));
}

TEST_F(Seeds, WhatSomebodyChangedStays) {
  Schema after = generator::countries();
  add_row(after, "de", "Deutschland");
  ASSERT_EQ(start(seeded()), "");
  engine_.run("UPDATE country SET name = 'Allemagne' WHERE code = 'de'");
  engine_.run("UPDATE country SET size = 9 WHERE code = 'fr'");
  ASSERT_EQ(up(seeded(), after), "");
  EXPECT_THAT(countries(), ElementsAre("de|Allemagne|NULL", "fr|France|9")) << trace_;
}

TEST_F(Seeds, AValueThatDidNotChangeIsNotLookedAt) {
  Schema after = seeded();
  add_row(after, "fr", "La France", "3");
  ASSERT_EQ(start(seeded()), "");
  engine_.run("UPDATE country SET size = 9 WHERE code = 'fr'");
  ASSERT_EQ(up(seeded(), after), "");
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL", "fr|La France|9")) << trace_;
}

TEST_F(Seeds, WhatSomebodyRemovedDoesNotComeBack) {
  Schema after = seeded();
  add_row(after, "fr", "La France", "3");
  ASSERT_EQ(start(seeded()), "");
  engine_.run("DELETE FROM country WHERE code = 'fr'");
  ASSERT_EQ(up(seeded(), after), "");
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL"));
}

TEST_F(Seeds, ARowThatIsThereAlreadyIsLeftAlone) {
  Schema after = seeded();
  add_row(after, "it", "Italia");
  ASSERT_EQ(start(seeded()), "");
  engine_.run("INSERT INTO country VALUES ('it', 'mine', 1)");
  ASSERT_EQ(up(seeded(), after), "");
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL", "fr|France|3", "it|mine|1"));
  ASSERT_EQ(engine_.walk(down_), "");
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL", "fr|France|3", "it|mine|1"));
}

// Who has no use for France has none for its regions.
TEST_F(Seeds, ARowThatRefersToWhatSomebodyRemovedIsNotPutIn) {
  Schema after = seeded();
  after.tables["region"].table.name = "region";
  add_column(after, "region", "name");
  set_primary_key(after, "region", {"name"});
  add_column(after, "region", "country").nullable = true;
  add_reference(after, "region", "country", "country").parent_columns = {"code"};
  const auto add_region = [&](const std::string& name, const std::string& country) {
    Row row{"region", "'" + name + "'", {{"name", text(name)}}};
    if (!country.empty()) row.values.emplace("country", text(country));
    after.tables.at("region").rows[row.name] = row;
  };
  add_region("Hessen", "de");
  add_region("Alsace", "fr");
  add_region("Atlantis", "");
  add_region("Toscana", "it");  // which comes with it
  add_row(after, "it", "Italia");
  ASSERT_EQ(start(seeded()), "");
  engine_.run("DELETE FROM country WHERE code = 'fr'");
  ASSERT_EQ(up(seeded(), after), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT name, country FROM region ORDER BY 1"),
              ElementsAre("Atlantis|NULL", "Hessen|de", "Toscana|it"))
      << trace_;
  EXPECT_THAT(engine_.rows("PRAGMA foreign_key_check"), ElementsAre());
}

TEST_F(Seeds, ARowRefersByItsDefaultToo) {
  Schema before = seeded(), after = seeded();
  column(after, "town", "country").default_value = text("fr");
  after.tables["town"].rows["1"] = {"town", "1", {{"id", constant(Literal::Kind::number, "1")}}};
  ASSERT_EQ(start(before), "");
  engine_.run("DELETE FROM country WHERE code = 'fr'");
  ASSERT_EQ(up(before, after), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT id FROM town"), ElementsAre()) << trace_;
  EXPECT_THAT(engine_.rows("PRAGMA foreign_key_check"), ElementsAre());
}

TEST_F(Seeds, ARowDoesNotComeToReferToWhatSomebodyRemoved) {
  const auto with_town = [&](const char* country, const char* note) {
    Schema schema = seeded();
    add_column(schema, "town", "note");
    for (const char* id : {"1", "2"}) {
      schema.tables["town"].rows[id] = {"town",
                                        id,
                                        {{"id", constant(Literal::Kind::number, id)},
                                         {"country", text(id[0] == '1' ? country : "fr")},
                                         {"note", text(note)}}};
    }
    return schema;
  };
  const Schema before = with_town("fr", "old"), after = with_town("de", "new");
  ASSERT_EQ(start(before), "");
  engine_.run("DELETE FROM country WHERE code = 'de'");
  ASSERT_EQ(up(before, after), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT id, country, note FROM town ORDER BY id"),
              ElementsAre("1|fr|old", "2|fr|new"))
      << trace_;
  EXPECT_THAT(engine_.rows("PRAGMA foreign_key_check"), ElementsAre());
}

// SQLite has no column of such a name in a WITH.
TEST_F(Seeds, RefersByAColumnCalledTrue) {
  Schema after = seeded();
  column(after, "town", "country").name = "true";
  after.tables["town"].foreign_keys.clear();
  add_reference(after, "town", "true", "country").parent_columns = {"code"};
  after.tables["town"].rows["1"] = {
      "town", "1", {{"id", constant(Literal::Kind::number, "1")}, {"true", text("de")}}};
  ASSERT_EQ(start(seeded()), "");
  Hints hints;
  hints.renamed_from[{Kind::column, "town", "true"}] = "country";
  ASSERT_EQ(up(seeded(), after, hints), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT id, \"true\" FROM town"), ElementsAre("1|de")) << trace_;
}

TEST_F(Seeds, ARowThatOthersReferToIsNotRemoved) {
  Schema after = generator::countries();
  add_row(after, "de", "Germany");
  ASSERT_EQ(start(seeded()), "");
  engine_.run("INSERT INTO town(country) VALUES ('fr')");
  EXPECT_THAT(up(seeded(), after),
              HasSubstr("rows of town refer to the row 'fr' of country, which the schema no longer "
                        "has: let them refer to another one first"));
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL", "fr|France|3"));
  engine_.run("UPDATE town SET country = 'de'");
  EXPECT_EQ(up(seeded(), after), "");
}

TEST_F(Seeds, FollowTheRenamesOfTheirTableAndColumns) {
  Schema after = seeded();
  Hints hints;
  rename_column(after, hints, "country", "name", "title");
  for (auto& [name, row] : after.tables.at("country").rows) {
    auto node = row.values.extract("name");
    node.key() = "title";
    row.values.insert(std::move(node));
  }
  after.tables.at("country").rows.at("'de'").values["title"] = text("Deutschland");
  ASSERT_EQ(start(seeded()), "");
  ASSERT_EQ(up(seeded(), after, hints), "");
  EXPECT_THAT(engine_.rows("SELECT code, title FROM country ORDER BY 1"),
              ElementsAre("de|Deutschland", "fr|France"))
      << trace_;
  ASSERT_EQ(engine_.walk(down_), "");
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL", "fr|France|3"));
}

TEST_F(Seeds, GetTheValuesOfANewColumn) {
  Schema after = seeded();
  add_column(after, "country", "code3").nullable = true;
  after.tables.at("country").rows.at("'de'").values["code3"] = text("deu");
  ASSERT_EQ(start(seeded()), "");
  ASSERT_EQ(up(seeded(), after), "");
  EXPECT_THAT(engine_.rows("SELECT code, code3 FROM country ORDER BY 1"),
              ElementsAre("de|deu", "fr|NULL"))
      << trace_;
  ASSERT_EQ(engine_.walk(down_), "");
}

// Behind the change nobody could tell which rows these were.
TEST_F(Seeds, GoBeforeTheirKeyDoes) {
  Schema after = generator::countries();
  TableSchema& country = after.tables.at("country");
  after.tables.at("town").foreign_keys.clear();
  country.keys.clear();
  std::erase_if(country.columns, [](const Column& column) { return column.name == "code"; });
  Schema before = seeded();
  before.tables.at("town").foreign_keys.clear();
  ASSERT_EQ(start(before), "");
  engine_.run("INSERT INTO country VALUES ('it', 'mine', 1)");
  ASSERT_EQ(up(before, after), "");
  EXPECT_THAT(engine_.rows("SELECT name, size FROM country"), ElementsAre("mine|1")) << trace_;
}

// "1" is another row by another key.
TEST_F(Seeds, AreKnownByTheColumnsOfTheirKey) {
  const auto places = [](const std::string& key, int first, int second) {
    Schema schema;
    schema.tables["place"].table.name = "place";
    add_column(schema, "place", "id", TypeName::bigint);
    add_column(schema, "place", "rank", TypeName::bigint);
    set_primary_key(schema, "place", {key});
    for (const auto& [id, rank] : {std::pair(1, first), std::pair(2, second)}) {
      Row row{"place", std::to_string(key == "id" ? id : rank), {}};
      row.values["id"] = constant(Literal::Kind::number, std::to_string(id));
      row.values["rank"] = constant(Literal::Kind::number, std::to_string(rank));
      schema.tables.at("place").rows[row.name] = row;
    }
    return schema;
  };
  const Schema before = places("id", 3, 1), after = places("rank", 1, 2);
  ASSERT_EQ(start(before), "");
  ASSERT_EQ(up(before, after), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT id, \"rank\" FROM place ORDER BY 1"), ElementsAre("1|1", "2|2"))
      << trace_;
  ASSERT_EQ(engine_.walk(down_), "");
  EXPECT_THAT(engine_.rows("SELECT id, \"rank\" FROM place ORDER BY 1"), ElementsAre("1|3", "2|1"));
}

// SQLite stores both types as text, so the table stays as it is.
TEST_F(Seeds, GoWhereATypeChangesThatIsStoredTheSame) {
  Schema after = generator::countries();
  add_row(after, "de", "Germany");
  for (Column& column : after.tables.at("country").columns) {
    if (column.name == "name") column.type.name = TypeName::json;
  }
  ASSERT_EQ(start(seeded()), "");
  ASSERT_EQ(up(seeded(), after), "");
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL")) << trace_;
}

TEST_F(Seeds, WhatSomebodyChangedInAColumnThatGoesStaysToo) {
  Schema before = seeded();
  Schema after = generator::countries();
  std::erase_if(after.tables.at("country").columns,
                [](const Column& column) { return column.name == "size"; });
  add_row(after, "de", "Germany");
  ASSERT_EQ(start(before), "");
  engine_.run("UPDATE country SET size = 9 WHERE code = 'fr'");
  ASSERT_EQ(up(before, after), "");
  EXPECT_THAT(engine_.rows("SELECT code, name FROM country ORDER BY 1"),
              ElementsAre("de|Germany", "fr|France"))
      << trace_;
}

// A backfill is often a key into a table that the same step creates.
TEST_F(Seeds, AreThereWhenABackfillLooksForThem) {
  Schema before = library();
  Schema after = library();
  Hints hints;
  add_table(after, "state");
  add_column(after, "state", "name");
  after.tables["state"].rows["7"] = {
      "state", "7", {{"id", constant(Literal::Kind::number, "7")}, {"name", text("new")}}};
  add_column(after, "book", "state", TypeName::bigint);
  backfill(hints, "book", "state", "(SELECT id FROM state WHERE name = 'new')");
  ASSERT_EQ(start(before), "");
  engine_.run(kLibraryRows);
  ASSERT_EQ(up(before, after, hints), "") << trace_;
  EXPECT_THAT(engine_.rows("SELECT state FROM book"), ElementsAre("7", "7"));
}

// As on a new database, where there is none yet.
TEST_F(Seeds, FireNoTrigger) {
  Schema before = seeded();
  add_trigger(before, "country", "log", "INSERT INTO town(country) VALUES (new.code);");
  Schema after = before;
  add_row(after, "it", "Italia");
  ASSERT_EQ(start(before), "");
  ASSERT_EQ(up(before, after), "");
  EXPECT_THAT(engine_.rows("SELECT count(*) FROM town"), ElementsAre("0"));
  engine_.run("INSERT INTO country(code, name) VALUES ('pl', 'Polska')");
  EXPECT_THAT(engine_.rows("SELECT country FROM town"), ElementsAre("pl"));
}

TEST_F(Seeds, AreFoundByAnIndexOverTheirText) {
  Schema before = seeded();
  before.virtual_tables["found"] = {"found", "fts5", "name, content = 'country'"};
  ASSERT_EQ(start(before), "");
  EXPECT_THAT(engine_.rows("SELECT name FROM found WHERE found MATCH 'france'"),
              ElementsAre("France"));
  Schema after = before;
  add_row(after, "it", "Italia");
  ASSERT_EQ(up(before, after), "");
  EXPECT_THAT(engine_.rows("SELECT name FROM found WHERE found MATCH 'italia'"),
              ElementsAre("Italia"));
}

TEST_F(Seeds, AUniqueValueMovesFromOneToAnother) {
  Schema before = seeded();
  add_unique(before, "country", {"name"});
  Schema after = generator::countries();
  add_unique(after, "country", {"name"});
  add_row(after, "de", "Germany");
  add_row(after, "fx", "France", "3");
  ASSERT_EQ(start(before), "");
  ASSERT_EQ(up(before, after), "");
  EXPECT_THAT(countries(), ElementsAre("de|Germany|NULL", "fx|France|3"));
}

TEST_F(Seeds, ManyAreFewStatements) {
  Schema schema = generator::countries();
  for (int i = 0; i < 250; ++i) add_row(schema, "c" + std::to_string(i), "it's");
  const Plan edge = plan({}, schema);
  EXPECT_LT(edge.upgrade.size(), 10U);
  ASSERT_EQ(engine_.walk(edge.upgrade), "");
  EXPECT_THAT(engine_.rows("SELECT count(*) FROM country WHERE name = 'it''s'"),
              ElementsAre("250"));
  Schema none = generator::countries();
  ASSERT_EQ(up(schema, none), "");
  EXPECT_TRUE(countries().empty());
}

// SQLite would plan for seconds with a thousand columns to search by.
TEST_F(Seeds, OfAWideKeyAreSearchedByItsFirstColumns) {
  Schema bare = library(), before;
  std::vector<std::string> key = {"id"};
  Row row{"author", "1", {{"id", constant(Literal::Kind::number, "1")}, {"name", text("Ann")}}};
  for (int i = 0; i < 40; ++i) {
    key.push_back("k" + std::to_string(i));
    add_column(bare, "author", key.back());
    row.values[key.back()] = text("x");
  }
  bare.tables["book"].foreign_keys.clear();
  column(bare, "author", "id").identity = false;
  set_primary_key(bare, "author", key);
  before = bare;
  before.tables["author"].rows["1"] = row;
  Schema after = before;
  after.tables["author"].rows["1"].values["name"] = text("Bob");
  ASSERT_EQ(start(before), "");
  ASSERT_EQ(up(before, after), "");
  EXPECT_THAT(trace_, HasSubstr("IS TRUE"));
  EXPECT_THAT(engine_.rows("SELECT name FROM author"), ElementsAre("Bob"));
  ASSERT_EQ(up(after, bare), "");
  EXPECT_THAT(trace_, HasSubstr("IS TRUE"));
  EXPECT_THAT(engine_.rows("SELECT name FROM author"), ElementsAre());
}

TEST_F(Seeds, HaveKeysOfSeveralColumnsAndComputedValues) {
  Schema schema;
  schema.tables["t"].table.name = "t";
  schema.tables["t"].table.without_rowid = true;
  add_column(schema, "t", "a");
  add_column(schema, "t", "b", TypeName::boolean);
  add_column(schema, "t", "at").nullable = true;
  set_primary_key(schema, "t", {"a", "b"});
  schema.tables["t"].rows["'x', TRUE"] = {"t",
                                          "'x', TRUE",
                                          {{"a", text("x")},
                                           {"b", constant(Literal::Kind::boolean, "true")},
                                           {"at", expression("upper('now')")}}};
  ASSERT_EQ(start(schema), "");
  EXPECT_THAT(engine_.rows("SELECT a, b, at FROM t"), ElementsAre("x|1|NOW"));
  Schema after = schema;
  after.tables["t"].rows.clear();
  ASSERT_EQ(up(schema, after), "");
  EXPECT_THAT(engine_.rows("SELECT count(*) FROM t"), ElementsAre("0"));
}

}  // namespace
}  // namespace schemake::generator
