#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <schemake/migrator.hpp>
#include <schemake/sqlite.hpp>

#include "migrator/arguments.hpp"
#include "migrator/printable.hpp"
#include "runtime/database.hpp"
#include "runtime/library.hpp"

namespace schemake::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct Outcome {
  int code;
  std::string out, error;
};

class Migrator : public testing::Test {
 protected:
  Migrator() { add_library(catalog_, 4); }

  // Runs the migrator on the database.
  Outcome run(std::vector<std::string> words) {
    words.insert(words.end(), {"--database", file_});
    return run_bare(words);
  }
  Outcome run_bare(std::vector<std::string> words) {
    words.insert(words.begin(), "/usr/bin/library_migrate");
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code =
        migrator_main(static_cast<int>(pointers.size()), pointers.data(), catalog_.get());
    Outcome outcome{code, testing::internal::GetCapturedStdout(),
                    testing::internal::GetCapturedStderr()};
    if (code == 0) {
      EXPECT_THAT(outcome.error, IsEmpty());
    }
    return outcome;
  }

  TemporaryFolder folder_;
  std::string file_ = folder_.file("a.db");
  TestCatalog catalog_;
};

// A program of one's own may register what the schema requires.
TEST_F(Migrator, PreparesEachDatabase) {
  TestCatalog catalog;
  catalog.revision("base", id('1'), "0001_start",
                   {edge_v1::run(edge_v1::Phase::expand, "t",
                                 "CREATE TABLE t(a CHECK (is_odd(a)));"
                                 "CREATE INDEX i ON t(is_odd(a));")},
                   {edge_v1::run(edge_v1::Phase::contract, "t", "DROP TABLE t;")});
  catalog.require(Required::Kind::function, "is_odd");
  std::vector<std::string> words{"library_migrate", "upgrade", "--database", file_};
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  const auto run = [&](const std::function<void(sqlite::Connection&)>& prepare) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = migrator_main(4, pointers.data(), catalog.get(), prepare);
    testing::internal::GetCapturedStdout();
    return std::to_string(code) + testing::internal::GetCapturedStderr();
  };
  EXPECT_THAT(run(nullptr), AllOf(StartsWith("1"), HasSubstr("the function is_odd")));
  EXPECT_EQ(run([](sqlite::Connection& connection) {
              sqlite3_create_function(
                  connection.handle(), "is_odd", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                  [](sqlite3_context* context, int, sqlite3_value** arguments) {
                    sqlite3_result_int(context, sqlite3_value_int(arguments[0]) % 2);
                  },
                  nullptr, nullptr);
            }),
            "0");
}

TEST_F(Migrator, WalksToAndFro) {
  EXPECT_EQ(run({"upgrade", "+1"}).out, "applied 0001_start\n");
  EXPECT_EQ(run({"current"}).out, "0001_start 111111111111\n");
  EXPECT_EQ(run({"pending"}).out,
            "0002_add_email 222222222222\n0003_named 333333333333\n0004_loan 444444444444\n");
  EXPECT_EQ(run({"upgrade"}).out,
            "applied 0002_add_email\napplied 0003_named\napplied 0004_loan\n");
  EXPECT_EQ(run({"upgrade"}).out, "nothing to do\n");
  EXPECT_EQ(run({"downgrade", "-1"}).out, "took back 0004_loan\n");
  EXPECT_EQ(run({"downgrade", "2222"}).out, "took back 0003_named\n");
  EXPECT_EQ(run({"stamp", "head"}).out, "stamped 0004_loan 444444444444\n");
  EXPECT_EQ(run({"stamp", "0002_add_email"}).code, 0);
  EXPECT_EQ(run({"downgrade", "base"}).code, 0);
  EXPECT_EQ(run({"current"}).out, "base\n");
  const std::string history = run({"history"}).out;
  EXPECT_EQ(std::count(history.begin(), history.end(), '\n'), 10);
  EXPECT_THAT(history, HasSubstr("  downgrade  0004_loan  44444444 -> 33333333\n"));
}

