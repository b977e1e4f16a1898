// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_add_foreign_key: add foreign key
//
// What changes
//   book
//     adds foreign key (author) to author(id), on delete cascade
//
// What it costs
//   scans book to see that its rows allow the change
//   rebuilds book: copies every row and builds its indexes
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_add_foreign_key_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "book",
      "rows of book refer to rows of author that do not exist, against the foreign key "
      "book.book_author_fkey: mend them first",
      R"sql(
SELECT 1 FROM main."book" WHERE "author" IS NOT NULL AND ("author") NOT IN (SELECT "id" FROM main."author" WHERE "id" IS NOT NULL) LIMIT 1
)sql"),
  rebuild(Phase::contract, "book", "id\nauthor", R"sql(
CREATE TABLE "schemake_new_book" (
  "id" INTEGER PRIMARY KEY,
  "author" INTEGER NOT NULL CONSTRAINT "book_author_fkey" REFERENCES "author" ("id") ON DELETE CASCADE
);
INSERT INTO main."schemake_new_book" ("id", "author")
SELECT "id", "author"
FROM main."book";
DROP TABLE main."book";
ALTER TABLE main."schemake_new_book" RENAME TO "book";
)sql"),
};

constexpr Step downgrade[] = {
  retext(Phase::expand, "book",
      R"sql(
"author" INTEGER NOT NULL CONSTRAINT "book_author_fkey" REFERENCES "author" ("id") ON DELETE CASCADE
)sql",
      R"sql("author" INTEGER NOT NULL)sql"),
  // where that cannot be:
  rebuild(Phase::expand, "book", "id\nauthor", R"sql(
CREATE TABLE "schemake_new_book" (
  "id" INTEGER PRIMARY KEY,
  "author" INTEGER NOT NULL
);
INSERT INTO main."schemake_new_book" ("id", "author")
SELECT "id", "author"
FROM main."book";
DROP TABLE main."book";
ALTER TABLE main."schemake_new_book" RENAME TO "book";
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "06168b387f35d61f420a5db6a6a7c25414d87d85680c2ca0f0975a6c0e0ed710",
   "86c266d01ab1a1b5859f7031563d30481ed55b99b1e3a4c9a710a4477f7dc65d",
   "0002_add_foreign_key", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_add_foreign_key_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_add_foreign_key_sqlite =
    schemake::edge_v1::edges(edges_0002_add_foreign_key_sqlite_steps::list);
}
