INSERT INTO accounts VALUES (1, 'imap.example.org', 'ann', 993);
INSERT INTO folders VALUES (1, 1, 'INBOX', 'Inbox'), (2, 1, 'Sent', 'User');
INSERT INTO messages VALUES (1, 1, 7, '<a@b>', 'Hi', 'Bob Builder <bob@example.org>', 150, 0), (2, 1, 8, NULL, NULL, 'ann@example.org', 250, 1), (3, 2, NULL, NULL, 'x', NULL, 300, 0);
