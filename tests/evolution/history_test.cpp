#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <fstream>
#include <schemake/sqlite.hpp>
#include <sstream>

#include "evolution/recorded_history.hpp"
#include "operation/diff.hpp"
#include "property/content.hpp"
#include "property/kept_rows.hpp"
#include "prove/fresh_state.hpp"
#include "prove/memory_database.hpp"
#include "prove/sample_rows.hpp"
#include "prove/sample_virtual_rows.hpp"

// Schemas in the style of real applications over several of their versions: recorded revision by
// revision, then walked by old databases of every version to head and back.

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// A folder that goes with the object.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "schemake-history-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path_ = name;
  }
  ~Scratch() {
    std::error_code unimportant;
    fs::remove_all(path_, unimportant);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// A database in memory with the history's catalog.
class Old {
 public:
  explicit Old(const RecordedHistory& history)
      : history_(history), database_(Requires{}), connection_(database_.get()) {
    options_.accept_loss = {"*"};
  }

  sqlite3* get() const { return database_.get(); }
  void upgrade(std::size_t state) {
    upgrade_to(connection_, history_.catalog->catalog(), history_.states[state].id, options_);
  }
  void downgrade(std::size_t state) {
    schemake::downgrade(connection_, history_.catalog->catalog(), history_.states[state].id,
                        options_);
  }
  // As the version's own binary would have made it.
  void create(std::size_t state) {
    for (std::size_t i = 1; i <= state; ++i) upgrade(i);
  }
  void fill() {
    SampleOptions options;
    options.rows = 4;
    insert_sample_rows(get(), options);
    insert_sample_virtual_rows(get(), options);
  }

  // Empty where the schema is that of a fresh database at the state, and its content whole.
  std::string differs(std::size_t state) {
    FreshState fresh;
    if (const auto failure = create_fresh(history_.states[state].schema, {}, &fresh)) {
      return failure->what;
    }
    std::string text;
    for (const auto& difference : differences(fresh.fingerprint, connection_.fingerprint())) {
      text += difference.what + "\n";
    }
    return text + damage(get());
  }

 private:
  const RecordedHistory& history_;
  MemoryDatabase database_;
  ::schemake::sqlite::Connection connection_;
  Options options_;
};

class History : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { history_ = record(GetParam(), scratch_.path()); }
  std::size_t head() const { return history_.states.size() - 1; }

  // One step; where the rows do not allow it, which a version has to say beforehand and a downgrade
  // may, it goes without rows.
  void step(Old& database, std::size_t from, std::size_t to) {
    const RecordedHistory::State& start = history_.states[from];
    const RecordedHistory::State& end = history_.states[to];
    const bool up = to > from;
    const std::vector<Operation> operations = up ? end.operations : reverse(start.operations);
    const bool accepts = up && end.accepts_losses;
    const auto go = [&] {
      const KeptRows kept(database.get(), start.schema, end.schema, operations, accepts);
      up ? database.upgrade(to) : database.downgrade(to);
      EXPECT_EQ(kept.difference(database.get()).value_or(""), "") << from << " to " << to;
    };
    const std::string content = all_content(database.get());
    try {
      go();
    } catch (const Error& error) {
      ASSERT_EQ(error.code(), Code::guarded) << error.what() << "\n" << error.statement();
      ASSERT_TRUE(!up || end.may_refuse) << to << ": " << error.what();
      ASSERT_EQ(all_content(database.get()), content);
      delete_all_rows(database.get());
      go();
    }
    EXPECT_EQ(database.differs(to), "") << from << " to " << to;
  }

  // What the history says of times is left out.
  static std::string rows(sqlite3* db) {
    const std::string content = all_content(db);
    return content.substr(0, content.find("\nschemake_history\n"));
  }

  Scratch scratch_;
  RecordedHistory history_;
};

TEST_P(History, EveryOldDatabaseReachesHeadAndGoesBack) {
  for (std::size_t version = 1; version <= head(); ++version) {
    Old database(history_);
    database.create(version);
    ASSERT_EQ(database.differs(version), "") << "version " << version;
    database.fill();
    for (std::size_t at = version; at < head(); ++at) step(database, at, at + 1);
    for (std::size_t at = head(); at > 1; --at) step(database, at, at - 1);
  }
}

TEST_P(History, OneLaunchDoesWhatStepsDo) {
  for (std::size_t version = 1; version < head(); ++version) {
    Old stepwise(history_), at_once(history_);
    for (Old* database : {&stepwise, &at_once}) {
      database->create(version);
      database->fill();
    }
    bool refused = false;
    try {
      for (std::size_t at = version; at < head(); ++at) stepwise.upgrade(at + 1);
    } catch (const Error&) {
      refused = true;  // the other test says whether it may be
    }
    if (refused) continue;
    at_once.upgrade(head());
    EXPECT_EQ(at_once.differs(head()), "");
    EXPECT_EQ(rows(at_once.get()), rows(stepwise.get())) << "from version " << version;
    Old fresh(history_);
    fresh.upgrade(head());
    EXPECT_EQ(fresh.differs(head()), "");
  }
}

std::string rows_of(sqlite3* db, const std::string& query) {
  std::string text;
  const auto add = [](void* out, int count, char** values, char**) {
    std::string& all = *static_cast<std::string*>(out);
    if (!all.empty()) all += " ; ";
    for (int i = 0; i < count; ++i) {
      all += (i > 0 ? "|" : "") + std::string(values[i] == nullptr ? "NULL" : values[i]);
    }
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(db, query.c_str(), add, &text, nullptr), SQLITE_OK)
      << query << ": " << sqlite3_errmsg(db);
  return text;
}

TEST_P(History, BringsTheRowsOfItsFirstVersionAlong) {
  const fs::path folder = history_folder(GetParam());
  std::ifstream rows(folder / "rows.sql"), expected(folder / "head.txt");
  ASSERT_TRUE(rows && expected) << "a history has rows.sql and head.txt";
  std::stringstream script;
  script << rows.rdbuf();
  Old database(history_);
  database.create(1);
  ASSERT_EQ(sqlite3_exec(database.get(), script.str().c_str(), nullptr, nullptr, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(database.get());
  try {
    database.upgrade(head());
  } catch (const Error& error) {
    FAIL() << error.what() << "\n" << error.statement();
  }
  for (std::string line; std::getline(expected, line);) {
    const std::size_t arrow = line.find(" => ");
    ASSERT_NE(arrow, std::string::npos) << line;
    EXPECT_EQ(rows_of(database.get(), line.substr(0, arrow)), line.substr(arrow + 4)) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Applications, History, ::testing::ValuesIn(history_names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace schemake::generator
