// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_several_at_once: several at once
//
// What changes
//   author
//     renames table writer to author
//     adds column email text, not null, filled with name || '@invalid'
//     changes type of born from text to date
//     adds unique (email)
//     adds check author_named: length(name) > 0
//     drops column nickname and its values
//   book
//     renames column writer to author
//     adds column pages integer, nullable
//     adds index book_by_author on (author)
//   titles
//     changes the view from SELECT title FROM book to SELECT title, pages FROM book
//
// What it costs
//   scans author to see that its rows allow the change
//   sorts the rows of book for index book_by_author
//   rebuilds author: copies every row and builds its indexes
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// What is lost
//   author.born: changes its type from text to date, which cannot hold every value (accepted)
//   author.nickname: drops the column and its values (accepted)
//
// Can it be taken back
//   yes, but the values that are lost stay lost

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_several_at_once_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "author",
      "the backfill of author.email gives NULL for rows of author, and the column is "
      "NOT NULL: mend those rows, or the backfill",
      R"sql(
SELECT 1 FROM (SELECT "id", "name", "nickname", "born" FROM main."writer") AS "author" WHERE (name || '@invalid') IS NULL LIMIT 1
)sql"),
  guard(Phase::expand, "author",
      "rows of author violate the check author.author_named: mend them first",
      R"sql(
SELECT 1 FROM (SELECT "id", "name", "nickname", "born" FROM main."writer") AS "author" WHERE NOT (length(name) > 0) LIMIT 1
)sql"),
  guard(Phase::expand, "author",
      "rows of author have the same values in author.author_email_key, which must be "
      "unique: mend them first",
      R"sql(
SELECT 1 FROM (SELECT (name || '@invalid') AS "email" FROM (SELECT "id", "name", "nickname", "born" FROM main."writer") AS "author") AS "author" WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1 LIMIT 1
)sql"),
  run(Phase::expand, "titles", R"sql(DROP VIEW main."titles";)sql"),
  run(Phase::expand, "author", R"sql(ALTER TABLE main."writer" RENAME TO "author";)sql"),
  run(Phase::expand, "book", R"sql(
ALTER TABLE main."book" RENAME COLUMN "writer" TO "author";
)sql"),
  run(Phase::expand, "book", R"sql(ALTER TABLE main."book" ADD COLUMN "pages" INTEGER;)sql"),
  run(Phase::expand, "book_by_author", R"sql(
CREATE INDEX main."book_by_author" ON "book" ("author");
)sql"),
  rebuild(Phase::contract, "author", "id\nname\nnickname\nborn", R"sql(
CREATE TABLE "schemake_new_author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "born" TEXT,
  "email" TEXT NOT NULL,
  CONSTRAINT "author_email_key" UNIQUE ("email"),
  CONSTRAINT "author_named" CHECK (length(name) > 0)
);
INSERT INTO main."schemake_new_author" ("id", "name", "born", "email")
SELECT "id", "name", "born", (name || '@invalid')
FROM main."author";
DROP TABLE main."author";
ALTER TABLE main."schemake_new_author" RENAME TO "author";
)sql"),
  run(Phase::contract, "titles", R"sql(
CREATE VIEW "titles" AS
SELECT title, pages FROM book;
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::expand, "titles", R"sql(DROP VIEW main."titles";)sql"),
  run(Phase::expand, "book_by_author", R"sql(DROP INDEX main."book_by_author";)sql"),
  run(Phase::expand, "writer", R"sql(ALTER TABLE main."author" RENAME TO "writer";)sql"),
  run(Phase::expand, "book", R"sql(
ALTER TABLE main."book" RENAME COLUMN "author" TO "writer";
)sql"),
  rebuild(Phase::contract, "writer", "id\nname\nborn\nemail", R"sql(
CREATE TABLE "schemake_new_writer" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "nickname" TEXT,
  "born" TEXT
);
INSERT INTO main."schemake_new_writer" ("id", "name", "born")
SELECT "id", "name", "born"
FROM main."writer";
DROP TABLE main."writer";
ALTER TABLE main."schemake_new_writer" RENAME TO "writer";
)sql"),
  run(Phase::contract, "book", R"sql(ALTER TABLE main."book" DROP COLUMN "pages";)sql"),
  run(Phase::contract, "titles", R"sql(
CREATE VIEW "titles" AS
SELECT title FROM book;
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "ad47ade0a2dbe50b761d253f5ef3a1bd0fd7c09ce03b53b0cc5ab1d923eed03f",
   "1599dce4eb85922d1d405428303b6aae366c0db0e68913da5edf71bba006d573",
   "0002_several_at_once", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_several_at_once_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_several_at_once_sqlite =
    schemake::edge_v1::edges(edges_0002_several_at_once_sqlite_steps::list);
}
