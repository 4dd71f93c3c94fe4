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

# `versions` is what the decision table asks (small, by identity), `records` what is read and counted (by
# month); both as on a server, where months and counties are partitions. Answers are read by bundle only.
_MONTHS = """
CREATE TABLE versions (
    township TEXT NOT NULL,
    record_table TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    void INTEGER NOT NULL CHECK (void IN (0, 1)),
    county_number TEXT NOT NULL,
    PRIMARY KEY (township, record_table, id)
) STRICT, WITHOUT ROWID;
INSERT INTO versions SELECT township, record_table, id, revision, content_hash, void, county_number FROM records;
CREATE TABLE monthly_records (
    county TEXT NOT NULL,
    month TEXT NOT NULL,
    township TEXT NOT NULL,
    record_table TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    void INTEGER NOT NULL CHECK (void IN (0, 1)),
    matter_id TEXT,
    channel TEXT,
    head_count INTEGER,
    registered_on TEXT,
    accepted_on TEXT,
    closed_on TEXT,
    merged_into TEXT,
    split_from TEXT,
    person_id TEXT,
    identity TEXT,
    contact TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (township, record_table, id)
) STRICT;
INSERT INTO monthly_records SELECT substr(township, 1, 6) || '000000',
    CASE WHEN registered_on >= '2020-01' THEN substr(registered_on, 1, 7) ELSE '' END,
    township, record_table, id, revision, void, matter_id, channel, head_count, registered_on, accepted_on, closed_on,
    nullif(json_extract(body, '$.merged_into'), ''), nullif(json_extract(body, '$.split_from'), ''),
    CASE record_table WHEN 'reception_people' THEN nullif(json_extract(body, '$.person_id'), '') END,
    CASE record_table WHEN 'people' THEN nullif(upper(trim(json_extract(body, '$.id_number'))), '')
        WHEN 'matters' THEN nullif(trim(json_extract(body, '$.external_number')), '') END,
    CASE WHEN record_table = 'people' AND json_extract(body, '$.name') <> '' AND json_extract(body, '$.phone') <> ''
        THEN json_extract(body, '$.name') || ' ' || json_extract(body, '$.phone') END, body FROM records;
DROP TABLE records;
ALTER TABLE monthly_records RENAME TO records;
CREATE INDEX records_by_day ON records (township, registered_on) WHERE registered_on IS NOT NULL;
CREATE INDEX records_accepted ON records (township, accepted_on) WHERE accepted_on IS NOT NULL;
CREATE INDEX records_closed ON records (township, closed_on) WHERE closed_on IS NOT NULL;
CREATE INDEX records_apart ON records (township) WHERE record_table = 'matters'
    AND (void = 1 OR merged_into IS NOT NULL OR split_from IS NOT NULL);
CREATE INDEX records_by_person ON records (township, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX records_by_identity ON records (record_table, identity, township) WHERE identity IS NOT NULL;
CREATE INDEX records_by_contact ON records (record_table, contact, township) WHERE contact IS NOT NULL;
CREATE TABLE monthly_entries (
    county TEXT NOT NULL,
    month TEXT NOT NULL,
    township TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (township, seq)
) STRICT;
INSERT INTO monthly_entries SELECT substr(township, 1, 6) || '000000',
    substr(json_extract(body, '$.recorded_at'), 1, 7), township, seq, hash, body FROM entries;
DROP TABLE entries;
ALTER TABLE monthly_entries RENAME TO entries;
CREATE TABLE bundle_answers (
    bundle INTEGER NOT NULL REFERENCES bundles (id),
    record_table TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (bundle, record_table)
) STRICT;
INSERT INTO bundle_answers SELECT bundle, record_table,
    json_group_array(json_array(record_id, revision, result, county_number, field, sentence))
    FROM answers GROUP BY bundle, record_table;
DROP TABLE answers;
ALTER TABLE bundle_answers RENAME TO answers;
CREATE TABLE choices (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE links (
    kind TEXT NOT NULL CHECK (kind IN ('person', 'matter')),
    one_township TEXT NOT NULL,
    one_id TEXT NOT NULL,
    other_township TEXT NOT NULL,
    other_id TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
    reason TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (kind, one_township, one_id, other_township, other_id)
) STRICT;
"""

# What the county itself reported to the city, and what the city answered.
_REPORTS = """
CREATE TABLE reports (
    hash TEXT PRIMARY KEY,
    city TEXT NOT NULL,
    epoch TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    period TEXT NOT NULL,
    file_name TEXT NOT NULL,
    written_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('made', 'written', 'received', 'processed')),
    answered_at TEXT NOT NULL,
    UNIQUE (epoch, sequence)
) STRICT;
"""

MIGRATIONS = (
    Migration("office", _OFFICE),
    Migration("bundles", _BUNDLES),
    Migration("records", _RECORDS),
    Migration("months", _MONTHS),
    Migration("reports", _REPORTS),
)
