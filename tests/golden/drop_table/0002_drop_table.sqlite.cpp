// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_drop_table: drop table
//
// What changes
//   book
//     drops the table and its rows
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// What is lost
//   book: drops the table and its rows (accepted)
//
// Can it be taken back
//   yes, but the values that are lost stay lost

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_drop_table_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::contract, "book", R"sql(DROP TABLE main."book";)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::expand, "book", R"sql(
CREATE TABLE "book" (
  "id" INTEGER PRIMARY KEY,
  "author" INTEGER NOT NULL CONSTRAINT "book_author_fkey" REFERENCES "author" ("id")
);
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "214d6f1b449c269b3631e4f88239fb44aa2ef031097b29904dfb91cb71e3a1d6",
   "e5b6da6df176bc35ab9f380561fd0a2a9d9cfac38d92a75777387b93b9a6ca32",
   "0002_drop_table", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_drop_table_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_drop_table_sqlite =
    schemake::edge_v1::edges(edges_0002_drop_table_sqlite_steps::list);
}
