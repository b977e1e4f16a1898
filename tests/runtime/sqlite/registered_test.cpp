#include "sqlite/registered.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/test_catalog.hpp"
#include "sqlite/stand_in.hpp"

// What the application registers on its connection is looked for before anything runs, and works in
// every place that a schema may use it.

namespace schemake::test {
namespace {

using edge_v1::Phase;
using testing::AllOf;
using testing::HasSubstr;
using Kind = Required::Kind;

void reverse(sqlite3_context* context, int, sqlite3_value** arguments) {
  std::string text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  std::reverse(text.begin(), text.end());
  sqlite3_result_text(context, text.c_str(), -1, SQLITE_TRANSIENT);
}

int compare_backwards(void*, int a_size, const void* a, int b_size, const void* b) {
  const std::string x(static_cast<const char*>(a), static_cast<std::size_t>(a_size));
  const std::string y(static_cast<const char*>(b), static_cast<std::size_t>(b_size));
  return y.compare(x);
}

void register_function(sqlite3* db) {
  ASSERT_EQ(sqlite3_create_function(db, "reversed", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                                    reverse, nullptr, nullptr),
            SQLITE_OK);
}

void register_collation(sqlite3* db) {
  ASSERT_EQ(sqlite3_create_collation(db, "backwards", SQLITE_UTF8, nullptr, compare_backwards),
            SQLITE_OK);
}

// A tokenizer of the application's: each letter is a token.
struct Letters {
  static int create(void*, const char**, int, Fts5Tokenizer** result) {
    *result = reinterpret_cast<Fts5Tokenizer*>(new Letters);
    return SQLITE_OK;
  }
  static void remove(Fts5Tokenizer* letters) { delete reinterpret_cast<Letters*>(letters); }
  static int tokenize(Fts5Tokenizer*, void* context, int, const char* text, int size,
                      int (*add)(void*, int, const char*, int, int, int)) {
    for (int i = 0; i < size; ++i) {
      if (const int result = add(context, 0, text + i, 1, i, i + 1); result != SQLITE_OK) {
        return result;
      }
    }
    return SQLITE_OK;
  }
};

void register_tokenizer(sqlite3* db) {
  fts5_api* const api = sqlite::fts5(db);
  ASSERT_NE(api, nullptr);
  fts5_tokenizer letters{Letters::create, Letters::remove, Letters::tokenize};
  ASSERT_EQ(api->xCreateTokenizer(api, "letters", nullptr, &letters, nullptr), SQLITE_OK);
}

// Any module will do where its tables need no content.
void register_module(sqlite3* db) { sqlite::stand_in(db, {Kind::module, "places"}); }

std::string names(const std::vector<Required>& list) {
  std::string text;
  for (const Required& one : list) text += (text.empty() ? "" : " ") + std::string(one.name);
  return text;
}

const std::vector<Required> kAll = {{Kind::function, "reversed"},
                                    {Kind::collation, "backwards"},
                                    {Kind::module, "places"},
                                    {Kind::tokenizer, "letters"}};

TEST(Registered, IsFoundAsAStatementWouldFindIt) {
  Database db;
  EXPECT_EQ(names(sqlite::lacking(db, kAll)), "reversed backwards places letters");
  register_function(db);
  EXPECT_EQ(names(sqlite::lacking(db, kAll)), "backwards places letters");
  register_collation(db);
  register_module(db);
  register_tokenizer(db);
  EXPECT_EQ(names(sqlite::lacking(db, kAll)), "");
}

TEST(Registered, TheEnginesOwnCount) {
  Database db;
  EXPECT_EQ(names(sqlite::lacking(db, {{Kind::function, "abs"},
                                       {Kind::function, "SUM"},
                                       {Kind::function, "rank"},
                                       {Kind::collation, "NoCase"},
                                       {Kind::module, "FTS5"},
                                       {Kind::tokenizer, "porter"},
                                       {Kind::function, "it's \"odd\""}})),
            "it's \"odd\"");
}

TEST(Registered, ACollationThatIsRegisteredOnDemandCounts) {
  Database db;
  sqlite3_collation_needed(
      db, nullptr, [](void*, sqlite3* wanting, int, const char*) { register_collation(wanting); });
  EXPECT_EQ(names(sqlite::lacking(db, kAll)), "reversed places letters");
}

TEST(Registered, StandInsAreEnoughToCreateASchema) {
  Database db;
  for (const Required& one : kAll) sqlite::stand_in(db, one);
  EXPECT_EQ(names(sqlite::lacking(db, kAll)), "");
  db.execute("CREATE VIRTUAL TABLE p USING places(id, \"the x\" REAL, depth = 3)");
  EXPECT_EQ(db.query("SELECT name FROM pragma_table_info('p')"), "id\nthe x");
  db.execute("INSERT INTO p(id) VALUES (1)");
  db.execute("ALTER TABLE p RENAME TO q");
  EXPECT_EQ(db.query("SELECT count(*) FROM q"), "0");
}

// A schema with what the application registers in every place where SQLite takes it.
class Requiring : public testing::Test {
 protected:
  Requiring() {
    catalog_.revision(
        "base", id('1'), "0001_start",
        {edge_v1::run(Phase::expand, "word",
                      "CREATE TABLE word(id INTEGER PRIMARY KEY,"
                      " text TEXT NOT NULL COLLATE backwards CHECK (reversed(text) <> 'x'),"
                      " mirrored TEXT AS (reversed(text)) STORED);"
                      "CREATE INDEX word_mirrored ON word(reversed(text) COLLATE backwards)"
                      " WHERE reversed(text) <> '';"
                      "CREATE TRIGGER word_new AFTER INSERT ON word BEGIN"
                      " INSERT INTO found(rowid, body) VALUES (new.id, reversed(new.text)); END;"
                      "CREATE VIRTUAL TABLE found USING fts5(body, tokenize = 'letters');"
                      "CREATE VIRTUAL TABLE place USING places(id, x);")},
        {edge_v1::run(Phase::contract, "word",
                      "DROP TABLE word; DROP TABLE found; DROP TABLE place;")});
    catalog_.revision(
        id('1'), id('2'), "0002_note",
        {edge_v1::rebuild(
            Phase::expand, "word", "id\ntext\nmirrored",
            "CREATE TABLE main.new_word(id INTEGER PRIMARY KEY,"
            " text TEXT NOT NULL COLLATE backwards CHECK (reversed(text) <> 'y'),"
            " mirrored TEXT AS (reversed(text)) STORED);"
            "INSERT INTO main.new_word(id, text) SELECT id, text FROM main.word;"
            "CREATE INDEX word_mirrored_new ON new_word(reversed(text) COLLATE backwards);"
            "DROP TABLE main.word;"
            "ALTER TABLE main.new_word RENAME TO word;"
            "DROP INDEX word_mirrored_new;"
            "CREATE INDEX word_mirrored ON word(reversed(text) COLLATE backwards)"
            " WHERE reversed(text) <> '';")},
        {edge_v1::none("nothing is lost by staying")});
    for (const Required& one : kAll) catalog_.require(one.kind, one.name);
  }

