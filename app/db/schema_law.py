"""The schema step that brings the whole law: routes, terms, links, every clock with its outcome."""

LAW = """
ALTER TABLE matters ADD COLUMN route TEXT NOT NULL DEFAULT '';
ALTER TABLE matters ADD COLUMN split_from TEXT NOT NULL DEFAULT '';
ALTER TABLE matters ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE matters ADD COLUMN superior_due_on TEXT;
ALTER TABLE matters ADD COLUMN terms TEXT NOT NULL DEFAULT '{}';
CREATE INDEX matters_merged ON matters (merged_into) WHERE merged_into <> '';
DROP INDEX matters_by_notice;
DROP INDEX matters_by_answer;
ALTER TABLE receptions ADD COLUMN after_steps INTEGER NOT NULL DEFAULT 0;
ALTER TABLE receptions ADD COLUMN shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1));
ALTER TABLE steps ADD COLUMN days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE steps ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN sent_on TEXT;
ALTER TABLE steps ADD COLUMN receiver TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN other TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
DROP TABLE deadlines;
CREATE TABLE deadlines (
    matter_id TEXT NOT NULL REFERENCES matters (id),
    clock TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    started_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    met_on TEXT,
    dropped_on TEXT,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    measure TEXT NOT NULL,
    moves INTEGER NOT NULL CHECK (moves IN (0, 1)),
    PRIMARY KEY (matter_id, clock, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_running ON deadlines (owner, due_on) WHERE met_on IS NULL AND dropped_on IS NULL;
CREATE INDEX deadlines_judged ON deadlines (measure, due_on) WHERE measure <> '';
CREATE INDEX deadlines_moving ON deadlines (due_on) WHERE moves = 1;
CREATE TABLE rule_packs (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE TABLE computed (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    schema INTEGER NOT NULL
) STRICT;
"""
