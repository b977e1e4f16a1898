INSERT INTO task VALUES (1, 'a', 0, NULL, 'Inbox'), (2, 'b', 1, '2026-02-01', 'Home');
