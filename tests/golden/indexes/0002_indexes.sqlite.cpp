// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_indexes: indexes
//
// What changes
//   author
//     changes index author_by_name on (name) to on (name collate NOCASE)
//     adds index author_lower unique on (lower(name))
//     adds index author_recent on (born descending) where born > '1950-01-01'
//
// What it costs
//   scans author to see that its rows allow the change
//   sorts the rows of author for index author_by_name
//   sorts the rows of author for index author_recent
//   sorts the rows of author for index author_lower
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_indexes_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  guard(Phase::expand, "author",
      "rows of author have the same values in author.author_lower, which must be "
      "unique: mend them first",
      R"sql(
SELECT 1 FROM main."author" WHERE (lower(name)) IS NOT NULL GROUP BY (lower(name)) HAVING count(*) > 1 LIMIT 1
)sql"),
  run(Phase::expand, "author_by_name", R"sql(DROP INDEX main."author_by_name";)sql"),
  run(Phase::expand, "author_by_name", R"sql(
CREATE INDEX main."author_by_name" ON "author" ("name" COLLATE "NOCASE");
)sql"),
  run(Phase::expand, "author_recent", R"sql(
CREATE INDEX main."author_recent" ON "author" ("born" DESC) WHERE born > '1950-01-01';
)sql"),
  run(Phase::contract, "author_lower", R"sql(
CREATE UNIQUE INDEX main."author_lower" ON "author" ((lower(name)));
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::expand, "author_by_name", R"sql(DROP INDEX main."author_by_name";)sql"),
  run(Phase::expand, "author_lower", R"sql(DROP INDEX main."author_lower";)sql"),
  run(Phase::expand, "author_recent", R"sql(DROP INDEX main."author_recent";)sql"),
  run(Phase::expand, "author_by_name", R"sql(
CREATE INDEX main."author_by_name" ON "author" ("name");
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "550083dba8bb00da155895937bd6df0d98d73f693694ba30bb258b3f86e5b660",
   "86579460305b4cb95ef6333969b12394e3aabec09f991d46cbc9ff9066304c11",
   "0002_indexes", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_indexes_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_indexes_sqlite =
    schemake::edge_v1::edges(edges_0002_indexes_sqlite_steps::list);
}
