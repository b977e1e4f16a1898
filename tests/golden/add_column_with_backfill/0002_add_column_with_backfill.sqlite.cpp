// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_add_column_with_backfill: add column with backfill
//
// What changes
//   author
//     adds column email text, not null, filled with name || '@invalid'
//     adds unique (email)
//
// What it costs
//   scans author to see that its rows allow the change
//   rebuilds author: copies every row and builds its indexes
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_add_column_with_backfill_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "author",
      "the backfill of author.email gives NULL for rows of author, and the column is "
      "NOT NULL: mend those rows, or the backfill",
      R"sql(SELECT 1 FROM main."author" WHERE (name || '@invalid') IS NULL LIMIT 1)sql"),
  guard(Phase::expand, "author",
      "rows of author have the same values in author.author_email_key, which must be "
      "unique: mend them first",
      R"sql(
SELECT 1 FROM (SELECT (name || '@invalid') AS "email" FROM main."author") AS "author" WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1 LIMIT 1
)sql"),
  rebuild(Phase::contract, "author", "id\nname", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  CONSTRAINT "author_email_key" UNIQUE ("email")
);
INSERT INTO main."schemake_new_author" ("id", "name", "email")
SELECT "id", "name", (name || '@invalid')
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Step downgrade[] = {
  rebuild(Phase::contract, "author", "id\nname\nemail", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL
);
INSERT INTO main."schemake_new_author" ("id", "name")
SELECT "id", "name"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "f317aad1efb0bba2be4d4bbaf8801bc3a6f10a482ff88b8590bd7dc7970b6248",
   "0fa0a3978ed1a287dfdf7ca9e78a20a6eb1ed349d9bfff7d5124708c6c15fc77",
   "0002_add_column_with_backfill", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_add_column_with_backfill_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_add_column_with_backfill_sqlite =
    schemake::edge_v1::edges(edges_0002_add_column_with_backfill_sqlite_steps::list);
}
