#include <gmock/gmock.h>

#include <future>
#include <random>

#include "integration/consumer.hpp"

// The example application, launched as people and init systems launch it.

namespace schemake::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string example() { return SCHEMAKE_BINARY_DIR "/bin/library"; }

ChildResult launch(const Consumer& folder, const std::string& database, const Words& before = {}) {
  Words words = before;
  words.insert(words.begin(), "LIBRARY_DATABASE=" + database);
  words.push_back(example());
  return run_child(words, folder.root());
}

TEST(Example, MakesItsDatabaseAndPrintsIt) {
  const Consumer folder;
  const ChildResult first = launch(folder, "books.db");
  EXPECT_EQ(first.code, 0) << first.said;
  EXPECT_THAT(first.said, HasSubstr("Frankenstein"));
  EXPECT_THAT(first.said, HasSubstr("upgraded to"));
  const ChildResult second = launch(folder, "books.db");
  EXPECT_THAT(second.said, HasSubstr("Frankenstein"));
  EXPECT_THAT(second.said, ::testing::Not(HasSubstr("upgraded to")));
}

TEST(Example, TwentyAtOnceAndOneMigrates) {
  const Consumer folder;
  for (int round = 0; round < 5; ++round) {
    const std::string database = "books" + std::to_string(round) + ".db";
    std::vector<std::future<ChildResult>> launches;
    for (int i = 0; i < 20; ++i) {
      launches.push_back(std::async(std::launch::async, [&] { return launch(folder, database); }));
    }
    int migrated = 0;
    for (std::future<ChildResult>& one : launches) {
      const ChildResult result = one.get();
      EXPECT_EQ(result.code, 0) << result.said;
      migrated += result.said.find("upgraded to") != std::string::npos ? 1 : 0;
    }
    EXPECT_EQ(migrated, 1);
    EXPECT_EQ(folder.query("SELECT count(*) FROM book", database), "2\n");
    EXPECT_EQ(folder.query("SELECT count(*) FROM schemake_history", database), "1\n");
  }
}

TEST(Example, KilledAtAnyInstantTheNextLaunchCompletes) {
  const Consumer folder;
  std::mt19937 random(7);
  std::uniform_int_distribution<int> microseconds(200, 20'000);
  int killed = 0;
  for (int round = 0; round < 100; ++round) {
    const std::string database = "books" + std::to_string(round) + ".db";
    const std::string after = "0." + std::to_string(1'000'000 + microseconds(random)).substr(1);
    const ChildResult first = launch(folder, database, {"timeout", "-s", "KILL", after});
    EXPECT_THAT(first.code, AnyOf(0, 137)) << first.said;
    killed += first.code == 0 ? 0 : 1;
    const ChildResult next = launch(folder, database);
    EXPECT_EQ(next.code, 0) << after << next.said;
    EXPECT_EQ(folder.query("PRAGMA integrity_check; SELECT count(*) FROM book", database),
              "ok\n2\n");
  }
  EXPECT_GT(killed, 10) << "the launches ended before they could be killed";
}

}  // namespace
}  // namespace schemake::testing
