-- A mixing desk whose tables come from several places: keys that SQLite cannot hold rows to, with
-- rows that break them, as the application never turned foreign keys on.
CREATE TABLE tracks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  artist varchar(64),
  location INTEGER REFERENCES track_locations(location),
  crate INTEGER REFERENCES "crates_old"(id) ON DELETE CASCADE,
  bpm FLOAT
);
CREATE TABLE track_locations (id INTEGER PRIMARY KEY, location varchar(512), size INTEGER);
CREATE INDEX track_by_location ON track_locations (location);
CREATE TABLE box_playlist_tracks (
  id INTEGER PRIMARY KEY,
  playlist_id INTEGER REFERENCES box_playlist(id),
  track_id INTEGER REFERENCES tracks(id),
  position INTEGER,
  kind TEXT REFERENCES kinds
);
CREATE TABLE kinds (name TEXT, spare TEXT);
CREATE VIEW loud AS SELECT id, artist FROM tracks WHERE bpm > 120;
CREATE TABLE notes (id INTEGER PRIMARY KEY, loud INTEGER REFERENCES loud(id), text TEXT, spare TEXT);
INSERT INTO track_locations VALUES (1, '/a', 7), (2, '/a', 8);
INSERT INTO tracks VALUES (1, 'Ada', 1, 5, 128.0), (2, NULL, NULL, NULL, 99);
INSERT INTO box_playlist_tracks VALUES (1, 77, 1, 1, 'x'), (2, NULL, 2, 2, NULL);
INSERT INTO notes VALUES (1, 9, 'nine', NULL);
