"""The schema step that gives the office a calendar of its own."""

CALENDAR = """
CREATE TABLE calendar_days (
    day TEXT NOT NULL,
    notice INTEGER NOT NULL,
    working INTEGER NOT NULL CHECK (working IN (0, 1)),
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (day, notice)
) STRICT, WITHOUT ROWID;
CREATE TABLE calendar_years (
    year INTEGER PRIMARY KEY,
    source TEXT NOT NULL
) STRICT;
"""
