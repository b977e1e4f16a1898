#ifndef SCHEMAKE_TESTS_RUNTIME_LIBRARY_HPP
#define SCHEMAKE_TESTS_RUNTIME_LIBRARY_HPP

#include <schemake/migrate.hpp>
#include <string>
#include <vector>

#include "runtime/test_catalog.hpp"

// A small library in four revisions, which the tests walk:
//   1 author and book, whose rows go with their author's
//   2 author.email
//   3 author rebuilt: name must not be empty
//   4 loan

namespace schemake::test {

using edge_v1::guard;
using edge_v1::none;
using edge_v1::Phase;
using edge_v1::rebuild;
using edge_v1::run;

inline constexpr const char* kStart = R"(
CREATE TABLE "author" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL);
CREATE TABLE "book" (
  "id" INTEGER PRIMARY KEY,
  "author" INTEGER NOT NULL REFERENCES "author" ("id") ON DELETE CASCADE,
  "title" TEXT NOT NULL
);
CREATE INDEX "author_by_name" ON "author" ("name"))";

inline constexpr const char* kRebuildUp = R"(
CREATE TABLE "author_new" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL CHECK (length("name") > 0),
  "email" TEXT
);
INSERT INTO main."author_new" ("id", "name", "email") SELECT "id", "name", "email" FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."author_new" RENAME TO "author")";

inline constexpr const char* kRebuildDown = R"(
CREATE TABLE "author_new" ("id" INTEGER PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL, "email" TEXT);
INSERT INTO main."author_new" ("id", "name", "email") SELECT "id", "name", "email" FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."author_new" RENAME TO "author")";

inline constexpr const char* kHead = R"(
CREATE TABLE "author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL CHECK (length("name") > 0),
  "email" TEXT
);
CREATE TABLE "book" (
  "id" INTEGER PRIMARY KEY,
  "author" INTEGER NOT NULL REFERENCES "author" ("id") ON DELETE CASCADE,
  "title" TEXT NOT NULL
);
CREATE INDEX "author_by_name" ON "author" ("name");
CREATE TABLE "loan" ("book" INTEGER NOT NULL REFERENCES "book" ("id"), "who" TEXT NOT NULL))";

inline constexpr const char* kDropAll = R"(
DROP TABLE "loan"; DROP TABLE "book"; DROP TABLE "author")";

// Adds the first `count` revisions.
inline void add_library(TestCatalog& catalog, int count) {
  if (count >= 1) {
    catalog.revision("base", id('1'), "0001_start", {run(Phase::expand, "author", kStart)},
                     {run(Phase::contract, "author", R"(DROP TABLE "book"; DROP TABLE "author")")});
  }
  if (count >= 2) {
    catalog.revision(
        id('1'), id('2'), "0002_add_email",
        {run(Phase::expand, "author", R"(ALTER TABLE "author" ADD COLUMN "email" TEXT)")},
        {run(Phase::contract, "author", R"(ALTER TABLE "author" DROP COLUMN "email")")});
  }
  if (count >= 3) {
    catalog
        .revision(id('2'), id('3'), "0003_named",
                  {guard(Phase::expand, "author", "an author has an empty name",
                         R"(SELECT 1 FROM "author" WHERE length("name") = 0)"),
                   rebuild(Phase::contract, "author", "id\nname\nemail", kRebuildUp)},
                  {rebuild(Phase::contract, "author", "id\nname\nemail", kRebuildDown)})
        .breaks = true;
  }
  if (count >= 4) {
    catalog.revision(
        id('3'), id('4'), "0004_loan",
        {run(
            Phase::expand, "loan",
            R"(CREATE TABLE "loan" ("book" INTEGER NOT NULL REFERENCES "book" ("id"), "who" TEXT NOT NULL))")},
        {run(Phase::contract, "loan", R"(DROP TABLE "loan")")});
    catalog.edge(edge_v1::Kind::head, "base", id('4'), "0004_loan",
                 {run(Phase::expand, "author", kHead)}, {run(Phase::contract, "author", kDropAll)});
  }
}

// The names of the edges that were walked; those back have a '-' before.
inline std::vector<std::string> names(const Report& report) {
  std::vector<std::string> result;
  for (const Walked& walked : report.walked)
    result.push_back((walked.back ? "-" : "") + walked.name);
  return result;
}

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_RUNTIME_LIBRARY_HPP
