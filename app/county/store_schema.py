"""Every change of the county store's schema, oldest first; SQL text only, frozen once landed."""

from app.db.engine.connection import Migration

APPLICATION_ID = 0x58464443  # "XFDC": a county's store

_OFFICE = """
CREATE TABLE office (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    epoch TEXT NOT NULL,
    keys TEXT NOT NULL
) STRICT;
CREATE TABLE townships (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    age TEXT NOT NULL,
    ed25519 TEXT NOT NULL,
    key_id TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    enrolled_at TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
    epoch TEXT NOT NULL,
    numbered INTEGER NOT NULL CHECK (numbered >= 0)
) STRICT;
CREATE TABLE past_keys (
    code TEXT NOT NULL REFERENCES townships (code),
    key_id TEXT NOT NULL,
    age TEXT NOT NULL,
    ed25519 TEXT NOT NULL,
    retired_at TEXT NOT NULL,
    PRIMARY KEY (code, key_id)
) STRICT;
"""

_BUNDLES = """
CREATE TABLE bundles (
    id INTEGER PRIMARY KEY,
    township TEXT NOT NULL REFERENCES townships (code),
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    epoch TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    hash TEXT NOT NULL UNIQUE,
    previous TEXT NOT NULL,
    file_name TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('take', 'hold')),
    note TEXT NOT NULL,
    counts TEXT NOT NULL,
    head_seq INTEGER NOT NULL,
    head TEXT NOT NULL,
    answered_in INTEGER REFERENCES sent (id),
    UNIQUE (township, epoch, sequence)
) STRICT;
CREATE TABLE sent (
    id INTEGER PRIMARY KEY,
    township TEXT NOT NULL REFERENCES townships (code),
    epoch TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    hash TEXT NOT NULL,
    file_name TEXT NOT NULL,
    body BLOB NOT NULL,
    written_at TEXT,
    UNIQUE (township, epoch, sequence)
) STRICT;
CREATE TABLE answers (
    bundle INTEGER NOT NULL REFERENCES bundles (id),
    record_table TEXT NOT NULL,
    record_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    result TEXT NOT NULL CHECK
        (result IN ('accepted', 'duplicate', 'held', 'conflict', 'stale', 'voided', 'rejected')),
    county_number TEXT NOT NULL,
    field TEXT NOT NULL,
    sentence TEXT NOT NULL,
    PRIMARY KEY (bundle, record_table, record_id)
) STRICT;
CREATE TABLE figures (
    township TEXT NOT NULL REFERENCES townships (code),
    period TEXT NOT NULL,
    figure TEXT NOT NULL,
    value INTEGER,
    numerator INTEGER,
    denominator INTEGER,
    text TEXT NOT NULL,
    bundle INTEGER NOT NULL REFERENCES bundles (id),
    PRIMARY KEY (township, period, figure)
) STRICT;
"""

_RECORDS = """
CREATE TABLE records (
    township TEXT NOT NULL REFERENCES townships (code),
    record_table TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    void INTEGER NOT NULL CHECK (void IN (0, 1)),
    county_number TEXT NOT NULL,
    matter_id TEXT,
    channel TEXT,
    head_count INTEGER,
    registered_on TEXT,
    accepted_on TEXT,
    closed_on TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (township, record_table, id)
) STRICT;
CREATE INDEX records_by_day ON records (township, record_table, registered_on)
    WHERE registered_on IS NOT NULL;
CREATE TABLE conflicts (
    township TEXT NOT NULL REFERENCES townships (code),
    record_table TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (township, record_table, id, revision, content_hash)
) STRICT;
CREATE TABLE withheld (
    township TEXT NOT NULL REFERENCES townships (code),
    record_table TEXT NOT NULL,
    record_id TEXT NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (township, record_table, record_id, field)
) STRICT;
CREATE TABLE entries (
    township TEXT NOT NULL REFERENCES townships (code),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (township, seq)
) STRICT;
"""

MIGRATIONS = (
    Migration("office", _OFFICE),
    Migration("bundles", _BUNDLES),
    Migration("records", _RECORDS),
)
