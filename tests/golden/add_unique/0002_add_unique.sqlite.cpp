// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_add_unique: add unique
//
// What changes
//   author
//     adds unique (name)
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
namespace edges_0002_add_unique_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "author",
      "rows of author have the same values in author.author_name_key, which must be "
      "unique: mend them first",
      R"sql(
SELECT 1 FROM main."author" WHERE "name" IS NOT NULL GROUP BY "name" HAVING count(*) > 1 LIMIT 1
)sql"),
  rebuild(Phase::contract, "author", "id\nname", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  CONSTRAINT "author_name_key" UNIQUE ("name")
);
INSERT INTO main."schemake_new_author" ("id", "name")
SELECT "id", "name"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Step downgrade[] = {
  rebuild(Phase::expand, "author", "id\nname", R"sql(
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
   "997df3fd35b549fb27aff9e8508d27cfef5084ba76ca3718b29af861259c4082",
   "0002_add_unique", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_add_unique_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_add_unique_sqlite =
    schemake::edge_v1::edges(edges_0002_add_unique_sqlite_steps::list);
}
