#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/library.hpp"
#include "dialect/plans.hpp"

// What the plans read like, for the changes that reviewers meet most.

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> texts(const std::vector<Step>& steps) {
  std::vector<std::string> result;
  for (const Step& step : steps) result.push_back(step.sql);
  return result;
}

TEST(SqlitePlan, CreatesTablesParentsFirst) {
  EXPECT_THAT(texts(plan({}, library()).upgrade), ElementsAre(R"(CREATE TABLE "author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "born" TEXT
);)",
                                                              R"(CREATE TABLE "book" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "author" INTEGER NOT NULL CONSTRAINT "book_author_fkey" REFERENCES "author" ("id") ON DELETE CASCADE,
  "title" TEXT NOT NULL
);)"));
  EXPECT_THAT(texts(plan({}, library()).downgrade),
              ElementsAre("DROP TABLE main.\"book\";", "DROP TABLE main.\"author\";"));
}

TEST(SqlitePlan, AltersWhereAlterSuffices) {
  const Schema before = library();
  Schema after = before;
  add_column(after, "author", "email").nullable = true;
  const Plan p = plan(before, after);
  EXPECT_THAT(texts(p.upgrade),
              ElementsAre("ALTER TABLE main.\"author\" ADD COLUMN \"email\" TEXT;"));
  EXPECT_THAT(texts(p.downgrade),
              ElementsAre("ALTER TABLE main.\"author\" DROP COLUMN \"email\";"));
  EXPECT_THAT(p.costs, IsEmpty());
  EXPECT_EQ(p.upgrade[0].phase, Phase::expand);
  EXPECT_EQ(p.downgrade[0].phase, Phase::contract);
  EXPECT_EQ(p.engine, 3035005U);
}

TEST(SqlitePlan, RebuildsOnceForAllElse) {
  const Schema before = library();
  Schema after = before;
  add_column(after, "author", "email");
  add_unique(after, "author", {"email"});
  add_index(after, "author", "author_by_name", {"name"});
  Hints hints;
  hints.backfills[{Kind::column, "author", "email"}] = DialectText("name || '@invalid'");
  const Plan p = plan(before, after, hints);
  ASSERT_EQ(p.upgrade.size(), 3U);
  EXPECT_EQ(
      p.upgrade[0].reason,
      "the backfill of author.email gives NULL for rows of author, and the column is NOT NULL:"
      " mend those rows, or the backfill");
  EXPECT_EQ(
      p.upgrade[1].sql,
      R"(SELECT 1 FROM (SELECT (name || '@invalid') AS "email" FROM main."author") AS "author")"
      R"( WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1 LIMIT 1)");
  const Step& rebuild = p.upgrade[2];
  EXPECT_EQ(rebuild.verb, Verb::rebuild);
  EXPECT_EQ(rebuild.phase, Phase::contract);
  EXPECT_EQ(rebuild.was, "id\nname\nborn");
  EXPECT_EQ(rebuild.sql, R"(CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "born" TEXT,
  "email" TEXT NOT NULL,
  CONSTRAINT "author_email_key" UNIQUE ("email")
);
INSERT INTO main."schemake_new_author" ("id", "name", "born", "email")
SELECT "id", "name", "born", (name || '@invalid')
FROM main."author";
CREATE INDEX main."author_by_name" ON "schemake_new_author" ("name");
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";)");
  EXPECT_THAT(p.costs, ElementsAre("scans author to see that its rows allow the change",
                                   "rebuilds author: copies every row and builds its indexes"));
}

// A clause of the table's would drop rows, or change values, without a word.
TEST(SqlitePlan, CopiesIntoATableWithAConflictClauseOrAborts) {
  Schema after = library();
  add_unique(after, "author", {"name"}).conflict = OnConflict::ignore;
  add_unique(after, "book", {"title"});
  const std::string text = listing(plan(library(), after));
  EXPECT_THAT(text, HasSubstr("INSERT OR ABORT INTO main.\"schemake_new_author\""));
  EXPECT_THAT(text, HasSubstr("INSERT INTO main.\"schemake_new_book\""));
}

