INSERT INTO currencies VALUES ('c', 'EUR', 100);
INSERT INTO accounts VALUES ('a', 'Bank', 'ASSET', 'c', NULL), ('b', 'Food', 'EXPENSE', 'c', 'a'), ('d', 'Odd', 'TRADING', 'c', NULL);
INSERT INTO transactions VALUES ('t', '1', '2026-01-02 10:59:00', 'Lunch'), ('u', '', NULL, NULL);
INSERT INTO splits VALUES ('s1', 't', 'a', -1250, 100), ('s2', 't', 'b', 1250, 100);
