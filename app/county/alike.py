"""Across townships: the same person, perhaps the same matter. Only ever a reason to look.

Nothing is merged and no figure changes. A colleague says 同一 or 不是 with a reason; what was
said is kept as a link between the two records, which both stay what they are. A person is only
shown beside another where the papers say so (the number of the ID card, or name and telephone
together), and only to find matters that two townships handle without knowing of each other.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from app.core.similarity import About, is_alike
from app.county.store import CountyStore
from app.errors import NotFound, ValidationError

PERSON, MATTER = "person", "matter"
SAME, DIFFERENT = "same", "different"
MOST, MOST_LOOKED_AT = 200, 1_000

_TABLES = {PERSON: "people", MATTER: "matters"}
_BY_IDENTITY = {PERSON: "证件号码相同", MATTER: "信访信息系统编号相同"}
_BY_CONTACT = "姓名和电话相同"
_BY_WORDS = "同一人反映，事由相近"


@dataclass(frozen=True)
class Side:
    """One of the two records, and whose it is."""

    township: str
    township_name: str
    id: str
    text: str


@dataclass(frozen=True)
class Alike:
    """Two records of different townships that may be one; `verdict` once somebody has looked."""

    kind: str
    reason: str
    one: Side
    other: Side
    verdict: str = ""
    decided_at: str = ""


def suggestions(store: CountyStore) -> tuple[Alike, ...]:
    """What nobody has decided yet: persons first found by their papers, then their matters."""
    decided = {(link.kind, link.one.id, link.other.id) for link in links(store)}
    people = list(islice(_people(store), MOST_LOOKED_AT))
    matters = chain(_found(store, MATTER, "identity", _BY_IDENTITY[MATTER]), _by_words(store, people))
    every: dict[tuple[str, str, str], Alike] = {}
    for one in chain(people, islice(matters, MOST_LOOKED_AT)):  # the first reason is the strongest
        every.setdefault((one.kind, one.one.id, one.other.id), one)
    return tuple(one for key, one in every.items() if key not in decided)[:MOST]


def _people(store: CountyStore) -> Iterator[Alike]:
    yield from _found(store, PERSON, "identity", _BY_IDENTITY[PERSON])
    yield from _found(store, PERSON, "contact", _BY_CONTACT)


def links(store: CountyStore) -> tuple[Alike, ...]:
    """What has been decided, the latest first."""
    rows = store.rows(
        "SELECT kind, one_township, one_id, other_township, other_id, verdict, reason, decided_at FROM links"
        " ORDER BY decided_at DESC, one_id, other_id"
    )
    return tuple(
        Alike(
            row[0],
            row[6],
            _side(store, row[0], row[1], row[2]),
            _side(store, row[0], row[3], row[4]),
            row[5],
            row[7],
        )
        for row in rows
    )


def decide_alike(
    store: CountyStore, kind: str, pair: tuple[str, str], verdict: str, reason: str, now: str
) -> Alike:
    """Note that two records (by their ids) are the same, or are not; `reason` says how that is known."""
    if kind not in _TABLES or verdict not in {SAME, DIFFERENT}:
        raise ValidationError({"verdict": "请说明是“同一”还是“不是”，没有保存"})
    if not reason.strip():
        raise ValidationError({"reason": "请写明核对的依据，没有保存"})
    one, other = sorted((_owner(store, kind, found), found) for found in pair)
    if one[0] == other[0]:
        raise ValidationError({"pair": "这两条是同一个乡镇的，请由乡镇自己处理，没有保存"})
    columns = (
        "kind",
        "one_township",
        "one_id",
        "other_township",
        "other_id",
        "verdict",
        "reason",
        "decided_at",
    )
    with store.writing():
        store.put("links", columns, [(kind, *one, *other, verdict, reason.strip(), now)], columns[:5])
    return next(link for link in links(store) if (link.one.id, link.other.id) == (one[1], other[1]))


def _owner(store: CountyStore, kind: str, record: str) -> str:
    sql = "SELECT township FROM versions WHERE township IN (SELECT code FROM townships) AND record_table = ? AND id = ?"
    rows = store.rows(sql, (_TABLES[kind], record))
    if not rows:
        raise NotFound(f"没有找到“{record}”这条记录，没有保存；请从提示列表里选择。")
    return str(rows[0][0])


def _found(store: CountyStore, kind: str, column: str, reason: str) -> Iterator[Alike]:
    """Pairs by one column's value; the index alone says which values stand in several townships."""
    table = _TABLES[kind]
    shared = store.rows(
        f"SELECT {column} FROM records WHERE record_table = ? AND {column} IS NOT NULL"
        f" GROUP BY {column} HAVING count(DISTINCT township) > 1 ORDER BY {column} LIMIT {MOST_LOOKED_AT}",
        (table,),
    )
    for (value,) in shared:
        rows = store.rows(
            f"SELECT r.township, t.name, r.id, r.body FROM records r JOIN townships t ON t.code = r.township"
            f" WHERE r.record_table = ? AND r.{column} = ? AND r.void = 0 ORDER BY r.township, r.id",
            (table, value),
        )
        sides = [Side(code, name, found, _text(kind, json.loads(body))) for code, name, found, body in rows]
        yield from (
            Alike(kind, reason, one, other)
            for at, one in enumerate(sides)
            for other in sides[at + 1 :]
            if one.township != other.township
        )


