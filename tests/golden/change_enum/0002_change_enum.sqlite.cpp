// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_change_enum: change enum
//
// What changes
//   membership
//     adds the values 'senior'
//
// What it costs
//   rebuilds author: copies every row and builds its indexes
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_change_enum_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  rebuild(Phase::expand, "author", "id\nmember", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY,
  "member" TEXT NOT NULL DEFAULT 'standard' CHECK ("member" IN ('standard', 'student', 'senior'))
);
INSERT INTO main."schemake_new_author" ("id", "member")
SELECT "id", "member"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Step downgrade[] = {
  guard(Phase::expand, "author",
      "author.member holds values that membership cannot hold: mend those rows first",
      R"sql(
SELECT 1 FROM main."author" WHERE NOT ("member" IN ('standard', 'student')) LIMIT 1
)sql"),
  rebuild(Phase::contract, "author", "id\nmember", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY,
  "member" TEXT NOT NULL DEFAULT 'standard' CHECK ("member" IN ('standard', 'student'))
);
INSERT INTO main."schemake_new_author" ("id", "member")
SELECT "id", "member"
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "5d1af2baebd238329b1f4964c75bd847dba27b16f5c12a1681b7dc6480e24f74",
   "3e7701030f6b732b38eb72f7a92f59e708ec48106270e6d6fe3abb100cce94d3",
   "0002_change_enum", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_change_enum_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_change_enum_sqlite =
    schemake::edge_v1::edges(edges_0002_change_enum_sqlite_steps::list);
}
