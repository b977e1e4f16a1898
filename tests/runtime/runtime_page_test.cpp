#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <schemake/sqlite.hpp>
#include <sstream>

#include "migrator/arguments.hpp"
#include "runtime/database.hpp"
#include "runtime/library.hpp"

// docs/runtime.md: what it shows is compiled and run here, word for word, and what it lists is all
// there is.

// As schemake_add_migrations() would have made them.
namespace library_migrations {
const schemake::Catalog& catalog() {
  static schemake::test::TestCatalog made("library");
  static const schemake::Catalog& catalog = [] {
    schemake::test::add_library(made, 4);
    return std::ref(made.get());
  }();
  return catalog;
}
}  // namespace library_migrations

namespace shop_migrations {
const schemake::Catalog& catalog() {
  using schemake::edge_v1::run, schemake::edge_v1::Phase;
  static schemake::test::TestCatalog made("shop");
  static const schemake::Catalog& catalog = [] {
    made.revision("base", schemake::test::id('a'), "0001_shop",
                  {run(Phase::expand, "till", "CREATE TABLE till (id)")},
                  {run(Phase::contract, "till", "DROP TABLE till")});
    return std::ref(made.get());
  }();
  return catalog;
}
}  // namespace shop_migrations

namespace schemake::test {
namespace {

using testing::HasSubstr;

std::string read(const std::string& path) {
  std::ifstream file(SCHEMAKE_SOURCE_DIR "/" + path);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

// Without blanks, since clang-format breaks lines by how far they are indented.
std::string stripped(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n'; }),
             text.end());
  return text;
}

std::vector<std::string> blocks(const std::string& page, const std::string& language) {
  std::vector<std::string> found;
  const std::string fence = "```" + language + "\n";
  for (std::size_t at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
    at += fence.size();
    found.push_back(page.substr(at, page.find("```", at) - at));
  }
  return found;
}

TEST(RuntimePage, ShowsWhatIsCompiledHere) {
  const std::string own = stripped(read("tests/runtime/runtime_page_test.cpp"));
  const std::vector<std::string> shown = blocks(read("docs/runtime.md"), "cpp");
  ASSERT_GT(shown.size(), 8U);
  for (std::size_t i = 1; i < shown.size(); ++i) {  // the first has the includes of a real project
    EXPECT_NE(own.find(stripped(shown[i])), std::string::npos) << shown[i];
  }
}

TEST(RuntimePage, ListsEveryCodeAndOption) {
  const std::string page = read("docs/runtime.md");
  const std::string header = read("runtime/include/schemake/error.hpp");
  std::istringstream codes(header.substr(header.find("enum class Code {") + 18));
  std::string line;
  int count = 0;
  while (std::getline(codes, line) && line != "};") {
    const std::string code = line.substr(2, line.find(',') - 2);
    EXPECT_THAT(page, HasSubstr("\n| `" + code + "` | "));
    ++count;
  }
  EXPECT_GT(count, 20);
  const std::string options = read("runtime/include/schemake/migrate.hpp");
  for (const char* option : {"launch", "ahead", "unmanaged", "transaction_per_edge", "lock_timeout",
                             "allow_unsafe_journal", "accept_loss", "rows_may_go", "backup",
                             "backup_to", "backup_suffices", "free_disk", "log", "progress"}) {
    EXPECT_THAT(options, HasSubstr(std::string(" ") + option));
    EXPECT_THAT(page, HasSubstr(option));
  }
}

TEST(RuntimePage, ListsEveryWordOfTheMigrator) {
  const std::string page = read("docs/runtime.md");
  std::istringstream help(migrator::help("library_migrate", "library"));
  std::string line;
  int count = 0;
  while (std::getline(help, line)) {
    if (line.rfind("  ", 0) != 0 || line[2] == ' ') continue;
    const std::string word = line.substr(2, line.find_first_of(" ,", 2) - 2);
    EXPECT_TRUE(page.find("| `" + word + "`") != std::string::npos ||
                page.find("| `" + word + " ") != std::string::npos)
        << word;
    ++count;
  }
  EXPECT_GT(count, 15);
}

void is_isbn(sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, 1); }

struct Bar {
  void show(const std::string&, unsigned, unsigned, std::uint64_t) { ++shown; }
  bool cancelled() const { return false; }
  int shown = 0;
};

std::string state_of(schemake::Connection& connection) {
  return schemake::status(connection, library_migrations::catalog()).current.name;
}

class RuntimePageExamples : public testing::Test {
 protected:
  RuntimePageExamples() {
    std::filesystem::current_path(folder_.file(""));
    std::filesystem::create_directory("backups");
  }
  ~RuntimePageExamples() override { std::filesystem::current_path(before_); }

