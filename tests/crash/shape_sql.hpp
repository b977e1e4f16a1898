#ifndef SCHEMAKE_TESTS_CRASH_SHAPE_SQL_HPP
#define SCHEMAKE_TESTS_CRASH_SHAPE_SQL_HPP

// The schemas, rows and scripts of the shapes, as the generator writes such.

namespace schemake::test {

inline constexpr const char* kLibraryRows = R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 60)
  INSERT INTO author (id, name) SELECT i, 'author number ' || i FROM n;
INSERT INTO book SELECT id, id, 'book ' || id FROM author;
INSERT INTO author (id, name) VALUES (900, 'gone'); DELETE FROM author WHERE id = 900)";

inline constexpr const char* kSetting =
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value ANY) STRICT";
inline constexpr const char* kSettingUnit =
    "ALTER TABLE setting ADD COLUMN unit TEXT; INSERT INTO setting VALUES ('width', 80, 'em')";

// One table, with an index and a view of the schema's own.
inline constexpr const char* kOrder = R"(
CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL);
CREATE INDEX item_by_name ON item (name DESC);
CREATE VIEW short_item AS SELECT id, name FROM item WHERE length(name) < 10;
CREATE TABLE log (id INTEGER PRIMARY KEY, item INTEGER REFERENCES item (id) ON DELETE SET NULL))";
inline constexpr const char* kOrderRows = R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 80)
  INSERT INTO item SELECT i, 'item ' || i, 'note ' || i FROM n;
INSERT INTO log SELECT id, id FROM item)";
inline constexpr const char* kRename = R"(
ALTER TABLE item RENAME COLUMN name TO title;
ALTER TABLE item RENAME TO product;
ALTER TABLE log RENAME COLUMN item TO product;
DROP INDEX item_by_name;
CREATE INDEX product_by_title ON product (title DESC))";
inline constexpr const char* kOrderRebuild = R"(
CREATE TABLE item_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT);
INSERT INTO main.item_new (id, name, note) SELECT id, name, note FROM main.item;
DROP TABLE main.item;
ALTER TABLE main.item_new RENAME TO item)";

inline constexpr const char* kOrderRank = "ALTER TABLE item ADD COLUMN rank INTEGER DEFAULT 1";
inline constexpr const char* kOrderRankRebuild = R"(
CREATE TABLE item_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL,
  rank INTEGER DEFAULT 2);
INSERT INTO main.item_new (id, name, note, rank) SELECT id, name, note, rank FROM main.item;
DROP TABLE main.item;
ALTER TABLE main.item_new RENAME TO item)";

// The sequence is ahead of the rows, there are statistics, and user_version is the application's.
inline constexpr const char* kSequence =
    "CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);"
    "CREATE INDEX item_by_name ON item (name)";
inline constexpr const char* kSequenceRows = R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 80)
  INSERT INTO item SELECT i, 'item ' || i FROM n;
DELETE FROM item WHERE id > 70;
ANALYZE;
PRAGMA user_version = 7)";
inline constexpr const char* kSequenceRebuild = R"(
CREATE TABLE item_new (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
INSERT INTO main.item_new (id, name) SELECT id, name FROM main.item;
DROP TABLE main.item;
ALTER TABLE main.item_new RENAME TO item)";

// Two tables that refer to each other, with a third below them.
inline constexpr const char* kCircle = R"(
CREATE TABLE item (id INTEGER PRIMARY KEY, box INTEGER REFERENCES box (id) ON DELETE CASCADE);
CREATE TABLE box (id INTEGER PRIMARY KEY, favourite INTEGER REFERENCES item (id) ON DELETE CASCADE);
CREATE TABLE label (box INTEGER REFERENCES box (id) ON DELETE CASCADE, text TEXT))";
inline constexpr const char* kCircleRows = R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50)
  INSERT INTO box SELECT i, NULL FROM n;
INSERT INTO item SELECT id, id FROM box;
UPDATE box SET favourite = id;
INSERT INTO label SELECT id, 'label ' || id FROM box)";
inline constexpr const char* kCircleItem = R"(
CREATE TABLE item_new (
  id INTEGER PRIMARY KEY, box INTEGER NOT NULL REFERENCES box (id) ON DELETE CASCADE);
