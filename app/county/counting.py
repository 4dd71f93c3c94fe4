"""What the county counts itself from the records, for one township or for all of them at once.

The definitions are those of `app.core.figures`: by day of registration, void ones out.
"""

from collections import defaultdict
from collections.abc import Mapping

from app.county.store import CountyStore

COUNTED = (
    "receptions", "letters", "visits", "visits.persons", "web", "calls", "others", "matters", "accepted", "closed",
)  # fmt: skip
_CHANNELS = {"letter": "letters", "visit": "visits", "web": "web", "call": "calls", "other": "others"}
_EVERY = "township IN (SELECT code FROM townships)"
_ONE = "township = :township"


def county_counts(
    store: CountyStore, start: str, end: str, township: str = ""
) -> dict[str, Mapping[str, int]]:
    """The figures that can be counted from the records alone, by township."""
    span = {"start": start, "end": end, "first": start[:7], "last": end[:7]}
    span |= {"township": township} if township else {}
    whose = _ONE if township else _EVERY
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for code, channel, receptions, heads in store.rows(_BY_CHANNEL.format(whose=whose), span):
        counts = found[code]
        counts["receptions"] += receptions
        if channel in _CHANNELS:
            counts[_CHANNELS[channel]] = receptions
        if channel == "visit":
            counts["visits.persons"] = int(heads or 0)
    for code, matters in store.rows(_MATTERS.format(whose=whose), span):
        found[code]["matters"] = matters
    for figure in ("accepted", "closed"):
        days = {name: span[name] for name in span if name not in {"first", "last"}}
        for code, matters in store.rows(_FACTS.format(whose=whose, column=f"{figure}_on"), days):
            found[code][figure] = matters
    return {code: dict(counts) for code, counts in found.items()}


def own_figures(store: CountyStore, period: str, township: str = "") -> dict[str, dict[str, int]]:
    """The counts the townships themselves reported for a period, by township."""
    whose = " AND township = ?" if township else ""
    rows = store.rows(
        f"SELECT township, figure, value FROM figures WHERE period = ? AND value IS NOT NULL{whose}",
        (period, township) if township else (period,),
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for code, figure, value in rows:
        found[code][figure] = value
    return dict(found)


# The months are named beside the days: on a server they say which partitions need not be looked at.
_COUNTED = """
FROM records r
WHERE r.{whose} AND r.registered_on BETWEEN :start AND :end
  AND (r.month BETWEEN :first AND :last OR r.month = '') AND r.record_table = 'receptions' AND r.void = 0
  AND NOT EXISTS (SELECT 1 FROM records m WHERE m.township = r.township AND m.record_table = 'matters'
                  AND m.void = 1 AND m.id = r.matter_id)
"""
_BY_CHANNEL = (
    f"SELECT r.township, r.channel, count(*), sum(r.head_count) {_COUNTED} GROUP BY r.township, r.channel"
)
# Joined matters are one 件; a letter's split-off part is one more without a reception of its own.
_MATTERS = f"""
SELECT township, count(DISTINCT main) FROM (
  SELECT r.township AS township,
    coalesce((SELECT m.merged_into FROM records m WHERE m.township = r.township AND m.record_table = 'matters'
              AND m.merged_into IS NOT NULL AND m.id = r.matter_id), r.matter_id) AS main
  {_COUNTED}
  UNION
  SELECT s.township AS township, coalesce(s.merged_into, s.id) FROM records s
  WHERE s.{{whose}} AND s.record_table = 'matters' AND s.void = 0 AND s.split_from IS NOT NULL
    AND s.registered_on BETWEEN :start AND :end AND (s.month BETWEEN :first AND :last OR s.month = '')
) AS mains GROUP BY township
"""
_FACTS = """
SELECT township, count(*) FROM records
WHERE {whose} AND record_table = 'matters' AND void = 0 AND {column} BETWEEN :start AND :end GROUP BY township
"""