TEST(SqlitePlan, DropsAndRestoresWhatMentionsARenamedTable) {
  Schema before = library();
  add_view(before, "recent", "SELECT id FROM author");
  add_view(before, "very_recent", "SELECT id FROM recent");
  Schema after = library();
  after.tables.clear();
  add_table(after, "writer");
  add_column(after, "writer", "name");
  add_column(after, "writer", "born", TypeName::date).nullable = true;
  after.tables["book"] = library().tables["book"];
  after.tables["book"].foreign_keys["book_author_fkey"].parent = "writer";
  add_view(after, "recent", "SELECT id FROM writer");
  add_view(after, "very_recent", "SELECT id FROM recent");
  Hints hints;
  hints.renamed_from[{Kind::table, "", "writer"}] = "author";
  EXPECT_THAT(texts(plan(before, after, hints).upgrade),
              ElementsAre("DROP VIEW main.\"very_recent\";", "DROP VIEW main.\"recent\";",
                          "ALTER TABLE main.\"author\" RENAME TO \"writer\";",
                          "CREATE VIEW \"recent\" AS\nSELECT id FROM writer;",
                          "CREATE VIEW \"very_recent\" AS\nSELECT id FROM recent;"));
}

TEST(SqlitePlan, WritesTriggersAStatementALine) {
  Schema after = library();
  Trigger& trigger = add_trigger(after, "book", "book_log", "SELECT 1; DELETE FROM author;");
  trigger.event = Trigger::Event::update;
  trigger.update_of = {"title"};
  trigger.when = DialectText("NEW.title <> ''");
  EXPECT_THAT(texts(plan(library(), after).upgrade), ElementsAre(R"(CREATE TRIGGER main."book_log"
AFTER UPDATE OF "title" ON "book"
WHEN (NEW.title <> '')
BEGIN
  SELECT 1;
  DELETE FROM author;
END;)"));
}

TEST(SqlitePlan, NothingToDoIsWrittenOut) {
  Schema after = library();
  after.tables["author"].table.comment = "who wrote it";
  column(after, "author", "id").type.name = TypeName::integer;
  const Plan p = plan(library(), after);
  ASSERT_EQ(p.upgrade.size(), 1U);
  EXPECT_EQ(p.upgrade[0].verb, Verb::none);
  EXPECT_FALSE(p.upgrade[0].reason.empty());
}

TEST(SqlitePlan, NamesTheEngineThatStrictNeeds) {
  Schema after = library();
  after.tables["author"].table.strict = true;
  EXPECT_EQ(plan({}, after).engine, 3037000U);
}

TEST(SqlitePlan, AnAcceptedLossHasNoGuard) {
  const Schema before = library();
  Schema after = before;
  column(after, "author", "name").type = {TypeName::varchar, 5, 0, "", {}};
  const Plan guarded = plan(before, after);
  ASSERT_EQ(guarded.upgrade.size(), 2U);
  EXPECT_EQ(guarded.upgrade[0].sql,
            R"(SELECT 1 FROM main."author" WHERE NOT (length("name") <= 5) LIMIT 1)");
  EXPECT_EQ(guarded.upgrade[0].reason,
            "author.name holds values that varchar(5) cannot hold: mend those rows, or accept the "
            "loss of "
            "author.name");
  for (const char* name : {"author.name", "*"}) {
    const Plan accepted = plan(before, after, {}, {name});
    ASSERT_EQ(accepted.upgrade.size(), 1U);
    EXPECT_THAT(accepted.upgrade[0].sql, HasSubstr("substr(\"name\", 1, 5)"));
  }
}

TEST(SqlitePlan, PhasesComeInOrder) {
  const Schema before = library();
  Schema after = before;
  add_column(after, "author", "nick").nullable = true;
  drop_column(after, "author", "born");
  add_table(after, "shelf");
  add_unique(after, "book", {"title"});
  Hints hints;
  hints.backfills[{Kind::column, "author", "nick"}] = DialectText("lower(name)");
  Phase last = Phase::expand;
  for (const Step& step : plan(before, after, hints).upgrade) {
    EXPECT_LE(last, step.phase) << step.sql;
    last = step.phase;
  }
}

}  // namespace
}  // namespace schemake::generator
