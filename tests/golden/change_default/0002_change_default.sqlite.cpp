// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_change_default: change default
//
// What changes
//   author
//     changes default of rank from 0 to 1
//
// What it costs
//   changes the schema text of author and no row, but may read every row; where a database has
//       another text, rebuilds author
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_change_default_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  retext(Phase::expand, "author",
      R"sql("rank" INTEGER NOT NULL DEFAULT 0)sql",
      R"sql("rank" INTEGER NOT NULL DEFAULT 1)sql"),
  // where that cannot be:
  rebuild(Phase::expand, "author", "id\nname\nrank", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "rank" INTEGER NOT NULL DEFAULT 1
);
INSERT INTO main."schemake_new_author" ("id", "name", "rank")
SELECT "id", "name", "rank"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Step downgrade[] = {
  retext(Phase::expand, "author",
      R"sql("rank" INTEGER NOT NULL DEFAULT 1)sql",
      R"sql("rank" INTEGER NOT NULL DEFAULT 0)sql"),
  // where that cannot be:
  rebuild(Phase::expand, "author", "id\nname\nrank", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "rank" INTEGER NOT NULL DEFAULT 0
);
INSERT INTO main."schemake_new_author" ("id", "name", "rank")
SELECT "id", "name", "rank"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "fa0e1df98e262443dc7a10acce4dc5d55686190924658b41895fffa74eb2d7f3",
   "5c6c1067b0d106f095f177539e53b19624178bb20c10bbb64b4da4dd6e6bbeb0",
   "0002_change_default", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_change_default_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_change_default_sqlite =
    schemake::edge_v1::edges(edges_0002_change_default_sqlite_steps::list);
}
