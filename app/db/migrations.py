"""Every change of the register's schema, oldest first; SQL text only, frozen once landed."""

from app.db.engine.connection import Migration
from app.db.schema_attachments import ATTACHMENTS
from app.db.schema_calendar import CALENDAR
from app.db.schema_closings import CLOSINGS
from app.db.schema_counting import COUNTING
from app.db.schema_drafts import DRAFTS
from app.db.schema_erasure import ERASURE
from app.db.schema_exchange import EXCHANGE_KINDS
from app.db.schema_law import LAW
from app.db.schema_lists import LISTS
from app.db.schema_papers import PAPERS
from app.db.schema_search import SEARCH_PAIRS
from app.db.schema_statistics import STATISTICS

APPLICATION_ID = 0x58464454  # "XFDT": a township's register

_JOURNAL = """
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    occurred_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    payload_hash TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX entries_by_subject ON entries (subject, seq);
CREATE INDEX entries_by_kind ON entries (kind, seq);
CREATE TABLE payloads (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq),
    salt TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entries_never_go BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER payloads_never_change BEFORE UPDATE ON payloads
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER payloads_never_go BEFORE DELETE ON payloads
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

_OFFICE = """
CREATE TABLE office (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    body TEXT NOT NULL
) STRICT;
CREATE TABLE roster_items (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('unit', 'village', 'leader')),
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    retired_on TEXT
) STRICT;
CREATE TABLE counters (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (series, year)
) STRICT;
"""

_PEOPLE = """
CREATE TABLE people (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    initials TEXT NOT NULL,
    phone_tail TEXT NOT NULL,
    id_tail TEXT NOT NULL,
    phone TEXT NOT NULL,
    id_number TEXT NOT NULL,
    id_note TEXT NOT NULL,
    address TEXT NOT NULL,
    village_id TEXT NOT NULL,
    sex TEXT NOT NULL,
    born TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX people_by_name ON people (name);
CREATE INDEX people_by_initials ON people (initials);
CREATE INDEX people_by_phone_tail ON people (phone_tail) WHERE phone_tail <> '';
CREATE INDEX people_by_id_tail ON people (id_tail) WHERE id_tail <> '';
CREATE INDEX people_by_id_number ON people (id_number) WHERE id_number <> '';
"""

_MATTERS = """
CREATE TABLE matters (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    registered_on TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('', 'suggestion', 'report', 'appeal')),
    category TEXT NOT NULL,
    village_id TEXT NOT NULL,
    source TEXT NOT NULL,
    leader TEXT NOT NULL,
    accused TEXT NOT NULL,
    accused_unit_id TEXT NOT NULL,
    external_number TEXT NOT NULL,
    rule_pack TEXT NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL,
    channel TEXT NOT NULL,
    people TEXT NOT NULL DEFAULT '',
    receptions INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    decided_on TEXT,
    accepted_on TEXT,
    answered_on TEXT,
    delivered_on TEXT,
    closed_on TEXT,
    finished_on TEXT,
    notice_due TEXT,
    answer_due TEXT,
    next_due TEXT
) STRICT;
CREATE INDEX matters_by_day ON matters (registered_on, row);
CREATE INDEX matters_open ON matters (next_due, row) WHERE finished_on IS NULL;
CREATE INDEX matters_accepted ON matters (accepted_on) WHERE accepted_on IS NOT NULL;
CREATE INDEX matters_closed ON matters (closed_on) WHERE closed_on IS NOT NULL;
CREATE INDEX matters_finished ON matters (finished_on) WHERE finished_on IS NOT NULL;
CREATE INDEX matters_by_notice ON matters (notice_due) WHERE notice_due IS NOT NULL;
CREATE INDEX matters_by_answer ON matters (answer_due) WHERE answer_due IS NOT NULL;
CREATE INDEX matters_by_external_number ON matters (external_number) WHERE external_number <> '';
CREATE TABLE receptions (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    matter_id TEXT NOT NULL REFERENCES matters (id),
    ordinal INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('letter', 'visit', 'web', 'call', 'other')),
    occurred_on TEXT NOT NULL,
    registered_on TEXT NOT NULL,
    head_count INTEGER NOT NULL CHECK (head_count > 0),
    text TEXT NOT NULL,
    request TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    envelope_number TEXT NOT NULL,
    anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    agent TEXT NOT NULL,
    repeat INTEGER NOT NULL CHECK (repeat IN (0, 1)),
    external_number TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    revision INTEGER NOT NULL,
    voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    UNIQUE (matter_id, ordinal)
) STRICT;
CREATE INDEX receptions_by_day ON receptions (registered_on, channel, counted);
CREATE INDEX receptions_by_fingerprint ON receptions (fingerprint) WHERE fingerprint <> '';
CREATE TABLE attendances (
    reception_id TEXT NOT NULL REFERENCES receptions (id),
    position INTEGER NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    matter_id TEXT NOT NULL,
    representative INTEGER NOT NULL CHECK (representative IN (0, 1)),
    PRIMARY KEY (reception_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendances_by_person ON attendances (person_id);
CREATE TABLE steps (
    matter_id TEXT NOT NULL REFERENCES matters (id),
    position INTEGER NOT NULL,
    entry TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    occurred_on TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    text TEXT NOT NULL,
    due_on TEXT,
    way TEXT NOT NULL,
    value TEXT NOT NULL,
    leader TEXT NOT NULL,
    paper TEXT NOT NULL,
    PRIMARY KEY (matter_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE deadlines (
    matter_id TEXT NOT NULL REFERENCES matters (id),
    clock TEXT NOT NULL,
    due_on TEXT NOT NULL,
    owner TEXT NOT NULL,
    statutory INTEGER NOT NULL,
    PRIMARY KEY (matter_id, clock)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_by_day ON deadlines (owner, due_on);
"""

_PAPER_AND_MONTH = """
CREATE TABLE documents (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    matter_id TEXT NOT NULL REFERENCES matters (id),
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    serial INTEGER NOT NULL,
    issued_on TEXT NOT NULL,
    about TEXT NOT NULL,
    prints INTEGER NOT NULL,
    awaited INTEGER NOT NULL DEFAULT 0 CHECK (awaited IN (0, 1))
) STRICT;
CREATE INDEX documents_by_matter ON documents (matter_id, row);
CREATE INDEX documents_awaited ON documents (issued_on, row) WHERE awaited = 1;
CREATE TABLE periods (
    id TEXT PRIMARY KEY,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    figures TEXT NOT NULL,
    head TEXT NOT NULL
) STRICT;
"""

_EXCHANGE = """
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE peers (
    role TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    key_id TEXT NOT NULL,
    body TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1))
) STRICT;
CREATE TABLE bundles (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    direction TEXT NOT NULL CHECK (direction IN ('up', 'down')),
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    epoch TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    hash TEXT NOT NULL,
    file TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    counts TEXT NOT NULL,
    state TEXT NOT NULL,
    to_seq INTEGER NOT NULL,
    to_head TEXT NOT NULL,
    UNIQUE (direction, epoch, sequence)
) STRICT;
CREATE TABLE wire_records (
    record_table TEXT NOT NULL,
    record_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (record_table, record_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE answers (
    record_table TEXT NOT NULL,
    record_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    result TEXT NOT NULL,
    county_number TEXT NOT NULL,
    field TEXT NOT NULL,
    sentence TEXT NOT NULL,
    PRIMARY KEY (record_table, record_id)
) STRICT, WITHOUT ROWID;
"""

_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
    number, people, digits, body, content='', contentless_delete=1, tokenize='ascii'
);
"""

MIGRATIONS = (
    Migration("journal", _JOURNAL),
    Migration("office", _OFFICE),
    Migration("people", _PEOPLE),
    Migration("matters", _MATTERS),
    Migration("paper_and_month", _PAPER_AND_MONTH),
    Migration("exchange", _EXCHANGE),
    Migration("search", _SEARCH),
    Migration("calendar", CALENDAR),
    Migration("law", LAW),
    Migration("search_pairs", SEARCH_PAIRS),
    Migration("drafts", DRAFTS),
    Migration("attachments", ATTACHMENTS),
    Migration("lists", LISTS),
    Migration("papers", PAPERS),
    Migration("statistics", STATISTICS),
    Migration("erasure", ERASURE),
    Migration("exchange_kinds", EXCHANGE_KINDS),
    Migration("counting", COUNTING),
    Migration("closings", CLOSINGS),
)

# What is computed from the journal, in an order that satisfies the foreign keys.
COMPUTED = (
    "office", "roster_items", "counters", "calendar_days", "calendar_years", "rule_packs", "people", "matters", "receptions", "attendances",
    "steps", "deadlines", "documents", "wordings", "wording_choices", "office_texts", "periods", "peers", "bundles", "wire_records", "answers",
    "attachments", "erasures", "epochs", "assignments", "configurations",
)  # fmt: skip
