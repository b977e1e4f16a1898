INSERT INTO notes (id, title, body, color) VALUES (1, 'a', 'one', 1), (5, 'b', 'two', 0);
INSERT INTO tags VALUES (1, 'work'), (2, 'home');
INSERT INTO note_tags VALUES (1, 1), (1, 2), (5, 2);
