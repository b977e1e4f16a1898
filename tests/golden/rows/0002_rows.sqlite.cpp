// clang-format off
// Written by schemake. Do not edit: schemake.sum holds its digest.
//
// 0002_rows: rows
//
// What changes
//   genre
//     removes row 3: id 3, name 'letters'
//     adds column added text, nullable, filled with CURRENT_DATE
//     changes row 2: name from 'poems' to 'poetry'
//     adds row 4: id 4, name 'children''s'
//   shelf
//     creates the table
//     adds column room text, not null
//     adds column part integer, not null
//     adds column wide boolean, not null, default false
//     adds primary key (room, part)
//     adds row 'hall', 1: part 1, room 'hall'
//     adds row 'hall', 2: part 2, room 'hall', wide true
//
// What it costs
//   writes every row of genre
//
// What it needs
//   SQLite 3.35.5 or newer
//
// Can it be taken back
//   yes

#include <schemake/edge_v1.hpp>

namespace schemake_catalog_library {
namespace edges_0002_rows_sqlite_steps {
using namespace schemake::edge_v1;

constexpr Step upgrade[] = {
  run(Phase::expand, "shelf", R"sql(
CREATE TABLE "shelf" (
  "room" TEXT NOT NULL,
  "part" INTEGER NOT NULL,
  "wide" INTEGER NOT NULL DEFAULT 0 CHECK ("wide" IN (0, 1)),
  PRIMARY KEY ("room", "part")
);
)sql"),
  run(Phase::expand, "shelf", R"sql(
INSERT INTO main."shelf" ("room", "part")
VALUES
  ('hall', 1)
ON CONFLICT DO NOTHING;
)sql"),
  run(Phase::expand, "shelf", R"sql(
INSERT INTO main."shelf" ("room", "part", "wide")
VALUES
  ('hall', 2, 1)
ON CONFLICT DO NOTHING;
)sql"),
  run(Phase::expand, "genre", R"sql(ALTER TABLE main."genre" ADD COLUMN "added" TEXT;)sql"),
  run(Phase::data, "genre", R"sql(
UPDATE main."genre"
SET "added" = (CURRENT_DATE);
)sql"),
  run(Phase::contract, "genre", R"sql(
DELETE FROM main."genre"
WHERE "id" = 3 AND "name" IS 'letters';
)sql"),
  run(Phase::contract, "genre", R"sql(
UPDATE OR IGNORE main."genre"
SET "name" = 'poetry'
WHERE "id" = 2 AND "name" IS 'poems';
)sql"),
  run(Phase::contract, "genre", R"sql(
INSERT INTO main."genre" ("id", "name")
VALUES
  (4, 'children''s')
ON CONFLICT DO NOTHING;
)sql"),
  guard(Phase::contract, "genre",
      "rows of book refer to the row 3 of genre, which the schema no longer has: let "
      "them refer to another one first",
      R"sql(
SELECT 1 FROM main."book" AS c WHERE c."genre" = 3 AND NOT EXISTS (SELECT 1 FROM main."genre" AS p WHERE p."id" = c."genre") LIMIT 1
)sql"),
};

constexpr Step downgrade[] = {
  run(Phase::contract, "genre", R"sql(
DELETE FROM main."genre"
WHERE "id" = 4 AND "name" IS 'children''s' AND "added" IS NULL;
)sql"),
  run(Phase::contract, "genre", R"sql(ALTER TABLE main."genre" DROP COLUMN "added";)sql"),
  run(Phase::contract, "shelf", R"sql(
DELETE FROM main."shelf"
WHERE ("room" = 'hall' AND "part" = 1 AND "wide" IS 0)
   OR ("room" = 'hall' AND "part" = 2 AND "wide" IS 1);
)sql"),
  run(Phase::contract, "shelf", R"sql(DROP TABLE main."shelf";)sql"),
  run(Phase::contract, "genre", R"sql(
UPDATE OR IGNORE main."genre"
SET "name" = 'poems'
WHERE "id" = 2 AND "name" IS 'poetry';
)sql"),
  run(Phase::contract, "genre", R"sql(
INSERT INTO main."genre" ("id", "name")
VALUES
  (3, 'letters')
ON CONFLICT DO NOTHING;
)sql"),
  guard(Phase::contract, "genre",
      "rows of book refer to the row 4 of genre, which the schema no longer has: let "
      "them refer to another one first",
      R"sql(
SELECT 1 FROM main."book" AS c WHERE c."genre" = 4 AND NOT EXISTS (SELECT 1 FROM main."genre" AS p WHERE p."id" = c."genre") LIMIT 1
)sql"),
};

constexpr Edge list[] = {
  {Kind::revision, "sqlite",
   "ebe7c7b03ac4a0b606bef31c41dc1343d8064a3dbce986c04a6b1b2ab898274a",
   "a400601ad1ce6db8131d764bc74009a229c4fb85421e5a858959cee4a2c68f3e",
   "0002_rows", /*draft*/ false, /*breaks*/ false, /*engine*/ 3035005,
   steps(upgrade), steps(downgrade), /*irreversible*/ ""},
};
}

extern const schemake::edge_v1::Edges edges_0002_rows_sqlite;
constexpr schemake::edge_v1::Edges edges_0002_rows_sqlite =
    schemake::edge_v1::edges(edges_0002_rows_sqlite_steps::list);
}
