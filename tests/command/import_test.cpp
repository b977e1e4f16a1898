#include <gmock/gmock.h>

#include "child/project_folder.hpp"

// import: a database that Schemake did not make, taken as the first revision.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Import : public ::testing::Test {
 protected:
  void SetUp() override {
    project_.query(
        "CREATE TABLE author (id INTEGER PRIMARY KEY, name LONGVARCHAR);"
        "CREATE TABLE book (author INTEGER REFERENCES author, title TEXT DEFAULT \"none\");"
        "CREATE INDEX by_title ON book (title DESC);"
        "CREATE VIEW titles AS SELECT title FROM book;"
        "INSERT INTO author VALUES (1, 'Ada')",
        "My Books.db");
  }

  // Nothing was written, and the words say why.
  void expect_refused(int code, const Words& words, const std::string& said) {
    const ChildResult result = project_.schemake(words);
    EXPECT_EQ(result.code, code) << result.said;
    EXPECT_THAT(result.said, HasSubstr(said));
    EXPECT_FALSE(project_.has("my_books.yaml"));
    EXPECT_FALSE(project_.has("migrations"));
  }

  ProjectFolder project_;
};

TEST_F(Import, WritesTheSchemaAndRecordsIt) {
  const ChildResult result = project_.schemake({"import", "My Books.db"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, AllOf(HasSubstr("wrote my_books.yaml"), HasSubstr("recorded 0001_start"),
                                 Not(HasSubstr("lost"))));
  EXPECT_EQ(project_.read("my_books.yaml"),
            "schemake: 1\n"
            "catalog: my_books\n"
            "\n"
            "types:\n"
            "  longvarchar: {sqlite: LONGVARCHAR}\n"
            "\n"
            "tables:\n"
            "  author:\n"
            "    columns:\n"
            "      id:   {type: bigint, primary_key: true}\n"
            "      name: longvarchar?\n"
            "  book:\n"
            "    columns:\n"
            "      author: {type: bigint, nullable: true, references: author.id}\n"
            "      title:  {type: text, nullable: true, default: none}\n"
            "    indexes:\n"
            "      by_title: [{column: title, order: desc}]\n"
            "\n"
            "views:\n"
            "  titles: SELECT title FROM book\n");
  EXPECT_THAT(project_.migrations(), ElementsAre("0001_start.jsonl", "0001_start.sqlite.cpp",
                                                 "head.sqlite.cpp", "schemake.sum"));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  EXPECT_EQ(project_.query("SELECT name FROM author", "My Books.db"), "Ada\n");
}

TEST_F(Import, TakesNamesForAll) {
  const ChildResult result =
      project_.schemake({"import", "My Books.db", "--catalog", "shop", "--schema", "db.yaml",
                         "--migrations", "history", "-m", "as it was in 2019"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(project_.read("db.yaml"), HasSubstr("catalog: shop\n"));
  EXPECT_TRUE(project_.has("history/0001_as_it_was_in_2019.jsonl"));
}

TEST_F(Import, NamesWhatIsLostAndWritesTheRest) {
  project_.query("CREATE VIEW broken AS SELECT x FROM gone; CREATE TABLE \"a\tb\" (x)",
                 "My Books.db");
  const ChildResult result = project_.schemake({"import", "My Books.db"});
  EXPECT_EQ(result.code, 1) << result.said;
  EXPECT_THAT(result.said, AllOf(HasSubstr("lost: view broken: is left out: "),
                                 HasSubstr("it holds a control character"),
                                 HasSubstr("2 things cannot be said in a schema file"),
                                 HasSubstr("recorded 0001_start")));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
}

TEST_F(Import, TakesTheOperatorOfAFunctionThatIsTheApplications) {
  project_.query("CREATE VIEW notes AS SELECT * FROM book WHERE title REGEXP '^N'", "My Books.db");
  const ChildResult result = project_.schemake({"import", "My Books.db"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(project_.read("my_books.yaml"), HasSubstr("functions: [REGEXP]"));
  const ChildResult verified = project_.schemake({"verify", "My Books.db"});
  EXPECT_EQ(verified.code, 0) << verified.said;
}

TEST_F(Import, TakesTheVocabularyOfAnIndex) {
  project_.query(
      "CREATE VIRTUAL TABLE found USING fts5(title);"
      "CREATE VIRTUAL TABLE found_words USING fts5vocab('found', 'row');"
      "INSERT INTO found VALUES ('Notes')",
      "My Books.db");
  const ChildResult result = project_.schemake({"import", "My Books.db"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(project_.read("my_books.yaml"), HasSubstr("found_words: {module: fts5vocab"));
}

TEST_F(Import, RefusesWhatIsNoDatabase) {
  expect_refused(2, {"import"}, "import needs DATABASE");
  expect_refused(2, {"import", "nowhere.db"}, "there is no file nowhere.db");
  expect_refused(2, {"import", "."}, "is a folder, not a database");
  project_.write("text.db", "not a database, and yet a file");
  expect_refused(2, {"import", "text.db"}, "is no SQLite database, or it is encrypted");
  project_.query("VACUUM", "empty.db");
  expect_refused(2, {"import", "empty.db"}, "holds no table that can be imported");
}

TEST_F(Import, RefusesABadCatalogAndLeavesNothing) {
  const ChildResult result = project_.schemake({"import", "My Books.db", "--catalog", "no name"});
  EXPECT_EQ(result.code, 2) << result.said;
  EXPECT_THAT(result.said, HasSubstr("is no name for a catalog: write an identifier"));
  EXPECT_FALSE(project_.has("no name.yaml"));
  EXPECT_FALSE(project_.has("migrations"));
}

TEST_F(Import, OverwritesNothing) {
  ASSERT_EQ(project_.schemake({"import", "My Books.db"}).code, 0);
  const std::string before = project_.snapshot();
  EXPECT_EQ(project_.schemake({"import", "My Books.db"}).code, 1);
  const ChildResult other = project_.schemake({"import", "My Books.db", "--migrations", "other"});
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.said, HasSubstr("my_books.yaml is there already"));
  EXPECT_FALSE(project_.has("other"));
  EXPECT_EQ(project_.snapshot(), before);
}

// Three versions of one application, the last one today's.
class ImportSeveral : public ::testing::Test {
 protected:
  void SetUp() override {
    project_.query("CREATE TABLE author (id INTEGER PRIMARY KEY, writer TEXT, nick TEXT)", "v1.db");
    project_.query(
        "CREATE TABLE author (id INTEGER PRIMARY KEY, writer TEXT);"
        "CREATE TABLE book (title TEXT)",
        "v2.db");
    project_.query(
        "CREATE TABLE book (title TEXT); CREATE INDEX by_title ON book (title);"
        "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT, born INT DEFAULT 0)",
        "v3.db");
  }

  const Words kAll = {"import", "v1.db", "v2.db", "v3.db", "--rename", "author.writer=name"};

  ChildResult import_all() const {
    Words words = kAll;
    words.insert(words.end(), {"--accept-loss", "author.nick"});
    return project_.schemake(words);
  }

  ProjectFolder project_;
};

TEST_F(ImportSeveral, WritesAWayFromEachOlderSchema) {
  const ChildResult result = import_all();
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(
      project_.migrations(),
      ElementsAre("0001_start.adopt.jsonl", "0001_start.adopt.sqlite.cpp", "0001_start.jsonl",
                  "0001_start.sqlite.cpp", "head.sqlite.cpp", "schemake.sum"));
  const std::string ways = project_.read("migrations/0001_start.adopt.sqlite.cpp");
  EXPECT_THAT(ways, AllOf(HasSubstr("// The schema found in the field as v1: built to compare"),
                          HasSubstr("// The schema found in the field as v2: built to compare"),
                          HasSubstr("//   author.nick: drops the column and its values (accepted)"),
                          HasSubstr("ALTER TABLE main.\"author\" RENAME COLUMN \"writer\" TO "
                                    "\"name\";")));
  EXPECT_EQ(project_.schemake({"check"}).code, 0);
  EXPECT_EQ(project_.schemake({"verify", "v3.db"}).code, 0);
  EXPECT_EQ(project_.schemake({"verify", "v2.db"}).code, 1);
}

TEST_F(ImportSeveral, WantsALossAcceptedAndKeepsNothingBefore) {
  const ChildResult result = project_.schemake(kAll);
  EXPECT_EQ(result.code, 1) << result.said;
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("not recorded: from v1.db: author.nick: drops the column"),
                    HasSubstr("--accept-loss 'author.nick'"),
                    HasSubstr("--rename 'author.nick=NEW'"), Not(HasSubstr("author.writer"))));
  EXPECT_FALSE(project_.has("v3.yaml"));
  EXPECT_FALSE(project_.has("migrations"));
}

TEST_F(ImportSeveral, RefusesARenameOfNothing) {
  for (const char* rename : {"author.writer", "writer=nothing", "author.x=nothing", "x.y=name"}) {
    const ChildResult result = project_.schemake({"import", "v1.db", "v3.db", "--rename", rename});
    EXPECT_EQ(result.code, 2) << result.said;
    EXPECT_THAT(result.said, HasSubstr("write OLD=NEW or TABLE.OLD=NEW"));
  }
  EXPECT_FALSE(project_.has("v3.yaml"));
}

TEST_F(ImportSeveral, RefusesToAcceptWhatIsNotLost) {
  Words words = kAll;
  words.insert(words.end(), {"--accept-loss", "author.nick", "--accept-loss", "author.nikc"});
  const ChildResult result = project_.schemake(words);
  EXPECT_EQ(result.code, 2) << result.said;
  EXPECT_THAT(result.said, HasSubstr("--accept-loss author.nikc: no older database loses that"));
  EXPECT_FALSE(project_.has("v3.yaml"));
}

TEST_F(ImportSeveral, TakesDatabasesThatAreAlikeOnce) {
  project_.query(
      "CREATE TABLE \"author\" (id integer not null primary key, name text, born int default (0));"
      "CREATE TABLE book (title TEXT); CREATE INDEX by_title ON book (title)",
      "again.db");
  const ChildResult result = project_.schemake({"import", "again.db", "v3.db"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, HasSubstr("again.db is like v3.db\n"));
  EXPECT_FALSE(project_.has("migrations/0001_start.adopt.jsonl"));
}

// The ways follow the revision that they lead to.
TEST_F(ImportSeveral, KeepsTheWaysWhenTheRevisionIsReopened) {
  ASSERT_EQ(import_all().code, 0);
  project_.replace("v3.yaml", "      born:", "      died: date?\n      born:");
  const ChildResult reopened = project_.schemake({"reopen"});
  EXPECT_EQ(reopened.code, 0) << reopened.said;
  EXPECT_TRUE(project_.has("migrations/draft.adopt.sqlite.cpp"));
  project_.seal("start again");
  EXPECT_THAT(project_.read("migrations/0001_start_again.adopt.sqlite.cpp"),
              AllOf(HasSubstr("adds column died date, nullable"),
                    HasSubstr("renames column writer to name")));
  EXPECT_FALSE(project_.has("migrations/draft.adopt.sqlite.cpp"));
  EXPECT_FALSE(project_.has("migrations/0001_start.adopt.jsonl"));
  // A later revision leaves them as they are.
  const std::string before = project_.read("migrations/0001_start_again.adopt.sqlite.cpp");
  project_.replace("v3.yaml", "      died:", "      more: text?\n      died:");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_EQ(project_.read("migrations/0001_start_again.adopt.sqlite.cpp"), before);
}

TEST_F(ImportSeveral, FollowsWhatTheReopenedRevisionRenames) {
  ASSERT_EQ(import_all().code, 0);
  ASSERT_EQ(project_.schemake({"reopen"}).code, 0);
  project_.replace("v3.yaml", "name: text?",
                   "full: {type: text, nullable: true, renamed_from: name}");
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  project_.replace("v3.yaml", "  author:\n", "  writer:\n    renamed_from: author\n");
  project_.replace("v3.yaml", "full: {type: text, nullable: true, renamed_from: name}",
                   "whole: {type: text, nullable: true, renamed_from: full}");
  project_.seal("start again");
  EXPECT_THAT(project_.read("migrations/0001_start_again.adopt.sqlite.cpp"),
              AllOf(HasSubstr("renames table author to writer"),
                    HasSubstr("renames column writer to whole"), Not(HasSubstr("NOT accepted"))));
}

// The draft leads databases in the field to what it is, which need not be what was accepted.
TEST_F(ImportSeveral, WantsALossAcceptedThatTheReopenedRevisionBrings) {
  ASSERT_EQ(import_all().code, 0);
  project_.replace("v3.yaml", "name: text?", "full: text?");
  const ChildResult reopened = project_.schemake({"reopen"});
  EXPECT_EQ(reopened.code, 0) << reopened.said;
  EXPECT_THAT(reopened.said, HasSubstr("databases in the field like v1: author.writer: drops the "
                                       "column and its values"));
  const ChildResult refused = project_.schemake({"revision", "-m", "start"});
  EXPECT_EQ(refused.code, 1) << refused.said;
  EXPECT_THAT(refused.said,
              AllOf(HasSubstr("not recorded: from databases like v1: author.writer: drops"),
                    HasSubstr("--accept-loss 'author.writer'"), Not(HasSubstr("author.nick"))));
  EXPECT_TRUE(project_.has("migrations/draft.adopt.sqlite.cpp"));
  const ChildResult sealed =
      project_.schemake({"revision", "-m", "start", "--accept-loss", "author.writer"});
  EXPECT_EQ(sealed.code, 0) << sealed.said;
  EXPECT_THAT(project_.read("migrations/0001_start.adopt.sqlite.cpp"),
              AllOf(HasSubstr("author.writer: drops the column and its values (accepted)"),
                    Not(HasSubstr("NOT accepted"))));
}

TEST_F(ImportSeveral, FillsWhatOlderDatabasesLack) {
  project_.query(
      "CREATE TABLE book (title TEXT);"
      "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT, rank INT NOT NULL)",
      "v4.db");
  Words words{"import", "v2.db", "v4.db", "--rename", "author.writer=name"};
  const ChildResult refused = project_.schemake(words);
  EXPECT_EQ(refused.code, 1) << refused.said;
  EXPECT_THAT(refused.said, HasSubstr("--backfill 'author.rank=SQL'"));
  for (const char* backfill : {"rank=1", "author.rang=1", "author.rank", "author.rank= ",
                               "author.rank=(1", "author.rank=1; DROP TABLE author"}) {
    Words wrong = words;
    wrong.insert(wrong.end(), {"--backfill", backfill});
    const ChildResult result = project_.schemake(wrong);
    EXPECT_EQ(result.code, 2) << result.said;
    EXPECT_FALSE(project_.has("v4.yaml"));
    EXPECT_FALSE(project_.has("migrations"));
  }
  words.insert(words.end(), {"--backfill", "author.rank=length(writer)"});
  const ChildResult result = project_.schemake(words);
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(project_.read("v4.yaml"),
              HasSubstr("rank: {type: int, backfill: {sql: length(writer)}}"));
  const std::string way = "adds column rank INT, not null, filled with length(writer)";
  EXPECT_THAT(project_.read("migrations/0001_start.adopt.sqlite.cpp"), HasSubstr(way));
  ASSERT_EQ(project_.schemake({"reopen"}).code, 0);
  project_.replace("v4.yaml", "title:", "pages: integer?\n      title:");
  project_.seal("start again");
  EXPECT_THAT(project_.read("migrations/0001_start_again.adopt.sqlite.cpp"), HasSubstr(way));
}

}  // namespace
}  // namespace schemake::testing
