"""The schema step that gives matters their attachments; the contents lie beside, in encrypted files."""

ATTACHMENTS = """
CREATE TABLE attachments (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    matter_id TEXT NOT NULL REFERENCES matters (id),
    reception_id TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size > 0),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('material', 'scan', 'reply', 'photo', 'other')),
    note TEXT NOT NULL,
    added_on TEXT NOT NULL,
    removed_on TEXT,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX attachments_by_matter ON attachments (matter_id, row);
CREATE INDEX attachments_by_content ON attachments (sha256);
"""
