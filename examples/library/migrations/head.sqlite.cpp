// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// The whole schema at 0001_start, as one plan for fresh databases
//
// What it needs
//   SQLite 3.35.5 or newer

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_head_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, "author", R"sql(
CREATE TABLE "author" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "nickname" TEXT,
  "born" TEXT
);
)sql"),
  run(Phase::expand, "book", R"sql(
CREATE TABLE "book" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "author" INTEGER NOT NULL CONSTRAINT "book_author_fkey" REFERENCES "author" ("id") ON DELETE CASCADE,
  "title" TEXT NOT NULL,
  "published" INTEGER
);
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::contract, "book", R"sql(DROP TABLE main."book";)sql"),
  run(Phase::contract, "author", R"sql(DROP TABLE main."author";)sql"),
};

constexpr Edge list[] = {
  {Kind::head, "sqlite",
   "base",
   "e743a4b6ee798f5cf54de8228d0040ec5caf53982741d3b9925e4b0061308309",
   "0001_start", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_head_sqlite;
constexpr schemake::edge_v1::Edges edges_head_sqlite =
    schemake::edge_v1::edges(edges_head_sqlite_steps::list);
}