  TestCatalog catalog_;
};

TEST_F(Requiring, IsRefusedBeforeAnythingRuns) {
  Database db;
  register_collation(db);
  const std::string before = everything(db);
  sqlite::Connection connection(db);
  const Error error =
      expect_error(Code::unregistered, [&] { upgrade(connection, catalog_.get()); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("the function reversed, the module places, "
                                            "the tokenizer letters"),
                                  HasSubstr("to borrow")));
  EXPECT_EQ(error.revision(), "0001_start");
  EXPECT_EQ(everything(db), before);
}

TEST_F(Requiring, IsNotAskedForAtHead) {
  TemporaryFolder folder;
  {
    Database db(folder.file("a.db"));
    register_function(db);
    register_collation(db);
    register_module(db);
    register_tokenizer(db);
    sqlite::Connection connection(db);
    upgrade(connection, catalog_.get());
  }
  sqlite::Connection plain(folder.file("a.db"));
  EXPECT_TRUE(upgrade(plain, catalog_.get()).walked.empty());
}

TEST_F(Requiring, WorksEverywhereOnABorrowedConnection) {
  Database db;
  register_function(db);
  register_collation(db);
  register_module(db);
  register_tokenizer(db);
  sqlite::Connection connection(db);
  upgrade_to(connection, catalog_.get(), "+1");
  db.execute("INSERT INTO word(text) VALUES ('abc'), ('bcd')");
  upgrade(connection, catalog_.get());
  EXPECT_EQ(db.query("SELECT mirrored FROM word ORDER BY text"), "dcb\ncba");
  EXPECT_EQ(db.query("SELECT rowid FROM found WHERE found MATCH 'd'"), "2");
  db.execute("INSERT INTO word(text) VALUES ('cde')");
  EXPECT_EQ(db.query("SELECT rowid FROM found WHERE found MATCH 'e'"), "3");
  EXPECT_EQ(db.query("PRAGMA integrity_check"), "ok");
  EXPECT_TRUE(verify(connection, catalog_.get()).empty());
}

}  // namespace
}  // namespace schemake::test
