INSERT INTO packages VALUES (1, 'x', 'bash', 'x86', '5', '0', '1', '123'), (2, 'y', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO provides VALUES ('bash', 'EQ', '5', 1), ('sh', NULL, NULL, 1);
INSERT INTO requires VALUES ('libc', 'GE', 1);