TEST_F(Migrator, AdoptsADatabaseOfBefore) {
  {
    Database db(file_);
    db.execute(kStart);
    db.execute("CREATE TABLE mine (x)");
  }
  EXPECT_THAT(run({"upgrade"}).error, HasSubstr("Adopt it (the word adopt)"));
  EXPECT_EQ(run({"adopt"}).out,
            "adopted at 0001_start\napplied 0002_add_email\napplied 0003_named\n"
            "applied 0004_loan\n");
  EXPECT_EQ(run({"adopt"}).out, "nothing to do\n");
  EXPECT_EQ(run({"verify"}).code, 0);
  EXPECT_THAT(run({"history"}).out, HasSubstr("  adopt  0001_start  base -> 11111111\n"));
}

TEST_F(Migrator, AdoptNamesWhatDiffers) {
  {
    Database db(file_);
    db.execute(kStart);
    db.execute("ALTER TABLE book ADD COLUMN pages INTEGER");
  }
  const Outcome outcome = run({"adopt"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("0001_start"), HasSubstr("column book.pages")));
}

TEST_F(Migrator, BacksUpBeforeALossOrWhereToldTo) {
  run({"upgrade"});
  Database(file_).execute("PRAGMA foreign_keys = OFF; INSERT INTO loan VALUES (1, 'Bo')");
  EXPECT_EQ(run({"downgrade", "-1"}).code,
            1);  // the loss is not accepted: no backup stands for that
  const Outcome lost = run({"downgrade", "-1", "--accept-loss", "loan"});
  EXPECT_THAT(lost.out, AllOf(StartsWith("backup in " + file_ + ".0004_loan."),
                              HasSubstr(".backup\ntook back 0004_loan\n")));
  EXPECT_EQ(run({"upgrade"}).out, "applied 0004_loan\n");
  const std::string copy = folder_.file("copy");
  EXPECT_EQ(run({"downgrade", "-1", "--backup", copy}).out,
            "backup in " + copy + "\ntook back 0004_loan\n");
  const Outcome taken = run({"upgrade", "--backup", copy});
  EXPECT_EQ(taken.code, 1);
  EXPECT_THAT(taken.error, AllOf(HasSubstr("(--backup PATH)"), HasSubstr("(--no-backup)")));
  run({"upgrade"});
  Database(file_).execute("PRAGMA foreign_keys = OFF; INSERT INTO loan VALUES (1, 'Bo')");
  EXPECT_EQ(run({"downgrade", "-1", "--accept-loss", "loan", "--no-backup"}).out,
            "took back 0004_loan\n");
}

TEST_F(Migrator, HeadsNeedsNoDatabase) {
  EXPECT_EQ(run_bare({"heads"}).out, "0004_loan 444444444444\n");
  EXPECT_THAT(run_bare({"heads", "--json"}).out, StartsWith("[{\"id\": \"4444"));
}

TEST_F(Migrator, StatusAsJson) {
  run({"upgrade", "2"});
  EXPECT_THAT(run({"status", "--json"}).out,
              AllOf(StartsWith("{\"catalog\": \"library\", \"current\": {\"id\": \"2222"),
                    HasSubstr("\"ahead\": false"), HasSubstr("\"name\": \"0004_loan\"")));
  EXPECT_THAT(run({"status"}).out, HasSubstr("pending: 0003_named"));
  EXPECT_THAT(run({"history", "--json"}).out, HasSubstr("\"order\": 2, \"action\": \"upgrade\""));
}

TEST_F(Migrator, PrintsTheSqlAndRunsNothing) {
  run({"upgrade", "2"});
  EXPECT_THAT(
      run({"sql"}).out,
      AllOf(StartsWith("-- 0003_named\n-- refused if this gives a row: an author has an empty "
                       "name\nSELECT 1"),
            HasSubstr("-- 0004_loan\nCREATE TABLE \"loan\"")));
  EXPECT_THAT(run({"sql", "-1"}).out, HasSubstr("DROP COLUMN \"email\";\n"));
  EXPECT_EQ(run({"current"}).out, "0002_add_email 222222222222\n");
}

// What it prints is a script that can be run: a text that is relaxed is no statement.
TEST_F(Migrator, PrintsTheRelaxedTextAsAComment) {
  catalog_.revision(id('4'), id('5'), "0005_relax",
                    {edge_v1::retext(Phase::expand, "book", "\"title\" TEXT NOT NULL,\nCHECK (a)",
                                     "\"title\" TEXT;\n"),
                     rebuild(Phase::expand, "book", "id\nauthor\ntitle", "SELECT 1")},
                    {none("")});
  EXPECT_EQ(run({"upgrade", "4"}).code, 0);
  EXPECT_EQ(run({"sql"}).out,
            "-- 0005_relax\n"
            "-- the schema text of book is relaxed, and where that cannot be, what follows runs:\n"
            "--   \"title\" TEXT;\nSELECT 1;\n");
}

