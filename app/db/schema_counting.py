"""The schema step that lets a month be counted from indexes alone, however long the register is.

What is merely counted is not looked up: the indexes by day carry the columns the figures ask for, so that
no page of the tables has to be deciphered. Registering a reception writes to no more indexes than before.
Two small ones are new, and are written only by what is rare: a clock that ends late, a matter that is settled.
"""

COUNTING = """
DROP INDEX matters_open_by_day;
CREATE INDEX matters_open_by_day ON matters (registered_on, row, leader, finished_on, id) WHERE finished_on IS NULL;
DROP INDEX matters_finished;
CREATE INDEX matters_finished ON matters (finished_on, registered_on, state) WHERE finished_on IS NOT NULL;
DROP INDEX matters_accepted;
CREATE INDEX matters_accepted ON matters (accepted_on, state) WHERE accepted_on IS NOT NULL;
DROP INDEX matters_closed;
CREATE INDEX matters_closed ON matters (closed_on, state, id) WHERE closed_on IS NOT NULL;
DROP INDEX matters_office_scored;
CREATE INDEX matters_office_scored ON matters (
    office_scored_on, evaluable, office_score, decided_on
) WHERE office_scored_on IS NOT NULL;
DROP INDEX matters_unit_scored;
CREATE INDEX matters_unit_scored ON matters (
    unit_scored_on, evaluable, unit_score, delivered_on
) WHERE unit_scored_on IS NOT NULL;
DROP INDEX matters_decided;
CREATE INDEX matters_decided ON matters (
    decided_on, office_scored_on, evaluable, office_score
) WHERE decided_on IS NOT NULL;
DROP INDEX matters_delivered;
CREATE INDEX matters_delivered ON matters (
    delivered_on, unit_scored_on, evaluable, unit_score
) WHERE delivered_on IS NOT NULL;
DROP INDEX deadlines_judged;
CREATE INDEX deadlines_judged ON deadlines (measure, due_on, met_on, started_on) WHERE measure <> '';
DROP INDEX deadlines_running;
CREATE INDEX deadlines_running ON deadlines (
    owner, due_on, measure, met_on, dropped_on
) WHERE met_on IS NULL AND dropped_on IS NULL;
CREATE INDEX deadlines_late ON deadlines (
    due_on, met_on, dropped_on, measure
) WHERE measure <> '' AND (met_on > due_on OR dropped_on > due_on);
DROP INDEX steps_by_day;
CREATE INDEX steps_by_day ON steps (entry, occurred_on, value) WHERE withdrawn = 0;
CREATE INDEX steps_settled ON steps (
    matter_id, occurred_on, entry, withdrawn
) WHERE entry = 'settled' AND withdrawn = 0;
"""
