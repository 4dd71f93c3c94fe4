"""The schema step that keeps apart what later months ask of a closed period.

A closing keeps every record it counted, some hundred kilobytes a month. Its name and what it told are asked
for whenever a month is shown, of every closed period there is: reading them must not mean reading the records.
"""

CLOSINGS = """
ALTER TABLE periods ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE periods ADD COLUMN told TEXT NOT NULL DEFAULT '{}';
"""
