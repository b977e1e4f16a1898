// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_views: views
//
// What changes
//   oldest
//     drops the view
//   named
//     changes the view from SELECT id, name FROM author WHERE name <> '' to SELECT id, name FROM
//         author WHERE length(name) > 1
//   few
//     creates the view SELECT id FROM named LIMIT 10
//
// What it needs
//   SQLite 3.35.5 or newer
//   no older binary on the same database: it may use what is renamed, dropped or tightened
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_views_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, "oldest", R"sql(DROP VIEW main."oldest";)sql"),
  run(Phase::expand, "named", R"sql(DROP VIEW main."named";)sql"),
  run(Phase::expand, "named", R"sql(
CREATE VIEW "named" AS
SELECT id, name FROM author WHERE length(name) > 1;
)sql"),
  run(Phase::expand, "few", R"sql(
CREATE VIEW "few" AS
SELECT id FROM named LIMIT 10;
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::expand, "few", R"sql(DROP VIEW main."few";)sql"),
  run(Phase::expand, "named", R"sql(DROP VIEW main."named";)sql"),
  run(Phase::expand, "named", R"sql(
CREATE VIEW "named" AS
SELECT id, name FROM author WHERE name <> '';
)sql"),
  run(Phase::expand, "oldest", R"sql(
CREATE VIEW "oldest" AS
SELECT min(id) FROM author;
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "56d5f516b10f2dd9f98832fbeee570ec76da30ff2c6ee20a7912bf85a15721ed",
   "7a4a8aaac8e13b942823760002de42fc4059ece1ffb991865649e9ba9302eed7",
   "0002_views", /*draft*/ false, /*breaks*/ true, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_views_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_views_sqlite =
    schemake::edge_v1::edges(edges_0002_views_sqlite_steps::list);
}
