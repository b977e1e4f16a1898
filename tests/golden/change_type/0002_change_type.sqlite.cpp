// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_change_type: change type
//
// What changes
//   author
//     changes type of born from text to date
//     changes type of rank from integer to text
//
// What it costs
//   scans author to see that its rows allow the change
//   rebuilds author: copies every row and builds its indexes
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// What is lost
//   author.born: changes its type from text to date, which cannot hold every value (NOT accepted)
//
// Can it be taken back
//   yes, but the values that are lost stay lost

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_change_type_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "author",
      "author.rank holds values that text cannot hold: mend those rows first",
      R"sql(
SELECT 1 FROM main."author" WHERE typeof("rank") = 'real' AND CAST(CAST("rank" AS TEXT) AS REAL) IS NOT "rank" LIMIT 1
)sql"),
  rebuild(Phase::contract, "author", "id\nname\nborn\nrank", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "born" TEXT,
  "rank" TEXT NOT NULL
);
INSERT INTO main."schemake_new_author" ("id", "name", "born", "rank")
SELECT "id", "name", "born", "rank"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Step downgrade[] = {
  guard(Phase::expand, "author",
      "author.rank holds values that integer cannot hold: mend those rows first",
      R"sql(
SELECT 1 FROM main."author" WHERE typeof("rank") = 'text' AND CAST(CAST("rank" AS INTEGER) AS TEXT) IS NOT "rank" LIMIT 1
)sql"),
  rebuild(Phase::contract, "author", "id\nname\nborn\nrank", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "born" TEXT,
  "rank" INTEGER NOT NULL
);
INSERT INTO main."schemake_new_author" ("id", "name", "born", "rank")
SELECT "id", "name", "born", CASE WHEN typeof("rank") = 'text' THEN CAST("rank" AS INTEGER) ELSE "rank" END
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "4095ba1c0d7c2f377a0068caffe78af6ca97c8851e61ff96b8e08011d0c93d1a",
   "123719b72b377ad4de1d531e90a7f47e10576946f8cb114eb6af6b81b5d78947",
   "0002_change_type", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_change_type_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_change_type_sqlite =
    schemake::edge_v1::edges(edges_0002_change_type_sqlite_steps::list);
}
