"""The schema step for erasure by law: a payload may change only after the journal said that it was erased."""

ERASURE = """
CREATE TABLE erasures (
    seq INTEGER PRIMARY KEY,
    erased_by INTEGER NOT NULL
) STRICT;
DROP TRIGGER payloads_never_change;
CREATE TRIGGER payloads_never_change BEFORE UPDATE ON payloads
WHEN NEW.seq <> OLD.seq OR NOT EXISTS (SELECT 1 FROM erasures WHERE seq = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""
