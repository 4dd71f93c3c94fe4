"""The same tables on a server: partitioned by county and month, with three roles of least rights.

SQL text only, frozen once landed, as in `store_schema.py`. `petition_owner` owns everything and
is used for setting up alone; `petition_loader` takes bundles in and answers; `petition_reader`
counts. A colleague's account gets one of the last two (`GRANT petition_loader TO zhang`).
"""

from app.county.postgres.connection import SCHEMA

_TABLES = """
CREATE TABLE office (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    epoch TEXT NOT NULL,
    keys TEXT NOT NULL
);
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
);
CREATE TABLE past_keys (
    code TEXT NOT NULL REFERENCES townships (code),
    key_id TEXT NOT NULL,
    age TEXT NOT NULL,
    ed25519 TEXT NOT NULL,
    retired_at TEXT NOT NULL,
    PRIMARY KEY (code, key_id)
);
CREATE TABLE sent (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    township TEXT NOT NULL REFERENCES townships (code),
    epoch TEXT NOT NULL,
    sequence BIGINT NOT NULL CHECK (sequence > 0),
    hash TEXT NOT NULL,
    file_name TEXT NOT NULL,
    body BYTEA NOT NULL,
    written_at TEXT,
    UNIQUE (township, epoch, sequence)
);
CREATE TABLE bundles (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    township TEXT NOT NULL REFERENCES townships (code),
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    epoch TEXT NOT NULL,
    sequence BIGINT NOT NULL CHECK (sequence > 0),
    hash TEXT NOT NULL UNIQUE,
    previous TEXT NOT NULL,
    file_name TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('take', 'hold')),
    note TEXT NOT NULL,
    counts TEXT NOT NULL,
    head_seq BIGINT NOT NULL,
    head TEXT NOT NULL,
    answered_in BIGINT REFERENCES sent (id),
    UNIQUE (township, epoch, sequence)
);
CREATE TABLE answers (
    bundle BIGINT NOT NULL REFERENCES bundles (id),
    record_table TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (bundle, record_table)
);
CREATE TABLE figures (
    township TEXT NOT NULL REFERENCES townships (code),
    period TEXT NOT NULL,
    figure TEXT NOT NULL,
    value BIGINT,
    numerator BIGINT,
    denominator BIGINT,
    text TEXT NOT NULL,
    bundle BIGINT NOT NULL REFERENCES bundles (id),
    PRIMARY KEY (township, period, figure)
);
CREATE TABLE conflicts (
    township TEXT NOT NULL REFERENCES townships (code),
    record_table TEXT NOT NULL,
    id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (township, record_table, id, revision, content_hash)
);
CREATE TABLE withheld (
    township TEXT NOT NULL REFERENCES townships (code),
    record_table TEXT NOT NULL,
    record_id TEXT NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (township, record_table, record_id, field)
);
CREATE TABLE files (
    township TEXT NOT NULL,
    hash TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (township, hash)
);
CREATE TABLE choices (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
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
);
CREATE TABLE versions (
    township TEXT NOT NULL,
    record_table TEXT NOT NULL,
    id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    void INTEGER NOT NULL CHECK (void IN (0, 1)),
    county_number TEXT NOT NULL,
    PRIMARY KEY (township, record_table, id)
);
CREATE TABLE records (
    county TEXT NOT NULL,
    month TEXT NOT NULL,
    township TEXT NOT NULL,
    record_table TEXT NOT NULL,
    id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    void INTEGER NOT NULL CHECK (void IN (0, 1)),
    matter_id TEXT,
    channel TEXT,
    head_count BIGINT,
    registered_on TEXT,
    accepted_on TEXT,
    closed_on TEXT,
    merged_into TEXT,
    split_from TEXT,
    person_id TEXT,
    identity TEXT,
    contact TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (township, record_table, id, month, county)
) PARTITION BY LIST (county);
CREATE INDEX records_by_day ON records (township, registered_on) WHERE registered_on IS NOT NULL;
CREATE INDEX records_accepted ON records (township, accepted_on) WHERE accepted_on IS NOT NULL;
CREATE INDEX records_closed ON records (township, closed_on) WHERE closed_on IS NOT NULL;
CREATE INDEX records_apart ON records (township) WHERE record_table = 'matters'
    AND (void = 1 OR merged_into IS NOT NULL OR split_from IS NOT NULL);
CREATE INDEX records_by_person ON records (township, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX records_by_identity ON records (record_table, identity, township) WHERE identity IS NOT NULL;
CREATE INDEX records_by_contact ON records (record_table, contact, township) WHERE contact IS NOT NULL;
CREATE TABLE entries (
    county TEXT NOT NULL,
    month TEXT NOT NULL,
    township TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (township, seq, month, county)
) PARTITION BY LIST (county);
"""

