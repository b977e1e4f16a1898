// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_rename_table: rename table
//
// What changes
//   author
//     renames table writer to author
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_rename_table_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, "author", R"sql(ALTER TABLE main."writer" RENAME TO "author";)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::expand, "writer", R"sql(ALTER TABLE main."author" RENAME TO "writer";)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "b14dac9d360f55dfabb795272421b49f45d09a72699b7e240221f09aa0671854",
   "fc17a37ffe08b7fdf4da66d74b0a76150971814ca2cc7578d528e80c8bd91062",
   "0002_rename_table", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_rename_table_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_rename_table_sqlite =
    schemake::edge_v1::edges(edges_0002_rename_table_sqlite_steps::list);
}
