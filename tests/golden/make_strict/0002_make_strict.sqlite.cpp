// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_make_strict: make strict
//
// What changes
//   author
//     makes the table strict
//
// What it costs
//   scans author to see that its rows allow the change
//   rebuilds author: copies every row and builds its indexes
//
// What it needs
//   SQLite 3.37.0 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_make_strict_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "author",
      "author.id holds values that bigint cannot hold: mend those rows first",
      R"sql(SELECT 1 FROM main."author" WHERE typeof("id") NOT IN ('integer', 'null') LIMIT 1)sql"),
  guard(Phase::expand, "author",
      "author.name holds values that text cannot hold: mend those rows first",
      R"sql(SELECT 1 FROM main."author" WHERE typeof("name") NOT IN ('text', 'null') LIMIT 1)sql"),
  rebuild(Phase::contract, "author", "id\nname", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL
) STRICT;
INSERT INTO main."schemake_new_author" ("id", "name")
SELECT "id", "name"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Step downgrade[] = {
  rebuild(Phase::contract, "author", "id\nname", R"sql(
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
   "881c5b3b36ec2593205d167d61bcb9c7b20b18bc7175dbfe07022ca237a512d5",
   "0002_make_strict", /*draft*/ false, /*breaks*/ true, /*engine*/ 3037000,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_make_strict_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_make_strict_sqlite =
    schemake::edge_v1::edges(edges_0002_make_strict_sqlite_steps::list);
}