  std::filesystem::path before_ = std::filesystem::current_path();
  TemporaryFolder folder_;
  std::string path = folder_.file("library.db");
};

TEST_F(RuntimePageExamples, Open) {
  {
    schemake::sqlite::Connection connection(path);
    schemake::upgrade(connection, library_migrations::catalog());
  }
  Database mine(path);
  {
    sqlite3_create_function(mine, "is_isbn", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                            is_isbn, nullptr, nullptr);
    schemake::sqlite::Connection connection(mine);
    schemake::upgrade(connection, library_migrations::catalog());
    EXPECT_EQ(state_of(connection), "0004_loan");
  }
}

TEST_F(RuntimePageExamples, Upgrade) {
  schemake::sqlite::Connection connection(path);
  testing::internal::CaptureStderr();
  {
    schemake::Options options;
    options.log = [](std::string_view line) { std::clog << line << '\n'; };
    options.lock_timeout = std::chrono::seconds(30);
    const schemake::Report report =
        schemake::upgrade(connection, library_migrations::catalog(), options);
    for (const schemake::Walked& edge : report.walked) std::clog << edge.name << '\n';
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "applying 0004_loan\n0004_loan\n");
}

TEST_F(RuntimePageExamples, ProgressThenBack) {
  schemake::sqlite::Connection connection(path);
  Bar bar;
  {
    schemake::Options options;
    options.progress = [&](const schemake::Progress& now) {
      bar.show(now.revision, now.edge, now.edges, now.rows);
      return !bar.cancelled();  // false: roll back, Code::cancelled
    };
    schemake::upgrade(connection, library_migrations::catalog(), options);
  }
  EXPECT_GT(bar.shown, 0);
  {
    schemake::Options options;
    options.accept_loss = {"author.email"};
    schemake::downgrade(connection, library_migrations::catalog(), "-1", options);
  }
  EXPECT_EQ(state_of(connection), "0003_named");
}

TEST_F(RuntimePageExamples, Backup) {
  schemake::sqlite::Connection connection(path);
  {
    schemake::Options options;
    options.backup = schemake::Backup::before_loss;
    options.backup_to = "backups";  // a folder, or a file that is not there yet
    const schemake::Report report =
        schemake::upgrade(connection, library_migrations::catalog(), options);
    if (!report.backup.empty()) std::clog << "the old database is in " << report.backup << '\n';
  }
  EXPECT_TRUE(std::filesystem::is_empty("backups"));  // a new database has nothing to lose
}

TEST_F(RuntimePageExamples, SeveralCatalogs) {
  schemake::sqlite::Connection connection(path);
  schemake::upgrade(connection, {&library_migrations::catalog(), &shop_migrations::catalog()});
  EXPECT_EQ(status(connection, shop_migrations::catalog()).current.name, "0001_shop");
}

TEST_F(RuntimePageExamples, AdoptThenLook) {
  Database(path).execute(kStart);
  schemake::sqlite::Connection connection(path);
  schemake::adopt(connection, library_migrations::catalog());
  testing::internal::CaptureStdout();
  {
    const schemake::Status status = schemake::status(connection, library_migrations::catalog());
    std::cout << status.current.name << ", " << status.pending.size() << " pending\n";
    for (const schemake::PlannedStep& step :
         schemake::plan(connection, library_migrations::catalog(), "head")) {
      std::cout << step.sql << ";\n";
    }
    for (const schemake::Difference& difference :
         schemake::verify(connection, library_migrations::catalog())) {
      std::cout << difference.what << '\n';
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "0004_loan, 0 pending\n");
}

TEST_F(RuntimePageExamples, Tests) {
  schemake::sqlite::Connection connection(":memory:");
  schemake::create(connection, library_migrations::catalog(), "0001_start");
  // Rows as that release had them, then:
  schemake::upgrade(connection, library_migrations::catalog());
  EXPECT_EQ(state_of(connection), "0004_loan");
}

TEST_F(RuntimePageExamples, Restore) {
  const std::string copy = "library.db.0003_add_email.20261125T231500Z.backup";
  {
    schemake::sqlite::Connection connection(path);
    schemake::upgrade_to(connection, library_migrations::catalog(), "2");
    std::filesystem::copy_file(path, copy);
    schemake::upgrade(connection, library_migrations::catalog());
  }
  std::ofstream("library.db-wal") << "of the database that is replaced";
  const std::vector<std::string> shown = blocks(read("docs/runtime.md"), "sh");
  ASSERT_EQ(shown.size(), 1U);
  ASSERT_EQ(std::system(shown.front().c_str()), 0);
  schemake::sqlite::Connection restored(path);
  EXPECT_EQ(state_of(restored), "0002_add_email");
  EXPECT_FALSE(std::filesystem::exists("library.db-wal"));
}

}  // namespace
}  // namespace schemake::test
