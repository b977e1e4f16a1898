INSERT INTO contact VALUES (1, '+1', 'Ann', x'01'), (2, '+2', NULL, NULL);
INSERT INTO thread VALUES (1, 1, 3, 0), (2, 2, 0, 1);
INSERT INTO message VALUES (1, 1, 100, 'hello', 0), (2, 1, 200, NULL, 1), (3, 2, 300, 'bye', 7);
DELETE FROM message WHERE id = 3;
INSERT INTO message VALUES (9, 2, 300, 'bye', 7);
