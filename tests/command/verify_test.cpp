#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <schemake/sqlite.hpp>

#include "child/project_folder.hpp"

// verify: a live database beside a recorded state.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Verify : public ::testing::Test {
 protected:
  void SetUp() override {
    project_.query(
        "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> \"\"));"
        "CREATE INDEX by_name ON author (name); CREATE VIEW names AS SELECT name FROM author",
        "app.db");
    ASSERT_EQ(project_.schemake({"import", "app.db"}).code, 0);
  }

  ProjectFolder project_;
};

TEST_F(Verify, SaysThatADatabaseIsLikeARevision) {
  const ChildResult result = project_.schemake({"verify", "app.db"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_EQ(result.said, "app.db is like 0001_start\n");
}

TEST_F(Verify, SaysWhatDiffersObjectByObject) {
  project_.query(
      "ALTER TABLE author ADD COLUMN nick TEXT; DROP INDEX by_name;"
      "CREATE TABLE foreign_to_us (a); CREATE INDEX of_another ON author (id)",
      "app.db");
  const ChildResult result = project_.schemake({"verify", "app.db"});
  EXPECT_EQ(result.code, 1) << result.said;
  EXPECT_THAT(result.said, AllOf(HasSubstr("column author.nick: not expected\n"),
                                 HasSubstr("index by_name: missing\n"),
                                 HasSubstr("app.db is not like 0001_start\n"),
                                 Not(HasSubstr("foreign_to_us")), Not(HasSubstr("of_another"))));
}

TEST_F(Verify, ComparesWithTheRevisionThatIsNamed) {
  project_.replace("app.yaml", "      name:", "      born: date?\n      name:");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("born");
  EXPECT_EQ(project_.schemake({"verify", "app.db", "--at", "1"}).code, 0);
  const ChildResult head = project_.schemake({"verify", "app.db"});
  EXPECT_EQ(head.code, 1);
  EXPECT_THAT(head.said, HasSubstr("column author.born: missing\n"));
  EXPECT_EQ(project_.schemake({"verify", "app.db", "--at", "nothing"}).code, 2);
  EXPECT_EQ(project_.schemake({"verify", "app.db", "--at", "base"}).code, 1);
  project_.query("CREATE TABLE of_another (a)", "empty.db");
  EXPECT_EQ(project_.schemake({"verify", "empty.db", "--at", "base"}).said,
            "empty.db is like base\n");
}

// The history's own tables say where the database stands.
TEST_F(Verify, ComparesWithWhereTheDatabaseStands) {
  const auto listed = nlohmann::json::parse(project_.schemake({"history", "--json"}).said);
  const std::string id = listed[0]["id"];
  project_.replace("app.yaml", "      name:", "      born: date?\n      name:");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.seal("born");
  const auto stand_at = [&](const std::string& state) {
    HistoryRow row;
    row.action = "stamp";
    row.to = state;
    sqlite::Connection((project_.root() / "app.db").string()).append("app", row);
  };
  stand_at(id);
  const ChildResult result = project_.schemake({"verify", "app.db"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("is like 0001_start, where its history says that it stands"));
  stand_at("base");
  const ChildResult base = project_.schemake({"verify", "app.db"});
  EXPECT_EQ(base.code, 1);
  EXPECT_THAT(base.said, AllOf(HasSubstr("table author: not expected\n"),
                               HasSubstr("is not like base, where its history says")));
  stand_at(std::string(64, 'f'));
  const ChildResult ahead = project_.schemake({"verify", "app.db"});
  EXPECT_EQ(ahead.code, 2);
  EXPECT_THAT(ahead.said, HasSubstr("stands at ffffffffffff, which this history does not have"));
}

TEST_F(Verify, PrintsJson) {
  project_.query("DROP VIEW names", "app.db");
  const ChildResult result = project_.schemake({"verify", "app.db", "--json"});
  EXPECT_EQ(result.code, 1);
  const auto json = nlohmann::json::parse(result.said);
  EXPECT_EQ(json["revision"], "0001_start");
  EXPECT_EQ(json["equal"], false);
  EXPECT_EQ(json["differences"].size(), 1U);
  EXPECT_EQ(json["differences"][0]["kind"], "view");
  EXPECT_EQ(json["differences"][0]["what"], "view names: missing");
}

TEST_F(Verify, SaysWhatIsNoDatabase) {
  const ChildResult missing = project_.schemake({"verify", "nowhere.db"});
  EXPECT_EQ(missing.code, 2);
  EXPECT_THAT(missing.said, HasSubstr("there is no file nowhere.db"));
  project_.write("text.db", "not a database, and yet a file");
  EXPECT_EQ(project_.schemake({"verify", "text.db"}).code, 2);
}

class VerifyGenerated : public ::testing::Test {
 protected:
  // A database as the application makes it, or as somebody has changed it by hand.
  ChildResult verify(const std::string& generated) const {
    const ProjectFolder project;
    project.write("schema.yaml",
                  "schemake: 1\ncatalog: app\ntables:\n  author:\n    columns:\n"
                  "      id: {type: bigint, primary_key: true}\n      name: text\n"
                  "      loud: {type: text, nullable: true, generated: upper(name)}\n"
                  "      kept: {type: text, generated: {sql: \"name || '!'\", stored: true}}\n");
    const Words where = {"--schema", "schema.yaml", "--migrations", "migrations"};
    EXPECT_EQ(project.schemake({"sync", where[0], where[1], where[2], where[3]}).code, 0);
    project.seal("start");
    project.query("CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL, " + generated +
                      "); INSERT INTO author (name) VALUES ('Ann')",
                  "app.db");
    return project.schemake({"verify", "app.db"});
  }
};

TEST_F(VerifyGenerated, RaisesNoFalseAlarm) {
  for (const char* generated :
       {"loud TEXT GENERATED ALWAYS AS (upper(name)), "
        "kept TEXT NOT NULL GENERATED ALWAYS AS (name || '!') STORED",
        "kept TEXT NOT NULL AS ((NAME||'!')) STORED, \"loud\" text AS ( UPPER( name ) ) VIRTUAL"}) {
    const ChildResult result = verify(generated);
    EXPECT_EQ(result.code, 0) << result.said;
  }
}

TEST_F(VerifyGenerated, FindsWhatWasChangedByHand) {
  const std::string kept = ", kept TEXT NOT NULL AS (name || '!') STORED";
  const ChildResult changed = verify("loud TEXT AS (lower(name))" + kept);
  EXPECT_EQ(changed.code, 1);
  EXPECT_THAT(changed.said, AllOf(HasSubstr("column author.loud: generated is lower ( name )"),
                                  HasSubstr("expected upper ( name )"), Not(HasSubstr("kept"))));
  const ChildResult plain = verify("loud TEXT" + kept);
  EXPECT_EQ(plain.code, 1);
  EXPECT_THAT(plain.said, HasSubstr("column author.loud: "));
  const ChildResult lacking = verify("x TEXT" + kept);
  EXPECT_EQ(lacking.code, 1);
  EXPECT_THAT(lacking.said, AllOf(HasSubstr("column author.loud: missing"),
                                  HasSubstr("column author.x: not expected")));
  const ChildResult stored = verify("loud TEXT AS (upper(name)) STORED" + kept);
  EXPECT_EQ(stored.code, 1);
  EXPECT_THAT(stored.said, HasSubstr("column author.loud: stored is yes, expected no"));
}

}  // namespace
}  // namespace schemake::testing
