"""Writes bank.sqlite of this folder with Python's sqlite3: what files of other programs have, and traps that nothing may step into."""

import os
import sqlite3

if os.path.exists("bank.sqlite"):
    os.remove("bank.sqlite")
db = sqlite3.connect("bank.sqlite")
db.executescript(
    """
    PRAGMA page_size = 512;
    CREATE TABLE 客户 (id INTEGER PRIMARY KEY, "name" VARCHAR(40), opened DATE, seen DATETIME, vip BOOLEAN, balance DECIMAL(9,2),
      rate REAL, card BIGINT, odd, raw BLOB, total AS (balance * 2));
    CREATE TABLE "order" (no TEXT PRIMARY KEY, id INT) WITHOUT ROWID;
    CREATE TABLE empty (a INTEGER, b TEXT);
    CREATE VIEW everything AS SELECT * FROM 客户;
    CREATE TABLE log (what TEXT);
    CREATE TRIGGER trap AFTER INSERT ON 客户 BEGIN INSERT INTO log VALUES ('inserted'); END;
    """
)
rows = [
    (1, "张三", "2024-02-29", "2024-02-29 08:00:00", 1, 12, 0.1, 6222030000112345678, "x", b"a\x00\xff"),
    (2, "", "2024-03-01", "2024-03-01T09:30:00.5", 0, 2.5, 2.0, 1, 7, None),
    (3, None, None, None, None, None, None, None, None, None),
]
db.executemany('INSERT INTO 客户 (id, "name", opened, seen, vip, balance, rate, card, odd, raw) VALUES (?,?,?,?,?,?,?,?,?,?)', rows)
db.executemany('INSERT INTO "order" VALUES (?, ?)', [(f"{i:05d}", i % 3) for i in range(200)])
db.commit()
db.execute("PRAGMA journal_mode = WAL")
db.close()