# Loaders may not make tables; this one place makes the two they need, and only under checked names.
_ROOM = f"""
CREATE FUNCTION make_room(county TEXT, months TEXT[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = {SCHEMA}, pg_temp AS $$
DECLARE whole TEXT; part TEXT; name TEXT; wanted TEXT;
BEGIN
    IF county !~ '^[0-9]{{12}}$' THEN RAISE EXCEPTION 'not a county: %', county; END IF;
    FOREACH whole IN ARRAY ARRAY['records', 'entries'] LOOP
        part := whole || '_' || county;
        IF to_regclass('{SCHEMA}.' || part) IS NULL THEN
            PERFORM pg_advisory_xact_lock(7005, hashtext(county));
            EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES IN (%L)'
                ' PARTITION BY LIST (month)', part, whole, county);
        END IF;
        FOREACH wanted IN ARRAY months LOOP
            IF wanted !~ '^([0-9]{{4}}-[0-9]{{2}})?$' THEN RAISE EXCEPTION 'not a month: %', wanted; END IF;
            name := part || '_' || coalesce(nullif(replace(wanted, '-', ''), ''), 'undated');
            IF to_regclass('{SCHEMA}.' || name) IS NULL THEN
                PERFORM pg_advisory_xact_lock(7005, hashtext(county));
                EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES IN (%L)',
                    name, part, wanted);
            END IF;
        END LOOP;
    END LOOP;
END $$;
"""

ROLES = ("petition_owner", "petition_loader", "petition_reader")

_RIGHTS = f"""
GRANT USAGE ON SCHEMA {SCHEMA} TO petition_loader, petition_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO petition_loader, petition_reader;
REVOKE SELECT ON files, sent FROM petition_reader;
GRANT INSERT, UPDATE ON townships, past_keys, sent, bundles, answers, figures, conflicts, withheld, files,
    versions, records, entries, choices, links TO petition_loader;
GRANT DELETE ON records, entries TO petition_loader;
REVOKE ALL ON FUNCTION make_room FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_room TO petition_loader;
"""

# What waits under a key goes when the key is retired; what was taken in nobody may remove.
_WAITING = f"""
CREATE FUNCTION forget_held(code TEXT) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = {SCHEMA}, pg_temp AS $$ DELETE FROM bundles WHERE township = code AND state = 'hold' $$;
REVOKE ALL ON FUNCTION forget_held FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_held TO petition_loader;
"""

_REPORTS = """
CREATE TABLE reports (
    hash TEXT PRIMARY KEY,
    city TEXT NOT NULL,
    epoch TEXT NOT NULL,
    sequence BIGINT NOT NULL CHECK (sequence > 0),
    period TEXT NOT NULL,
    file_name TEXT NOT NULL,
    written_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('made', 'written', 'received', 'processed')),
    answered_at TEXT NOT NULL,
    UNIQUE (epoch, sequence)
);
GRANT SELECT ON reports TO petition_loader, petition_reader;
GRANT INSERT, UPDATE ON reports TO petition_loader;
"""

STEPS = (
    ("tables", _TABLES), ("room", _ROOM), ("rights", _RIGHTS), ("waiting", _WAITING), ("reports", _REPORTS),
)  # fmt: skip
