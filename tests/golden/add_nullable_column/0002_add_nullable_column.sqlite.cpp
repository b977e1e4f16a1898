// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_add_nullable_column: add nullable column
//
// What changes
//   author
//     adds column born date, nullable
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_add_nullable_column_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, "author", R"sql(ALTER TABLE main."author" ADD COLUMN "born" TEXT;)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::contract, "author", R"sql(ALTER TABLE main."author" DROP COLUMN "born";)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "f317aad1efb0bba2be4d4bbaf8801bc3a6f10a482ff88b8590bd7dc7970b6248",
   "90a2c8e774f7921d85c0dff89a8b299eb7d2fc2750d5999b696e6faaec888a6a",
   "0002_add_nullable_column", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_add_nullable_column_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_add_nullable_column_sqlite =
    schemake::edge_v1::edges(edges_0002_add_nullable_column_sqlite_steps::list);
}