TEST_F(Migrator, VerifyAnswersByItsExitCode) {
  run({"upgrade"});
  EXPECT_EQ(run({"verify"}).code, 0);
  Database(file_).execute("DROP INDEX author_by_name");
  const Outcome differs = run({"verify"});
  EXPECT_EQ(differs.code, 1);
  EXPECT_THAT(differs.out, HasSubstr("author_by_name"));
  EXPECT_THAT(differs.error, IsEmpty());
  EXPECT_THAT(run({"verify", "--json"}).out, HasSubstr("\"name\": \"author_by_name\""));
}

TEST_F(Migrator, VerifySaysThatThereIsNoHistory) {
  Database(file_).execute("CREATE TABLE author (id INTEGER PRIMARY KEY)");
  const Outcome differs = run({"verify"});
  EXPECT_EQ(differs.code, 1);
  EXPECT_THAT(differs.error, HasSubstr("no history of catalog library"));
}

TEST_F(Migrator, LossIsAcceptedByName) {
  run({"upgrade"});
  Database(file_).execute("INSERT INTO author (name, email) VALUES ('Ada', 'x')");
  const Outcome refused = run({"downgrade", "1"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.error, AllOf(StartsWith("library_migrate: error: "),
                                   HasSubstr("author.email"), HasSubstr("(--accept-loss NAME)")));
  EXPECT_EQ(run({"downgrade", "1", "--accept-loss", "author.email"}).code, 0);
}

TEST_F(Migrator, TakesBackWhatItDoesNotKnow) {
  TestCatalog newer;
  add_library(newer, 4);
  newer.revision(id('4'), id('5'), "0005_more",
                 {edge_v1::run(Phase::expand, "x", "CREATE TABLE more (x)")},
                 {edge_v1::run(Phase::expand, "x", "DROP TABLE more")});
  {
    sqlite::Connection connection(file_);
    upgrade(connection, newer.get());
  }
  EXPECT_THAT(run({"current"}).out, HasSubstr("unknown to this program"));
  const Outcome ahead = run({"upgrade"});
  EXPECT_EQ(ahead.code, 1);
  EXPECT_THAT(ahead.error, HasSubstr("(--take-back)"));
  EXPECT_EQ(run({"upgrade", "--take-back"}).out, "took back 0005_more\n");
}

TEST_F(Migrator, AFailingStatementIsShown) {
  catalog_.revision(id('4'), id('5'), "0005_bad",
                    {edge_v1::run(Phase::expand, "x", "SELECT nonsense")}, {none("")});
  const Outcome outcome = run({"upgrade"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("0005_bad: SQLite says: no such column: nonsense"),
                                   HasSubstr("in the statement:\nSELECT nonsense\n")));
}

TEST_F(Migrator, WrongUseIsExitCodeTwo) {
  const std::vector<std::vector<std::string>> cases = {
      {},
      {"upgrad"},
      {"upgrade", "head", "more"},
      {"downgrade"},
      {"stamp"},
      {"adopt", "head"},
      {"current", "head"},
      {"upgrade", "--json"},
      {"current", "--take-back"},
      {"sql", "--accept-loss", "x"},
      {"stamp", "head", "--backup", "x"},
      {"verify", "--no-backup"},
      {"upgrade", "--no-backup", "--backup", "x"},
      {"upgrade", "--backup="},
      {"upgrade", "--lock-timeout", "soon"},
      {"upgrade", "--lock-timeout"},
      {"upgrade", "--databse", "x"},
      {"upgrade", "nothing_of_that_name"},
      {"upgrade", "--accept-loss", "--take-back"},
      {"-1"},
  };
  for (const std::vector<std::string>& words : cases) {
    std::vector<std::string> all = {"--database", file_};
    all.insert(all.end(), words.begin(), words.end());
    const Outcome outcome = run_bare(all);
    EXPECT_EQ(outcome.code, 2) << testing::PrintToString(words);
    EXPECT_THAT(outcome.error, StartsWith("library_migrate: error: "));
    EXPECT_EQ(std::count(outcome.error.begin(), outcome.error.end(), '\n'), 1) << outcome.error;
  }
  EXPECT_EQ(run_bare({"upgrade"}).code, 2);
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(Migrator, ADatabaseIsThePathOfAFile) {
  for (const char* name : {":memory:", "file:a.db?mode=ro", "file::memory:"}) {
    const Outcome outcome = run_bare({"upgrade", "--database", name});
    EXPECT_EQ(outcome.code, 2) << name;
    EXPECT_THAT(outcome.error, HasSubstr("--database takes the path of a file")) << name;
    EXPECT_FALSE(std::filesystem::exists(name));
  }
  const Outcome folder = run_bare({"upgrade", "--database", folder_.file("")});
  EXPECT_EQ(folder.code, 2);
  EXPECT_THAT(folder.error, HasSubstr("is a folder: name the database's file"));
}

TEST_F(Migrator, AFileOfAnotherKindIsRefusedInOneLine) {
  std::ofstream(file_) << std::string(2000, 'x');
  const Outcome outcome = run({"current"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("the file is no SQLite database"));
  EXPECT_EQ(std::count(outcome.error.begin(), outcome.error.end(), '\n'), 1) << outcome.error;
}

TEST_F(Migrator, ReadingMakesNoFile) {
  for (const char* word : {"current", "history", "pending", "status", "sql", "verify"}) {
    EXPECT_EQ(run({word}).code, 2) << word;
  }
  EXPECT_EQ(run({"downgrade", "base"}).code, 2);
  EXPECT_EQ(run({"stamp", "head"}).code, 2);
  EXPECT_EQ(run({"adopt"}).code, 2);
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(Migrator, HelpAndVersion) {
  EXPECT_THAT(run_bare({"--help"}).out, HasSubstr("usage: library_migrate COMMAND"));
  EXPECT_EQ(run_bare({"help"}).out, run_bare({"--help"}).out);
  EXPECT_THAT(run_bare({"--version"}).out, HasSubstr("SQLite 3."));
}

TEST_F(Migrator, WhatADatabaseHoldsReachesNoTerminal) {
  run({"upgrade", "1"});
  // The catalog's own names beat those of the rows, so this one is of a state that it lacks.
  Database(file_).execute(
      "UPDATE schemake_history SET to_state = 'f00', name = 'a' || char(27) || '[31m' || char(10)");
  EXPECT_THAT(run({"history"}).out, HasSubstr("a\\x1b[31m\\x0a"));
}

TEST(Printable, EscapesWhatIsNoPlainText) {
  EXPECT_EQ(migrator::printable("Größe ✓ 😀"), "Größe ✓ 😀");
  EXPECT_EQ(migrator::printable("a\x1b\n\x7f"), "a\\x1b\\x0a\\x7f");
  EXPECT_EQ(migrator::printable("a\n\tb", true), "a\n\tb");
  EXPECT_EQ(migrator::printable("\xc2\x9b\xe2\x80\xae\xff\xc3"),
            "\\xc2\\x9b\\xe2\\x80\\xae\\xff\\xc3");
  EXPECT_EQ(migrator::printable("\xc0\x80\xed\xa0\x80"), "\\xc0\\x80\\xed\\xa0\\x80");
}

TEST(Printable, JsonStrings) {
  EXPECT_EQ(migrator::json_string("a\"b\\c\n\x1bé\xff"), R"("a\"b\\c\u000a\u001bé\ufffd")");
}

TEST(Arguments, AreReadInAnyOrder) {
  const migrator::Arguments arguments =
      migrator::parse_arguments({"--accept-loss=a.b", "downgrade", "--database", "x.db", "-2",
                                 "--accept-loss", "*", "--lock-timeout", "3", "--take-back"});
  EXPECT_EQ(arguments.target, "-2");
  EXPECT_EQ(arguments.database, "x.db");
  EXPECT_EQ(arguments.accept_loss, (std::vector<std::string>{"a.b", "*"}));
  EXPECT_EQ(arguments.lock_timeout, std::chrono::seconds(3));
  EXPECT_TRUE(arguments.take_back);
}

}  // namespace
}  // namespace schemake::test
