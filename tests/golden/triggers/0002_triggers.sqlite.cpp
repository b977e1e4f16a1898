// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_triggers: triggers
//
// What changes
//   author
//     adds trigger author_trim after insert: UPDATE author SET name = trim(name) WHERE id =
//         NEW.id;
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_triggers_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, "author_trim", R"sql(
CREATE TRIGGER main."author_trim"
AFTER INSERT ON "author"
BEGIN
  UPDATE author SET name = trim(name) WHERE id = NEW.id;
END;
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::expand, "author_trim", R"sql(DROP TRIGGER main."author_trim";)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "f317aad1efb0bba2be4d4bbaf8801bc3a6f10a482ff88b8590bd7dc7970b6248",
   "5c3bfe25885f8ae88df0c8a420f442ecf456ef1b246cac5db2622cf02ce1bb1a",
   "0002_triggers", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_triggers_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_triggers_sqlite =
    schemake::edge_v1::edges(edges_0002_triggers_sqlite_steps::list);
}
