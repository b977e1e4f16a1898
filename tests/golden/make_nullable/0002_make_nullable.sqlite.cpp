// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_make_nullable: make nullable
//
// What changes
//   author
//     makes email nullable
//
// What it costs
//   changes the schema text of author and no row; where a database has another text, rebuilds
//       author
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_make_nullable_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
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

constexpr Step downgrade[] = {
  guard(Phase::expand, "author",
      "author.email becomes NOT NULL, and rows of author hold NULL: fill them in, or "
      "give the column a default or a backfill",
      R"sql(SELECT 1 FROM main."author" WHERE "email" IS NULL LIMIT 1)sql"),
  rebuild(Phase::contract, "author", "id\nname\nemail", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "email" TEXT NOT NULL
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
   "6a59142c1d1cb247e326ab12015dde936d21c9888f8e03b28af69e64df12a1c2",
   "dc7a475bcd31c3fcfdc418d9034d638fcfa545aa09cca73037b40e236215b3c5",
   "0002_make_nullable", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_make_nullable_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_make_nullable_sqlite =
    schemake::edge_v1::edges(edges_0002_make_nullable_sqlite_steps::list);
}
