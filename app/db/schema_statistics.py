"""The schema step for the month: what is judged and evaluated by day, and what a closed period keeps.

Registering a reception writes to no more indexes than before; what is added is written by later steps. The
receptions' own index carries what the month counts, so that a month is read from it alone.
"""

STATISTICS = """
ALTER TABLE matters ADD COLUMN evaluable INTEGER NOT NULL DEFAULT 0 CHECK (evaluable IN (0, 1));
ALTER TABLE matters ADD COLUMN office_score TEXT NOT NULL DEFAULT '';
ALTER TABLE matters ADD COLUMN office_scored_on TEXT;
ALTER TABLE matters ADD COLUMN unit_score TEXT NOT NULL DEFAULT '';
ALTER TABLE matters ADD COLUMN unit_scored_on TEXT;
CREATE INDEX matters_office_scored ON matters (office_scored_on) WHERE office_scored_on IS NOT NULL;
CREATE INDEX matters_unit_scored ON matters (unit_scored_on) WHERE unit_scored_on IS NOT NULL;
CREATE INDEX matters_decided ON matters (decided_on) WHERE decided_on IS NOT NULL;
CREATE INDEX matters_delivered ON matters (delivered_on) WHERE delivered_on IS NOT NULL;
DROP INDEX matters_finished;
CREATE INDEX matters_finished ON matters (finished_on, registered_on) WHERE finished_on IS NOT NULL;
ALTER TABLE receptions ADD COLUMN level TEXT NOT NULL DEFAULT '';
DROP INDEX receptions_by_day;
CREATE INDEX receptions_by_day ON receptions (
    registered_on, channel, counted, shared, voided, head_count, repeat, matter_id
);
CREATE INDEX steps_by_day ON steps (entry, occurred_on) WHERE withdrawn = 0;
CREATE INDEX documents_by_day ON documents (form, issued_on) WHERE voided_reason = '';
ALTER TABLE periods ADD COLUMN body TEXT NOT NULL DEFAULT '{}';
CREATE TABLE office_texts (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    kept_on TEXT NOT NULL
) STRICT;
"""
