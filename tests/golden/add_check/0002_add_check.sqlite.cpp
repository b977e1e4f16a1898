// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_add_check: add check
//
// What changes
//   author
//     adds check author_named: length(name) > 0
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
namespace edges_0002_add_check_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "author",
      "rows of author violate the check author.author_named: mend them first",
      R"sql(SELECT 1 FROM main."author" WHERE NOT (length(name) > 0) LIMIT 1)sql"),
  rebuild(Phase::contract, "author", "id\nname", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  CONSTRAINT "author_named" CHECK (length(name) > 0)
);
INSERT INTO main."schemake_new_author" ("id", "name")
SELECT "id", "name"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Step downgrade[] = {
  retext(Phase::expand, "author",
      R"sql(CONSTRAINT "author_named" CHECK (length(name) > 0))sql",
      ""),
  // where that cannot be:
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
   "5ebe11b7051444bdf50c5d405be26ba60e56e92aa1d498f5d01ac4477b49a31e",
   "0002_add_check", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_add_check_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_add_check_sqlite =
    schemake::edge_v1::edges(edges_0002_add_check_sqlite_steps::list);
}
