"""The schema step for what comes down from the county, and for the lives of a register."""

EXCHANGE_KINDS = """
CREATE TABLE epochs (
    epoch TEXT PRIMARY KEY,
    floor INTEGER NOT NULL,
    started_on TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE TABLE assignments (
    id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    matter_id TEXT NOT NULL,
    county_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    due_on TEXT,
    taken_on TEXT NOT NULL
) STRICT;
CREATE INDEX assignments_by_matter ON assignments (matter_id);
CREATE TABLE configurations (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_on TEXT NOT NULL,
    lines TEXT NOT NULL
) STRICT;
"""
