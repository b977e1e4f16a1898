INSERT INTO feed VALUES (1, 'http://a', 'A'), (2, 'http://b', 'B');
INSERT INTO article (id, feed, guid, title, is_read) VALUES (1, 1, 'g', 'one', 1), (2, 1, 'h', NULL, 0), (3, 2, 'g', 'three', 0);
DELETE FROM article WHERE id = 3;
