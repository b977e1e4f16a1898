// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0001_create_table: create table
//
// What changes
//   author
//     creates the table
//     adds column id bigint, not null, identity
//     adds column name text, not null
//     adds column born date, nullable
//     adds primary key (id)
//     adds index author_by_name on (name)
//   book
//     creates the table
//     adds column id bigint, not null
//     adds column author bigint, not null
//     adds column title varchar(200), not null, default 'untitled'
//     adds primary key (id)
//     adds foreign key (author) to author(id), on delete cascade
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0001_create_table_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, "author", R"sql(
CREATE TABLE "author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "born" TEXT
);
)sql"),
  run(Phase::expand, "author_by_name", R"sql(
CREATE INDEX main."author_by_name" ON "author" ("name");
)sql"),
  run(Phase::expand, "book", R"sql(
CREATE TABLE "book" (
  "id" INTEGER PRIMARY KEY,
  "author" INTEGER NOT NULL CONSTRAINT "book_author_fkey" REFERENCES "author" ("id") ON DELETE CASCADE,
  "title" TEXT NOT NULL DEFAULT 'untitled' CHECK (length("title") <= 200)
);
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::contract, "book", R"sql(DROP TABLE main."book";)sql"),
  run(Phase::contract, "author", R"sql(DROP TABLE main."author";)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "base",
   "2caa52f3207407751d4ef5d65e0238cd9a8083920c1efecaec22d842a002b656",
   "0001_create_table", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0001_create_table_sqlite;
constexpr schemake::edge_v1::Edges edges_0001_create_table_sqlite =
    schemake::edge_v1::edges(edges_0001_create_table_sqlite_steps::list);
}
