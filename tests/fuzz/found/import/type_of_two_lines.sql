CREATE TABLE t (a 'long
text');