INSERT INTO main.item_new (id, box) SELECT id, box FROM main.item;
DROP TABLE main.item;
ALTER TABLE main.item_new RENAME TO item)";
inline constexpr const char* kCircleBox = R"(
CREATE TABLE box_new (
  id INTEGER PRIMARY KEY, favourite INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE);
INSERT INTO main.box_new (id, favourite) SELECT id, favourite FROM main.box;
DROP TABLE main.box;
ALTER TABLE main.box_new RENAME TO box)";
inline constexpr const char* kCircleLabel = R"(
CREATE TABLE label_new (
  box INTEGER NOT NULL REFERENCES box (id) ON DELETE CASCADE, text TEXT NOT NULL);
INSERT INTO main.label_new (rowid, box, text) SELECT rowid, box, text FROM main.label;
DROP TABLE main.label;
ALTER TABLE main.label_new RENAME TO label)";

// A column that is split in two: expand, data, contract.
inline constexpr const char* kPerson =
    "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL)";
inline constexpr const char* kPersonRows = R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 80)
  INSERT INTO item SELECT i, 'Ada Lovelace' || i FROM n)";
inline constexpr const char* kPersonSplit =
    "ALTER TABLE item ADD COLUMN first TEXT; ALTER TABLE item ADD COLUMN last TEXT";
inline constexpr const char* kPersonMove =
    "UPDATE item SET first = substr(name, 1, instr(name, ' ') - 1), "
    "last = substr(name, instr(name, ' ') + 1)";
inline constexpr const char* kPersonRebuild = R"(
CREATE TABLE item_new (id INTEGER PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL);
INSERT INTO main.item_new (id, first, last) SELECT id, first, last FROM main.item;
DROP TABLE main.item;
ALTER TABLE main.item_new RENAME TO item)";

// What the rebuild sets aside: views over views, triggers on a table and on a view, of the schema
// and, made with the rows, of somebody else.
inline constexpr const char* kAside = R"(
CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE log (text TEXT);
CREATE INDEX item_by_name ON item (name) WHERE name IS NOT NULL;
CREATE VIEW named AS SELECT id, name FROM item WHERE name IS NOT NULL;
CREATE TRIGGER item_logged AFTER INSERT ON item BEGIN INSERT INTO log VALUES (new.name); END)";
inline constexpr const char* kAsideRows = R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 60)
  INSERT INTO item SELECT i, 'item ' || i FROM n;
CREATE VIEW counted AS SELECT count(*) AS all_of_them FROM named;
CREATE INDEX item_foreign ON item (length(name));
CREATE TRIGGER named_insert INSTEAD OF INSERT ON named
  BEGIN INSERT INTO item (name) VALUES (new.name); END;
CREATE TRIGGER log_kept BEFORE DELETE ON log
  BEGIN SELECT raise(ABORT, 'kept') FROM item LIMIT 1; END)";
inline constexpr const char* kAsideRebuild = R"(
CREATE TABLE item_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO main.item_new (id, name) SELECT id, name FROM main.item;
DROP TABLE main.item;
ALTER TABLE main.item_new RENAME TO item)";

// Full text over the rows of a table, made anew with another tokenizer.
inline constexpr const char* kSearch = R"(
CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE VIRTUAL TABLE found USING fts5(text, content = 'item', content_rowid = 'id'))";
inline constexpr const char* kSearchRows = R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 40)
  INSERT INTO item SELECT i, 'running text number ' || i FROM n;
INSERT INTO found (found) VALUES ('rebuild'))";
inline constexpr const char* kSearchAnew = R"(
DROP TABLE found;
CREATE VIRTUAL TABLE found
  USING fts5(text, content = 'item', content_rowid = 'id', tokenize = 'porter');
INSERT INTO found (found) VALUES ('rebuild'))";

// Long rows, so that a small page cache does not hold them.
inline constexpr const char* kWide = "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)";
inline constexpr const char* kWideRows = R"(
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100)
  INSERT INTO item SELECT i, 'item ' || i || ' ' || hex(zeroblob(400)) FROM n)";
inline constexpr const char* kWideRebuild = R"(
CREATE TABLE item_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO main.item_new (id, name) SELECT id, name FROM main.item;
DROP TABLE main.item;
ALTER TABLE main.item_new RENAME TO item)";

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_CRASH_SHAPE_SQL_HPP
