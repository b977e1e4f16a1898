#include "sqlite/schema_object.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/database.hpp"

namespace schemake::sqlite {
namespace {

using testing::HasSubstr;

// No UPDATE may set a column that is generated, so that a trigger over it is not broken: it does
// not fire.
TEST(SchemaObject, ATriggerOverGeneratedColumnsCompiles) {
  const struct {
    const char *columns, *of, *body;
    const char* problem;  // "" where it compiles
  } kCases[] = {
      {"a, b AS (a)", "OF b", "SELECT 1", ""},
      {"a, b AS (a) STORED", "OF B", "SELECT 1", ""},
      {"a, b AS (a)", "OF b, a", "SELECT 1", ""},
      {"a, b AS (a)", "OF b, a", "SELECT lost FROM t", "lost"},
      {"a, b AS (a)", "OF a", "UPDATE t SET b = 1", "generated"},
      {"b AS (a), a", "", "SELECT lost FROM t", "lost"},
      {"a, b", "OF b", "SELECT lost FROM t", "lost"},
      {"a, b AS (a)", "OF b, lost", "SELECT 1", "lost"},
  };
  for (const auto& one : kCases) {
    test::Database db;
    db.execute("CREATE TABLE t (" + std::string(one.columns) + ")");
    const SchemaObject trigger{"trigger", "r", "t",
                               "CREATE TRIGGER r AFTER UPDATE " + std::string(one.of) +
                                   " ON t BEGIN " + one.body + "; END"};
    db.execute(trigger.sql);
    std::string problem;
    EXPECT_EQ(compiles(db, trigger, &problem), *one.problem == '\0') << trigger.sql << problem;
    EXPECT_THAT(problem, HasSubstr(one.problem)) << trigger.sql;
  }
}

}  // namespace
}  // namespace schemake::sqlite
