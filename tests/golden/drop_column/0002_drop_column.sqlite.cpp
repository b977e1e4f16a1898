// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_drop_column: drop column
//
// What changes
//   author
//     drops column born and its values
//     drops column nickname and its values
//
// What it costs
//   writes every row of author without the columns that are dropped
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// What is lost
//   author.born: drops the column and its values (accepted)
//   author.nickname: drops the column and its values (accepted)
//
// Can it be taken back
//   yes, but the values that are lost stay lost

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_drop_column_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::contract, "author", R"sql(ALTER TABLE main."author" DROP COLUMN "nickname";)sql"),
  run(Phase::contract, "author", R"sql(ALTER TABLE main."author" DROP COLUMN "born";)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::expand, "author", R"sql(ALTER TABLE main."author" ADD COLUMN "nickname" TEXT;)sql"),
  run(Phase::expand, "author", R"sql(ALTER TABLE main."author" ADD COLUMN "born" TEXT;)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "75907c2ae512c02366aff15705faa94d303434ecb9a73e9d9027b0b82ecadc19",
   "2b9462e7f8c932bbf1a322d3614115ef1b0d3cb4613186a13af2eea4c925d350",
   "0002_drop_column", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_drop_column_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_drop_column_sqlite =
    schemake::edge_v1::edges(edges_0002_drop_column_sqlite_steps::list);
}
