"""The schema step for what is not yet registered: drafts, and the letters of which only the envelope is."""

DRAFTS = """
CREATE TABLE drafts (
    kind TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;
CREATE INDEX receptions_by_envelope ON receptions (row) WHERE envelope_number <> '';
CREATE INDEX receptions_envelope_only ON receptions (matter_id) WHERE note = '先登记信封';
"""
