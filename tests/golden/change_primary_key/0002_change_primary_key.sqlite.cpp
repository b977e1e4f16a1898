// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_change_primary_key: change primary key
//
// What changes
//   loan
//     changes primary key (book) to primary key (book, member)
//
// What it costs
//   scans loan to see that its rows allow the change
//   rebuilds loan: copies every row and builds its indexes
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_change_primary_key_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "loan",
      "rows of loan have the same values in book, member, which must be unique: mend "
      "them first",
      R"sql(
SELECT 1 FROM main."loan" WHERE "book" IS NOT NULL AND "member" IS NOT NULL GROUP BY "book", "member" HAVING count(*) > 1 LIMIT 1
)sql"),
  rebuild(Phase::contract, "loan", "book\nmember\nsince", R"sql(
CREATE TABLE "schemake_new_loan" (
  "book" INTEGER NOT NULL,
  "member" INTEGER NOT NULL,
  "since" TEXT NOT NULL,
  PRIMARY KEY ("book", "member")
);
INSERT INTO main."schemake_new_loan" (rowid, "book", "member", "since")
SELECT rowid, "book", "member", "since"
FROM main."loan";
DROP TABLE main."loan";
ALTER TABLE main."schemake_new_loan" RENAME TO "loan";
)sql"),
};

constexpr Step downgrade[] = {
  guard(Phase::expand, "loan",
      "loan.book holds values that bigint cannot hold: mend those rows first",
      R"sql(SELECT 1 FROM main."loan" WHERE typeof("book") NOT IN ('integer', 'null') LIMIT 1)sql"),
  guard(Phase::expand, "loan",
      "rows of loan have the same values in book, which must be unique: mend them first",
      R"sql(
SELECT 1 FROM main."loan" WHERE "book" IS NOT NULL GROUP BY "book" HAVING count(*) > 1 LIMIT 1
)sql"),
  rebuild(Phase::contract, "loan", "book\nmember\nsince", R"sql(
CREATE TABLE "schemake_new_loan" (
  "book" INTEGER PRIMARY KEY,
  "member" INTEGER NOT NULL,
  "since" TEXT NOT NULL
);
INSERT INTO main."schemake_new_loan" ("book", "member", "since")
SELECT "book", "member", "since"
FROM main."loan";
DROP TABLE main."loan";
ALTER TABLE main."schemake_new_loan" RENAME TO "loan";
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "3e41483b863eb478b63f2febd45e04f60ee1f06821a808a478a932a347b0b787",
   "0df6c7be37ddf97b9a13eedd0e624ee7fbc2d24b749f303feb68fe1b07107be1",
   "0002_change_primary_key", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_change_primary_key_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_change_primary_key_sqlite =
    schemake::edge_v1::edges(edges_0002_change_primary_key_sqlite_steps::list);
}
