"""The schema step for the list of matters: indexes its orders and filters walk along, and what is kept of its views.

`matters_by_day` carries what the list filters by, so that a filter is looked for in the index alone; what
few matters may have (a class, a unit, a rare way to end) is found by itself. Registering a reception writes
to two more indexes than before, a step that closes nothing to none.
"""

LISTS = """
DROP INDEX matters_by_day;
CREATE INDEX matters_by_day ON matters (
    registered_on, row, state, channel, village_id, unit_id, category, purpose, closed_on
);
DROP INDEX matters_open;
CREATE INDEX matters_by_due ON matters (coalesce(next_due, '9999-12-31'), row) WHERE finished_on IS NULL;
CREATE INDEX matters_open_by_day ON matters (registered_on, row) WHERE finished_on IS NULL;
CREATE INDEX matters_by_category ON matters (category) WHERE category <> '';
CREATE INDEX matters_by_unit ON matters (unit_id) WHERE unit_id <> '';
CREATE INDEX matters_set_aside ON matters (state) WHERE finished_on IS NOT NULL AND state <> 'closed';
CREATE TABLE list_views (
    name TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE list_looks (
    list TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;
"""
