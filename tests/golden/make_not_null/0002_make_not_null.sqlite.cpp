// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_make_not_null: make not null
//
// What changes
//   author
//     makes email not null, filled with '' where it is NULL
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
namespace edges_0002_make_not_null_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "author",
      "the backfill of author.email gives NULL for rows of author, and the column is "
      "NOT NULL: mend those rows, or the backfill",
      R"sql(SELECT 1 FROM main."author" WHERE COALESCE("email", ('')) IS NULL LIMIT 1)sql"),
  rebuild(Phase::contract, "author", "id\nname\nemail", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "email" TEXT NOT NULL
);
INSERT INTO main."schemake_new_author" ("id", "name", "email")
SELECT "id", "name", COALESCE("email", (''))
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Step downgrade[] = {
  retext(Phase::expand, "author",
      R"sql("email" TEXT NOT NULL)sql",
      R"sql("email" TEXT)sql"),
  // where that cannot be:
  rebuild(Phase::expand, "author", "id\nname\nemail", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "email" TEXT
);
INSERT INTO main."schemake_new_author" ("id", "name", "email")
SELECT "id", "name", "email"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "790870d62f6cade99d5281eb4846276415301a6b5ddcd9ee043e6883e131c915",
   "265c190af0b08f1019e59baa2ab4d736bfe6735f1fcee36d8fff8ff8aad519be",
   "0002_make_not_null", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_make_not_null_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_make_not_null_sqlite =
    schemake::edge_v1::edges(edges_0002_make_not_null_sqlite_steps::list);
}
