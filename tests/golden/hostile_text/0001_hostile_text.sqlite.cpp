// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0001_hostile_text: hostile text
//
// What changes
//   a"b)sql"c
//     creates the table, comment 'ends in a backslash \'
//     adds column id bigint, not null
//     adds column it's ? ?/ */ text, not null, default ')sql" ; DROP TABLE x --'
//     adds primary key (id)
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0001_hostile_text_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, R"sql1(a"b)sql"c)sql1", R"sql1(
CREATE TABLE "a""b)sql""c" (
  "id" INTEGER PRIMARY KEY,
  "it's ??/ */" TEXT NOT NULL DEFAULT ')sql" ; DROP TABLE x --'
);
)sql1"),
};

constexpr Step downgrade[] = {
  run(Phase::contract, R"sql1(a"b)sql"c)sql1", R"sql1(DROP TABLE main."a""b)sql""c";)sql1"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "base",
   "7ce51a6c51b5061386cf476af1e78f539e855a91a2f91efb8715ec4c13f92d6c",
   "0001_hostile_text", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0001_hostile_text_sqlite;
constexpr schemake::edge_v1::Edges edges_0001_hostile_text_sqlite =
    schemake::edge_v1::edges(edges_0001_hostile_text_sqlite_steps::list);
}
