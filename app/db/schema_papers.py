"""The schema step that lets papers keep what they say, and the office keep its own words for them."""

PAPERS = """
DROP TABLE documents;
CREATE TABLE documents (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    matter_id TEXT REFERENCES matters (id),
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    serial INTEGER NOT NULL,
    issued_on TEXT NOT NULL,
    about TEXT NOT NULL,
    prints INTEGER NOT NULL,
    slip TEXT NOT NULL,
    wording TEXT NOT NULL,
    filling TEXT NOT NULL,
    delivered_on TEXT,
    way TEXT NOT NULL,
    receiver TEXT NOT NULL,
    step TEXT NOT NULL,
    filed_on TEXT,
    voided_reason TEXT NOT NULL,
    awaited INTEGER NOT NULL DEFAULT 0 CHECK (awaited IN (0, 1))
) STRICT;
CREATE INDEX documents_by_matter ON documents (matter_id, row);
CREATE INDEX documents_awaited ON documents (issued_on, row) WHERE awaited = 1;
CREATE INDEX documents_by_number ON documents (number);
CREATE UNIQUE INDEX documents_by_slip ON documents (slip) WHERE slip <> '';
CREATE INDEX documents_unprinted ON documents (issued_on, row) WHERE prints = 0 AND voided_reason = '';
CREATE TABLE wordings (
    row INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    form TEXT NOT NULL,
    source TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('shipped', 'office', 'county')),
    note TEXT NOT NULL,
    kept_on TEXT NOT NULL
) STRICT;
CREATE TABLE wording_choices (
    form TEXT PRIMARY KEY,
    digest TEXT NOT NULL
) STRICT;
"""
