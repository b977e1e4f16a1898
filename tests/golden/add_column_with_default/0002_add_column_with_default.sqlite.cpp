// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_add_column_with_default: add column with default
//
// What changes
//   author
//     adds column active boolean, not null, default true
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_add_column_with_default_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, "author", R"sql(
ALTER TABLE main."author" ADD COLUMN "active" INTEGER NOT NULL DEFAULT 1 CHECK ("active" IN (0, 1));
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::contract, "author", R"sql(ALTER TABLE main."author" DROP COLUMN "active";)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "f317aad1efb0bba2be4d4bbaf8801bc3a6f10a482ff88b8590bd7dc7970b6248",
   "3f92457d18f2a6bbda38dda0a53895dcf8233ac9f245cdd4fffe7b31e3cfa6e6",
   "0002_add_column_with_default", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_add_column_with_default_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_add_column_with_default_sqlite =
    schemake::edge_v1::edges(edges_0002_add_column_with_default_sqlite_steps::list);
}
