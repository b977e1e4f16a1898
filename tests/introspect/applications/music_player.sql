-- A music player's library.
CREATE TABLE directories (path TEXT NOT NULL, subdirs INTEGER NOT NULL);
CREATE TABLE artists (artist_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE UNIQUE, sort_name TEXT COLLATE NOCASE, mbid VARCHAR(36) DEFAULT NULL, rating SMALLINT DEFAULT 0 CHECK (rating BETWEEN 0 AND 10));
CREATE TABLE albums (album_id INTEGER PRIMARY KEY AUTOINCREMENT, artist_id INTEGER REFERENCES artists(artist_id) ON DELETE SET NULL ON UPDATE CASCADE, title TEXT NOT NULL COLLATE NOCASE, year INT, compilation BOOL DEFAULT false, art_hash CHAR(40), added DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, UNIQUE (artist_id, title) ON CONFLICT IGNORE);
CREATE TABLE songs (
  title TEXT,
  album TEXT,
  artist TEXT COLLATE NOCASE,
  albumartist TEXT,
  track INTEGER NOT NULL DEFAULT -1,
  disc INTEGER NOT NULL DEFAULT -1,
  year INTEGER NOT NULL DEFAULT -1,
  genre TEXT,
  compilation INTEGER NOT NULL DEFAULT 0,
  beginning INTEGER NOT NULL DEFAULT 0,
  length INTEGER NOT NULL DEFAULT 0,
  bitrate INTEGER NOT NULL DEFAULT -1,
  directory_id INTEGER NOT NULL,
  url TEXT NOT NULL,
  filetype INTEGER NOT NULL DEFAULT 0,
  rating REAL DEFAULT -1,
  gain FLOAT DEFAULT 0.0,
  lastplayed INTEGER NOT NULL DEFAULT -1,
  playcount UNSIGNED INTEGER NOT NULL DEFAULT 0,
  album_id INTEGER REFERENCES albums,
  effective_albumartist TEXT GENERATED ALWAYS AS (CASE WHEN albumartist IS NOT NULL AND albumartist <> '' THEN albumartist ELSE artist END) VIRTUAL,
  duplicate_of INTEGER DEFAULT 0
);
CREATE TABLE playlists (name TEXT NOT NULL, last_played INTEGER NOT NULL DEFAULT -1, ui_order INTEGER NOT NULL DEFAULT 0, special_type TEXT, ui_path TEXT, is_favorite INTEGER NOT NULL DEFAULT 0, dynamic_playlist_type INTEGER, "Dynamic Backend" TEXT DEFAULT "none");
CREATE TABLE playlist_items (playlist INTEGER NOT NULL, type TEXT NOT NULL, collection_id INTEGER, url TEXT, position INTEGER, UNIQUE (playlist, position));
CREATE TABLE statistics (song INTEGER PRIMARY KEY REFERENCES albums, skips INT DEFAULT 0);
CREATE TABLE settings (key TEXT PRIMARY KEY NOT NULL, value);
CREATE INDEX idx_url ON songs (url);
CREATE INDEX idx_comp_artist ON songs (compilation, artist);
CREATE INDEX idx_album ON songs (album);
CREATE INDEX idx_album2 ON songs (album);
CREATE INDEX idx_title ON songs (title COLLATE NOCASE, track DESC) WHERE title IS NOT NULL;
CREATE VIEW duplicated_songs AS select artist dup_artist, album dup_album, title dup_title from songs as inner_songs where artist != '' and album != '' and title != '' group by artist, album , title having count(*) > 1;
CREATE VIEW duplicate_counts AS SELECT dup_artist, count(*) AS n FROM duplicated_songs GROUP BY dup_artist;
CREATE VIEW favorites AS SELECT name, "ui_order", "favorite" AS why FROM playlists WHERE "is_favorite" = 1 OR special_type = "starred" ORDER BY "ui_order";
CREATE TRIGGER forget_playlist AFTER DELETE ON playlists WHEN old.special_type IS NOT "starred" BEGIN INSERT OR REPLACE INTO settings (key, value) VALUES ("last deleted", old.name); DELETE FROM playlist_items WHERE "type" = "song" AND "playlist" = old.rowid; END;
CREATE VIRTUAL TABLE songs_fts USING fts3( title, album, artist, tokenize=simple );
