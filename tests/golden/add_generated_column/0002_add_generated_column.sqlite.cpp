// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_add_generated_column: add generated column
//
// What changes
//   author
//     adds column shout text, not null, computed as upper(name)
//     adds column length integer, not null, stored as length(name)
//
// What it costs
//   scans author to see that its rows allow the change
//   rebuilds author: copies every row and builds its indexes
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_add_generated_column_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "author",
      "author.shout is NOT NULL, and its expression gives NULL for rows of author: "
      "mend those rows, or the expression",
      R"sql(
SELECT 1 FROM (SELECT *, (upper(name)) AS "shout" FROM (SELECT "name" FROM main."author") AS "author") AS "author" WHERE "shout" IS NULL LIMIT 1
)sql"),
  guard(Phase::expand, "author",
      "author.length is NOT NULL, and its expression gives NULL for rows of author: "
      "mend those rows, or the expression",
      R"sql(
SELECT 1 FROM (SELECT *, (length(name)) AS "length" FROM (SELECT "name" FROM main."author") AS "author") AS "author" WHERE "length" IS NULL LIMIT 1
)sql"),
  rebuild(Phase::expand, "author", "id\nname", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "shout" TEXT NOT NULL GENERATED ALWAYS AS (upper(name)) VIRTUAL,
  "length" INTEGER NOT NULL GENERATED ALWAYS AS (length(name)) STORED
);
INSERT INTO main."schemake_new_author" ("id", "name")
SELECT "id", "name"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::contract, "author", R"sql(ALTER TABLE main."author" DROP COLUMN "shout";)sql"),
  run(Phase::contract, "author", R"sql(ALTER TABLE main."author" DROP COLUMN "length";)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "f317aad1efb0bba2be4d4bbaf8801bc3a6f10a482ff88b8590bd7dc7970b6248",
   "439316f999e51d6490acb397855e004cea9271bc8499d027bacaf30789bce81f",
   "0002_add_generated_column", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_add_generated_column_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_add_generated_column_sqlite =
    schemake::edge_v1::edges(edges_0002_add_generated_column_sqlite_steps::list);
}
