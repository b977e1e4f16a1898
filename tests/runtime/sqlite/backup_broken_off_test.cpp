#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "runtime/sqlite/backup.hpp"

namespace schemake::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST_F(BackupTest, ThatCannotBeWrittenRefusesTheMigration) {
  const std::string before = content();
  fs::create_directory(folder_.file("copies/there"));
  std::ofstream(folder_.file("copies/taken")) << "mine";
  fs::create_symlink(folder_.file("elsewhere"), folder_.file("copies/link.part"));
  fs::create_symlink(folder_.file("elsewhere"), folder_.file("copies/link2"));
  sqlite::Connection connection(path_);
  Options options = take_back();
  for (const char* to :
       {"copies/taken", "copies/no/such", "copies/no/", "copies/link", "copies/link2"}) {
    options.backup_to = folder_.file(to);
    const Error error =
        expect_error(Code::backup, [&] { upgrade(connection, older_.get(), options); });
    EXPECT_THAT(error.what(), AllOf(HasSubstr(folder_.file("copies/")), HasSubstr("backup_to")));
    EXPECT_EQ(content(), before) << to;
  }
  EXPECT_FALSE(fs::exists(folder_.file("elsewhere")));
  EXPECT_THAT(files("copies"), ElementsAre("link.part", "link2", "taken", "there"));
}

// A half of a copy that a killed process left, made `hours` ago.
void leave(const std::string& path, int hours = 0) {
  for (const char* suffix : {"", "-journal"}) {
    std::ofstream(path + suffix) << "half";
    fs::last_write_time(path + suffix,
                        fs::file_time_type::clock::now() - std::chrono::hours(hours));
  }
}

TEST_F(BackupTest, RemovesWhatAKilledProcessLeftBesideTheDatabase) {
  leave(path_ + ".0004_loan.20200101T000000Z.backup.part");
  leave(path_ + ".base.20200101T000000Z.2.backup.part");
  const std::string others[] = {"library.db.old.0004_loan.20200101T000000Z.backup.part",
                                "library.db.0004_loan.20200101T000000Z.backup",
                                "library.db.0004_loan.yesterday.backup.part",
                                "library.db2.0004_loan.20200101T000000Z.backup.part",
                                "other.db.0004_loan.20200101T000000Z.backup.part"};
  for (const std::string& other : others) leave(folder_.file(other), 1000);
  fs::create_symlink(path_, path_ + ".link.20200101T000000Z.backup.part");
  const std::size_t before = files().size();
  sqlite::Connection connection(path_);
  const Report report = upgrade(connection, older_.get(), take_back());
  EXPECT_TRUE(fs::exists(report.backup));
  EXPECT_THAT(files(), Not(testing::Contains(HasSubstr("library.db.base."))));
  EXPECT_THAT(files(), Not(testing::Contains("library.db.0004_loan.20200101T000000Z.backup.part")));
  EXPECT_EQ(files().size(), before - 4 + 1);
}

TEST_F(BackupTest, RemovesWhatNobodyHasWrittenToForADayWhereItIsTold) {
  const std::string ours = "copies/library.db.0004_loan.20200101T000000Z.backup.part";
  Options options = take_back();
  options.backup_to = folder_.file("copies/mine");
  leave(folder_.file("copies/mine.part"), 23);
  leave(folder_.file(ours), 23);
  sqlite::Connection connection(path_);
  const Error error =
      expect_error(Code::backup, [&] { upgrade(connection, older_.get(), options); });
  EXPECT_THAT(error.what(), HasSubstr("mine.part: it is there already"));
  EXPECT_EQ(files("copies").size(), 4U);
  leave(folder_.file("copies/mine.part"), 25);
  leave(folder_.file(ours), 25);
  EXPECT_EQ(upgrade(connection, older_.get(), options).backup, folder_.file("copies/mine"));
  EXPECT_THAT(files("copies"), ElementsAre("mine"));
}

TEST_F(BackupTest, OfADiskThatFillsUpIsTakenAway) {
  Database(path_).execute(
      "CREATE TABLE big AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT "
      "100) SELECT zeroblob(5000) AS z FROM c");
  const std::string before = content();
  Process child([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{100'000, 100'000};  // bytes that any file may have
    setrlimit(RLIMIT_FSIZE, &limit);
    sqlite::Connection connection(path_);
    try {
      upgrade(connection, older_.get(), take_back());
    } catch (const Error& error) {
      return error.code() == Code::backup ? 0 : 2;
    }
    return 1;
  });
  EXPECT_EQ(child.wait(), 0);
  EXPECT_EQ(content(), before);
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(BackupTest, OfADamagedDatabaseIsNone) {
  long page = 0, size = 0;
  {
    Database db(path_);
    db.execute("CREATE TABLE big (x); INSERT INTO big VALUES ('a')");
    page = std::stol(db.query("SELECT rootpage FROM sqlite_schema WHERE name = 'big'"));
    size = std::stol(db.query("PRAGMA page_size"));
  }
  {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp((page - 1) * size);
    file << std::string(static_cast<std::size_t>(size), '\xff');
  }
  sqlite::Connection connection(path_);
  expect_error(Code::backup, [&] { upgrade(connection, older_.get(), take_back()); });
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_EQ(status(connection, newer_.get()).current.name, "0004_loan");
}

TEST_F(BackupTest, IsCancelledWithoutATrace) {
  Database(path_).execute(
      "CREATE TABLE big AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT "
      "50000) SELECT i AS z, i || 'x' AS y FROM c");
  const std::string before = content();
  Database db(path_);
  sqlite::Connection connection(db);  // borrowed: the copy's own connection is asked nevertheless
  for (const int last : {1, 3}) {
    int asked = 0;
    Options options = take_back();
    options.progress = [&](const Progress& progress) {
      EXPECT_THAT(progress.object, HasSubstr(".backup"));
      return ++asked < last;
    };
    expect_error(Code::cancelled, [&] { upgrade(connection, older_.get(), options); });
    EXPECT_EQ(asked, last);
    EXPECT_EQ(content(), before);
    EXPECT_THAT(files(), IsEmpty());
  }
}

TEST_F(BackupTest, OfAMigrationThatFailsIsTakenAway) {
  TestCatalog other;
  other.revision("base", id('a'), "0001_other", {run(Phase::expand, "o", "CREATE TABLE o (x)")},
                 {run(Phase::contract, "o", "DROP TABLE o")});
  const std::string before = content();
  sqlite::Connection connection(path_);
  expect_error(Code::loss, [&] { upgrade(connection, other.get(), take_back()); });
  EXPECT_THAT(files(), IsEmpty());
  Options options = take_back();
  options.backup_suffices = false;
  expect_error(Code::loss, [&] { upgrade(connection, older_.get(), options); });
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_EQ(content(), before);
}

}  // namespace
}  // namespace schemake::test
