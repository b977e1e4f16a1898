// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_rename_column: rename column
//
// What changes
//   author
//     renames column name to full_name
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_rename_column_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, "author", R"sql(
ALTER TABLE main."author" RENAME COLUMN "name" TO "full_name";
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::expand, "author", R"sql(
ALTER TABLE main."author" RENAME COLUMN "full_name" TO "name";
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "f51b696c4a6af51adb89f76ef1a26b251e965912e25f43bcdf5a34597a895298",
   "cbb1eccf29301bea5762920257ff6f04fd8a5bdb9be3eb39f2b20419e0d3551e",
   "0002_rename_column", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_rename_column_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_rename_column_sqlite =
    schemake::edge_v1::edges(edges_0002_rename_column_sqlite_steps::list);
}