def _by_words(store: CountyStore, people: Iterable[Alike]) -> Iterator[Alike]:
    """The matters of the same person in two townships whose words are alike."""
    for pair in people:
        mine, theirs = (_matters_of(store, side) for side in (pair.one, pair.other))
        yield from (
            Alike(MATTER, _BY_WORDS, one, other)
            for one, about in mine
            for other, likewise in theirs
            if is_alike(about, likewise)
        )


def _matters_of(store: CountyStore, person: Side) -> list[tuple[Side, About]]:
    """The matters a person has come with; what a township has sealed came without its people."""
    attended = store.rows(
        "SELECT body FROM records WHERE township = ? AND person_id = ? AND void = 0",
        (person.township, person.id),
    )
    receptions = [str(json.loads(body).get("reception_id") or "") for (body,) in attended]
    matters = dict.fromkeys(
        row[0]
        for one in receptions
        for row in _record(store, person.township, "receptions", one, "matter_id")
    )
    found = []
    for matter in matters:
        for (body,) in _record(store, person.township, "matters", matter, "body"):
            row = json.loads(body)
            words = (str(row.get(name) or "") for name in ("title", "text", "village_name", "category_code"))
            side = Side(person.township, person.township_name, matter, _text(MATTER, row))
            found.append((side, About(*words)))
    return found


def _record(store: CountyStore, township: str, table: str, record: str, column: str) -> list[Any]:
    sql = f"SELECT {column} FROM records WHERE township = ? AND record_table = ? AND id = ? AND void = 0"
    return store.rows(sql, (township, table, record))


def _side(store: CountyStore, kind: str, township: str, record: str) -> Side:
    rows = store.rows(
        "SELECT t.name, r.body FROM records r JOIN townships t ON t.code = r.township"
        " WHERE r.township = ? AND r.record_table = ? AND r.id = ?",
        (township, _TABLES[kind], record),
    )
    name, body = rows[0]
    return Side(township, name, record, _text(kind, json.loads(body)))


def _text(kind: str, row: dict[str, Any]) -> str:
    """What a colleague needs to tell the two apart; of an ID number only its end."""
    if kind == MATTER:
        return f"{row.get('number') or ''}　{row.get('title') or ''}".strip()
    tail = str(row.get("id_number") or "")[-4:]
    return "　".join(
        part
        for part in (
            str(row.get("name") or ""),
            f"证件尾号{tail}" if tail else "",
            str(row.get("address") or ""),
        )
        if part
    )
