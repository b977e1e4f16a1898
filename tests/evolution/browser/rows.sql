INSERT INTO moz_places VALUES (1, 'http://a', 'A', 2, 0), (2, 'http://b', NULL, NULL, 1);
INSERT INTO moz_historyvisits VALUES (1, NULL, 1, 100, 1, 3), (2, 1, 1, 200, 4, 3), (3, NULL, 2, 300, 1, NULL);
INSERT INTO moz_bookmarks VALUES (1, 2, NULL, NULL, 0, 'root'), (2, 1, 1, 1, 0, 'A');
