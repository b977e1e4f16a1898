#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <schemake/sqlite.hpp>

#include "runtime/database.hpp"
#include "runtime/library.hpp"

namespace schemake::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> names(const Report& report) {
  std::vector<std::string> result;
  for (const Walked& walked : report.walked)
    result.push_back((walked.back ? "-" : "") + walked.name);
  return result;
}

TEST(Upgrade, FreshDatabaseWalksOneEdge) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  const Report report = upgrade(connection, catalog.get());
  EXPECT_EQ(report.from, "base");
  EXPECT_EQ(report.to, id('4'));
  EXPECT_THAT(names(report), ElementsAre("0004_loan"));
  EXPECT_TRUE(upgrade(connection, catalog.get()).walked.empty());
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST(Upgrade, WalksRevisionByRevisionAndKeepsEveryRow) {
  Database db;
  sqlite::Connection connection(db);
  TestCatalog old;
  add_library(old, 1);
  upgrade(connection, old.get());
  db.execute("PRAGMA foreign_keys = ON");
  db.execute(
      "INSERT INTO author VALUES (7, 'Ada'), (9, 'Bo'); DELETE FROM author WHERE id = 9;"
      "INSERT INTO book VALUES (1, 7, 'On Engines')");
  TestCatalog catalog;
  add_library(catalog, 4);
  EXPECT_THAT(names(upgrade(connection, catalog.get())),
              ElementsAre("0002_add_email", "0003_named", "0004_loan"));
  EXPECT_EQ(db.query("SELECT * FROM author"), "7|Ada|NULL");
  EXPECT_EQ(db.query("SELECT * FROM book"), "1|7|On Engines");
  EXPECT_EQ(db.query("SELECT seq FROM sqlite_sequence"), "9");
  EXPECT_EQ(db.query("PRAGMA foreign_keys"), "1");
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
}

TEST(Downgrade, UndoesOneRevisionAfterAFreshCreate) {
  TestCatalog catalog;
  add_library(catalog, 4);
  Database db;
  sqlite::Connection connection(db);
  upgrade(connection, catalog.get());
  EXPECT_THAT(names(downgrade(connection, catalog.get(), "-1")), ElementsAre("-0004_loan"));
  EXPECT_TRUE(verify(connection, catalog.get()).empty());
  EXPECT_THAT(names(downgrade(connection, catalog.get(), "base")),
              ElementsAre("-0003_named", "-0002_add_email", "-0001_start"));
  EXPECT_EQ(db.query("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' "
                     "AND name NOT LIKE 'schemake_%'"),
            "");
  EXPECT_EQ(db.query("SELECT count(*) FROM schemake_step"), "0");
}

}  // namespace
}  // namespace schemake::test
