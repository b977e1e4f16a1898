#include "runtime/sqlite/backup.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

namespace schemake::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;

TEST_F(BackupTest, ThePolicyTakeBackLosesWhatIsBackedUp) {
  const std::string before = content();
  sqlite::Connection connection(path_);
  std::vector<std::string> lines;
  Options options = take_back();
  options.log = [&](std::string_view line) { lines.emplace_back(line); };
  const Report report = upgrade(connection, older_.get(), options);
  EXPECT_THAT(names(report), ElementsAre("-0004_loan", "-0003_named"));
  EXPECT_THAT(report.lost, ElementsAre("loan"));
  EXPECT_THAT(fs::path(report.backup).filename().string(),
              MatchesRegex(R"(library\.db\.0004_loan\.[0-9]{8}T[0-9]{6}Z\.backup)"));
  EXPECT_THAT(lines, ElementsAre("writing the backup " + report.backup, "taking back 0004_loan",
                                 "taking back 0004_loan loses the values of loan",
                                 "taking back 0003_named"));
  EXPECT_THAT(files(), ElementsAre(fs::path(report.backup).filename().string()));
  struct stat status {};
  ASSERT_EQ(stat(report.backup.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  Database copy(report.backup);
  EXPECT_EQ(everything(copy), before);
}

TEST_F(BackupTest, WithoutOneALossIsAcceptedByName) {
  const std::string before = content();
  sqlite::Connection connection(path_);
  Options options = take_back();
  options.backup = Backup::never;
  expect_error(Code::loss, [&] { upgrade(connection, older_.get(), options); });
  options.backup = Backup::before_loss;
  options.backup_suffices = false;
  expect_error(Code::loss, [&] { upgrade(connection, older_.get(), options); });
  EXPECT_EQ(content(), before);
  options.accept_loss = {"loan"};
  EXPECT_THAT(upgrade(connection, older_.get(), options).lost, ElementsAre("loan"));
}

TEST_F(BackupTest, WhatIsEmptyNeedsNone) {
  Database(path_).execute("DELETE FROM loan");
  sqlite::Connection connection(path_);
  Options options = take_back();
  options.backup = Backup::before_loss;
  const Report report = upgrade(connection, older_.get(), options);
  EXPECT_EQ(report.backup, "");
  EXPECT_THAT(report.lost, IsEmpty());
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(BackupTest, BeforeAnUpgradeThatDropsWhatHoldsValues) {
  newer_.revision(id('4'), id('5'), "0005_mail",
                  {run(Phase::expand, "author", "ALTER TABLE author ADD COLUMN mail TEXT")},
                  {run(Phase::contract, "author", "ALTER TABLE author DROP COLUMN mail")});
  sqlite::Connection connection(path_);
  Options options;
  options.backup = Backup::before_loss;
  EXPECT_EQ(upgrade(connection, newer_.get(), options).backup, "");
  newer_.revision(id('5'), id('6'), "0006_no_email",
                  {run(Phase::contract, "author", "ALTER TABLE author DROP COLUMN email")},
                  {run(Phase::expand, "author", "ALTER TABLE author ADD COLUMN email TEXT")});
  const Report report = upgrade(connection, newer_.get(), options);
  ASSERT_NE(report.backup, "");
  EXPECT_EQ(Database(report.backup).query("SELECT email FROM author"), "a@b");
  EXPECT_EQ(Database(path_).query("SELECT * FROM author"), "1|Ada|NULL");
}

// What a draft drops is accepted when it is sealed, and the application runs before that.
TEST_F(BackupTest, BeforeADraftThatDropsWhatHoldsValues) {
  TestCatalog working, sealed;
  for (TestCatalog* catalog : {&working, &sealed}) {
    add_library(*catalog, 4);
    catalog
        ->revision(id('4'), id('5'), "draft",
                   {run(Phase::contract, "author", "ALTER TABLE author DROP COLUMN email")},
                   {run(Phase::expand, "author", "ALTER TABLE author ADD COLUMN email TEXT")})
        .draft = catalog == &working;
  }
  working.walk_drafts();
  sqlite::Connection connection(path_);
  const Report report = upgrade(connection, working.get());
  Database copy(report.backup);
  EXPECT_EQ(copy.query("SELECT email FROM author"), "a@b");
  downgrade(connection, working.get(), "-1");
  Database(path_).execute("UPDATE author SET email = 'a@b'");
  EXPECT_EQ(upgrade(connection, sealed.get()).backup, "");
}

TEST_F(BackupTest, AlwaysUnlessThereIsNothingToCopyOrToDo) {
  sqlite::Connection connection(path_);
  Options options;
  options.backup = Backup::always;
  EXPECT_EQ(upgrade(connection, newer_.get(), options).backup, "");
  newer_.revision(id('4'), id('5'), "0005", {none("")}, {none("")});
  EXPECT_NE(upgrade(connection, newer_.get(), options).backup, "");
  sqlite::Connection fresh(folder_.file("fresh.db"));
  EXPECT_EQ(upgrade(fresh, newer_.get(), options).backup, "");
  Database memory;
  sqlite::Connection borrowed(memory);
  upgrade_to(borrowed, newer_.get(), "2", options);
  EXPECT_EQ(upgrade(borrowed, newer_.get(), options).backup, "");
}

TEST_F(BackupTest, GoesWhereItIsTold) {
  sqlite::Connection connection(path_);
  Options options;
  options.backup = Backup::always;
  options.backup_to = folder_.file("copies");
  const std::string first = downgrade_one(connection, options);
  const std::string second = upgrade_one(connection, options);
  const std::string third = downgrade_one(connection, options);
  EXPECT_NE(first, third);
  EXPECT_EQ(files("copies").size(), 3U);
  for (const std::string& file : {first, second, third}) {
    EXPECT_EQ(fs::path(file).parent_path(), folder_.file("copies"));
  }
  options.backup_to = folder_.file("copies/mine");
  EXPECT_EQ(upgrade_one(connection, options), folder_.file("copies/mine"));
}

TEST_F(BackupTest, ANameFromTheDatabaseLeadsNowhereElse) {
  Database(path_).execute(
      "UPDATE schemake_step SET name = '../../' || char(10) || 'x' WHERE "
      "revision LIKE '4%'");
  Database(path_).execute("UPDATE schemake_history SET name = '../../' || char(10) || 'x'");
  sqlite::Connection connection(path_);
  Options options = take_back();
  const Report report = upgrade(connection, older_.get(), options);
  EXPECT_EQ(fs::path(report.backup).parent_path(), fs::path(path_).parent_path());
  EXPECT_THAT(report.backup, HasSubstr("library.db._______x."));
}

// What only the application has: the copy is made all the same.
int compare(void*, int a_size, const void* a, int b_size, const void* b) {
  const std::string_view left(static_cast<const char*>(a), static_cast<std::size_t>(a_size));
  const std::string_view right(static_cast<const char*>(b), static_cast<std::size_t>(b_size));
  return right.compare(left);
}
void answer(sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, 1); }

TEST_F(BackupTest, OfASchemaThatNeedsTheApplication) {
  Database db(path_);
  sqlite3_create_collation(db, "backwards", SQLITE_UTF8, nullptr, compare);
  sqlite3_create_function(db, "is_fine", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, answer,
                          nullptr, nullptr);
  db.execute(
      "CREATE TABLE mine (x TEXT COLLATE backwards CHECK (is_fine(x)));"
      "CREATE INDEX mine_x ON mine (x); CREATE INDEX mine_f ON mine (is_fine(x));"
      "INSERT INTO mine VALUES (0), ('b')");
  for (const char* journal : {"DELETE", "WAL"}) {
    db.execute(std::string("PRAGMA journal_mode = ") + journal);
    const std::string before = everything(db);
    sqlite::Connection connection(db);
    const Report report = upgrade(connection, older_.get(), take_back());
    ASSERT_NE(report.backup, "");
    {
      Database copy(report.backup);
      sqlite3_create_collation(copy, "backwards", SQLITE_UTF8, nullptr, compare);
      sqlite3_create_function(copy, "is_fine", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                              answer, nullptr, nullptr);
      EXPECT_EQ(everything(copy), before);
      EXPECT_EQ(copy.query("PRAGMA integrity_check"), "ok");
    }
    upgrade(connection, newer_.get());
    db.execute("INSERT INTO loan VALUES (1, 'Bo')");
    for (const std::string& name : files()) EXPECT_THAT(name, Not(HasSubstr(".part")));
  }
}

// SQLite 3.40 says of the first that its values are NULL, and looks at all tables where it should
// at the second; it is asked for each where a virtual table cannot be opened.
TEST_F(BackupTest, OfTablesThatTheCheckIsWrongAbout) {
  Database db(path_);
  db.execute(
      "CREATE TABLE mine (x TEXT NOT NULL, y TEXT NOT NULL, PRIMARY KEY (y)) WITHOUT ROWID;"
      "INSERT INTO mine VALUES ('a', 'b'); CREATE TABLE \"2nd\" (x)");
  for (const bool opens : {true, false}) {
    if (!opens) {
      db.execute(
          "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('table', 'gone', 'gone', "
          "0, 'CREATE VIRTUAL TABLE gone USING no_such_module'); PRAGMA writable_schema = RESET");
    }
    sqlite::Connection connection(path_);
    const Report report = upgrade(connection, older_.get(), take_back());
    ASSERT_NE(report.backup, "");
    EXPECT_EQ(Database(report.backup).query("SELECT * FROM mine"), "a|b");
    upgrade(connection, newer_.get());
    db.execute("INSERT INTO loan VALUES (1, 'Bo')");
  }
}

TEST_F(BackupTest, KeepsRowidsAndMarks) {
  Database db(path_);
  db.execute(
      "PRAGMA user_version = 77; PRAGMA application_id = 88; CREATE TABLE bare (x);"
      "INSERT INTO bare VALUES (1), (2), (3); DELETE FROM bare WHERE x < 3;"
      "CREATE VIRTUAL TABLE words USING fts5(word, content='')");
  sqlite::Connection connection(db);
  const Report report = upgrade(connection, older_.get(), take_back());
  Database copy(report.backup);
  EXPECT_EQ(copy.query("SELECT rowid, x FROM bare"), "3|3");
  EXPECT_EQ(copy.query("PRAGMA user_version"), "77");
  EXPECT_EQ(copy.query("PRAGMA application_id"), "88");
  EXPECT_EQ(copy.query("SELECT seq FROM sqlite_sequence WHERE name = 'author'"), "1");
}

// As docs/runtime.md says.
TEST_F(BackupTest, IsRestoredOverTheDatabase) {
  const std::string before = content();
  Process child([&]() -> int {
    Database db(path_);
    db.execute("PRAGMA journal_mode = WAL");
    sqlite::Connection connection(db);
    Options options = take_back();
    options.backup_to = folder_.file("saved");
    upgrade(connection, older_.get(), options);
    db.execute("INSERT INTO author (name) VALUES ('Eve')");
    _exit(0);  // leaves -wal and -shm, as a crash does
  });
  EXPECT_EQ(child.wait(), 0);
  EXPECT_THAT(files(), ElementsAre("library.db-shm", "library.db-wal", "saved"));
  for (const char* suffix : {"-journal", "-wal", "-shm"}) fs::remove(path_ + suffix);
  fs::copy_file(folder_.file("saved"), path_, fs::copy_options::overwrite_existing);
  EXPECT_EQ(content(), before);
  sqlite::Connection connection(path_);
  EXPECT_TRUE(verify(connection, newer_.get()).empty());
}

TEST_F(BackupTest, OneForSeveralTransactions) {
  sqlite::Connection connection(path_);
  Options options;
  options.transaction_per_edge = true;
  options.backup = Backup::always;
  options.accept_loss = {"*"};
  const Report report = downgrade(connection, newer_.get(), "-2", options);
  EXPECT_EQ(report.walked.size(), 2U);
  EXPECT_EQ(files().size(), 1U);
  EXPECT_EQ(Database(report.backup).query("SELECT who FROM loan"), "Bo");
}

TEST_F(BackupTest, RoomIsLookedForFirst) {
  const std::string before = content();
  sqlite::Connection connection(path_);
  Options options = take_back();
  std::optional<std::uint64_t> room = 1000;
  options.free_disk = [&](const std::string& folder) {
    EXPECT_EQ(folder, fs::path(path_).parent_path().string());
    return room;
  };
  const Error error = expect_error(Code::disk, [&] { upgrade(connection, older_.get(), options); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("the backup"), HasSubstr("1.0 kB are free")));
  EXPECT_EQ(content(), before);
  EXPECT_THAT(files(), IsEmpty());
  room = std::nullopt;
  EXPECT_NE(upgrade(connection, older_.get(), options).backup, "");
}

TEST_F(BackupTest, RoomForARebuildToo) {
  Database db(path_);
  db.execute(
      "INSERT INTO author (name) WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c "
      "LIMIT 5000) SELECT 'author ' || i FROM c");
  sqlite::Connection connection(db);
  const std::string before = content();
  const std::uint64_t size = connection.storage().bytes;
  const std::optional<std::uint64_t> author = connection.table_size("author");
  ASSERT_TRUE(author.has_value());
  EXPECT_GT(*author, size / 2);
  EXPECT_LT(*author, size);
  Options options;
  std::uint64_t room = 3 * *author - 1;
  options.free_disk = [&](const std::string&) { return room; };
  options.accept_loss = {"*"};
  const Error error =
      expect_error(Code::disk, [&] { downgrade(connection, newer_.get(), "2", options); });
  EXPECT_THAT(error.what(), AllOf(HasSubstr("builds author anew"), HasSubstr("make room")));
  EXPECT_EQ(content(), before);
  room = 3 * *author;
  EXPECT_EQ(downgrade(connection, newer_.get(), "2", options).walked.size(), 2U);
}

}  // namespace
}  // namespace schemake::test
