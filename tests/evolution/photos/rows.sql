INSERT INTO EventTable VALUES (1, 'Trip', 2), (2, NULL, NULL);
INSERT INTO PhotoTable VALUES (1, 'a.jpg', 4000, 3000, 10, 100, NULL, 1, NULL, 1), (2, 'b.jpg', 100, 200, 20, 200, NULL, 1, NULL, 1), (3, 'c.jpg', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO TagTable VALUES (1, 'sea', '1,2');
