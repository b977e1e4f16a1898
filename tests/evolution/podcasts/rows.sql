INSERT INTO Feeds (id, title, download_url, downloaded, link) VALUES (1, 'News', 'http://a', 1, 'x'), (2, NULL, 'http://b', 0, NULL);
INSERT INTO FeedItems VALUES (1, 'one', 1000, 0, NULL, 1, 'g1'), (2, 'two', 2000, 1, 'l', 1, 'g2'), (3, NULL, NULL, 2, NULL, 2, NULL);
INSERT INTO FeedMedia VALUES (1, 60, NULL, 'u', 7, 1), (2, NULL, NULL, NULL, 0, 2);
