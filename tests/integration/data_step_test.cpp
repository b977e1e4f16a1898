#include <gmock/gmock.h>

#include "integration/consumer.hpp"

// Data steps in SQL and C++, compiled into an application and run by it.

namespace schemake::testing {
namespace {

using ::testing::HasSubstr;

class DataSteps : public ::testing::Test {
 protected:
  void SetUp() override {
    consumer_.make(quick_arguments());
    ASSERT_EQ(consumer_.run().code, 0);
    consumer_.seal("start");
    consumer_.query("INSERT INTO author (name) VALUES ('Ada Lovelace'), ('Alan Turing')");
    consumer_.replace("schema.yaml", kNameColumn, "      first: text\n      last: text\n");
  }

  void expect_split() {
    consumer_.make(quick_arguments());
    const ChildResult ran = consumer_.run();
    ASSERT_EQ(ran.code, 0) << ran.said;
    EXPECT_EQ(consumer_.query("SELECT group_concat(last || ', ' || first, '; ') FROM author"),
              "Lovelace, Ada; Turing, Alan\n");
    EXPECT_EQ(consumer_.run("fresh.db").code, 0);
    EXPECT_EQ(consumer_.query("SELECT count(*) FROM author", "fresh.db"), "0\n");
  }

  Consumer consumer_;
};

TEST_F(DataSteps, InSqlMoveTheRows) {
  ASSERT_EQ(consumer_.schemake({"data", "sql"}).code, 0);
  consumer_.write("migrations/draft.data.sql",
                  "-- schemake: upgrade\n"
                  "UPDATE author SET first = substr(name, 1, instr(name, ' ') - 1),\n"
                  "  last = substr(name, instr(name, ' ') + 1);\n"
                  "-- schemake: downgrade\n"
                  "UPDATE author SET name = first || ' ' || last;\n");
  expect_split();
}

// Its rows are known by keys that the database gives while it migrates.
TEST_F(DataSteps, InSqlFillATableThatTheSameChangeMakes) {
  consumer_.replace("schema.yaml", "      first: text\n      last: text\n",
                    "      person: {type: bigint, references: person.id, on_delete: cascade}\n");
  consumer_.replace("schema.yaml", "tables:\n",
                    "tables:\n"
                    "  person:\n"
                    "    columns:\n"
                    "      id: {type: bigint, primary_key: true, identity: true}\n"
                    "      name: {type: text, unique: true}\n");
  consumer_.write("migrations/draft.data.sql",
                  "-- schemake: upgrade\n"
                  "INSERT INTO person (name) SELECT name FROM author ORDER BY name DESC;\n"
                  "UPDATE author SET person = (SELECT id FROM person "
                  "WHERE person.name = author.name);\n"
                  "-- schemake: downgrade\n"
                  "UPDATE author SET name = (SELECT name FROM person WHERE id = person);\n");
  consumer_.make(quick_arguments());
  const ChildResult ran = consumer_.run();
  ASSERT_EQ(ran.code, 0) << ran.said;
  EXPECT_EQ(consumer_.query("SELECT author.id, person, person.name FROM author JOIN person "
                            "ON person.id = person ORDER BY 1"),
            "1|2|Ada Lovelace\n2|1|Alan Turing\n");
}

// A changed file is noticed by the build, and the database follows.
TEST_F(DataSteps, InCppMoveTheRows) {
  ASSERT_EQ(consumer_.schemake({"data", "cpp"}).code, 0);
  consumer_.make(quick_arguments());
  consumer_.replace(
      "migrations/draft.data.cpp", "  static_cast<void>(db);\n",
      "  sqlite3_exec(db, \"UPDATE author SET first = substr(name, 1, instr(name, ' ')"
      " - 1), last = substr(name, instr(name, ' ') + 1)\", nullptr, nullptr, "
      "nullptr);\n");
  consumer_.replace("migrations/draft.data.cpp", "#include <schemake/sqlite.hpp>",
                    "#include <schemake/sqlite.hpp>\n#include <sqlite3.h>");
  expect_split();
  const ChildResult sealed =
      consumer_.schemake({"revision", "-m", "split", "--accept-loss", "author.name"});
  ASSERT_EQ(sealed.code, 0) << sealed.said;
  consumer_.make({"-DSCHEMAKE_MODE=CHECK"});
  EXPECT_EQ(consumer_.run().code, 0);
}

}  // namespace
}  // namespace schemake::testing
