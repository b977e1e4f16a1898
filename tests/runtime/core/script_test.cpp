#include "core/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/library.hpp"

namespace schemake {
namespace {

using edge_v1::Phase;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names(const edge_v1::Step& step) {
  std::vector<std::string> result;
  for (const Loss& loss : losses(step)) result.push_back(loss.name());
  return result;
}

TEST(Script, FindsWhatIsCreated) {
  EXPECT_THAT(
      created_names("CREATE TABLE a (x); create unique index if not exists main.\"b c\" on a (x);"
                    "CREATE VIEW v AS SELECT 1; CREATE TRIGGER t AFTER INSERT ON a BEGIN "
                    "DELETE FROM a; END; CREATE VIRTUAL TABLE f USING fts5(x); DROP TABLE z"),
      ElementsAre("a", "b c", "v", "t", "f"));
  EXPECT_THAT(
      created_names("CREATE TABLE a_new (x); DROP TABLE a; ALTER TABLE main.a_new RENAME TO "
                    "\"A\"; ALTER TABLE b RENAME TO c; ALTER TABLE c RENAME x TO y;"
                    "ALTER TABLE c RENAME COLUMN y TO z"),
      ElementsAre("A", "c"));
  EXPECT_THAT(created_names(""), IsEmpty());
}

TEST(Script, FindsWhatIsLost) {
  const auto run = [](const char* sql) { return edge_v1::run(Phase::contract, "author", sql); };
  EXPECT_THAT(names(run("DROP TABLE main.\"author\"; DROP TABLE IF EXISTS book")),
              ElementsAre("author", "book"));
  EXPECT_THAT(
      names(run("ALTER TABLE main.author DROP COLUMN \"e mail\"; ALTER TABLE author DROP nick")),
      ElementsAre("author.e mail", "author.nick"));
  EXPECT_THAT(names(run("ALTER TABLE author RENAME COLUMN a TO b; ALTER TABLE author ADD COLUMN c;"
                        "DROP VIEW v; DROP INDEX i; ALTER TABLE author DROP CONSTRAINT c")),
              IsEmpty());
}

TEST(Script, FindsTheColumnsThatARebuildDoesNotCopy) {
  const auto rebuild = [](const char* was, const char* sql) {
    return edge_v1::rebuild(Phase::contract, "author", was, sql);
  };
  EXPECT_THAT(names(rebuild("id\nname\nemail", test::kRebuildUp)), IsEmpty());
  EXPECT_THAT(names(rebuild("id\nname\nemail\nauthor", test::kRebuildUp)),
              ElementsAre("author.author"));
  EXPECT_THAT(names(rebuild("a\nb",
                            "CREATE TABLE n (a, c DEFAULT 'b'); INSERT INTO n (a) "
                            "SELECT coalesce(a, (SELECT max(x) FROM t)) FROM author")),
              ElementsAre("author.b"));
  EXPECT_THAT(names(rebuild("a\nupper",
                            "CREATE TABLE n (a, upper AS (upper(a))); INSERT INTO n (a) "
                            "SELECT a FROM author")),
              IsEmpty());
  EXPECT_THAT(names(rebuild("a\nb", "CREATE TABLE n (x, y); INSERT INTO n SELECT * FROM author")),
              IsEmpty());
}

}  // namespace
}  // namespace schemake
