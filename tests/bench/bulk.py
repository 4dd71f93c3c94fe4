"""A register with a million matters in minutes: rows of one real matter, copied by the database itself.

The journal is not copied, so such a register is for measuring only; what is measured reads the tables.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from app.db.engine.connection import Store

_TABLES = {
    "matters": "id",
    "receptions": "matter_id",
    "attendances": "matter_id",
    "steps": "matter_id",
    "deadlines": "matter_id",
    "documents": "matter_id",
}
_RENAMED = {"id", "matter_id", "reception_id"}
DAYS = 1_500  # spread over some four years
_ROOM = -2_000_000  # KiB: all that a million matters write, until it is written
SCATTERED = f"i % {DAYS}"


def clone(
    store: Store,
    matter_id: str,
    count: int,
    *,
    first: int = 1,
    tables: Sequence[str] = tuple(_TABLES),
    said: Mapping[str, str] | None = None,
    back: str = SCATTERED,
) -> None:
    """Copy a matter with everything it has `count` times, each on a day and under a number of its own.

    `tables` copies less of it; `said` are expressions over `i` that columns of `matters` get instead;
    `back` is how many days earlier copy `i` happened.
    """
    with store.writing(), _indexed_afterwards(store, tables):
        for table, key in ((name, _TABLES[name]) for name in tables):
            columns = [row[1] for row in store.rows(f"PRAGMA table_info({table})") if row[1] != "row"]
            others = said if said and table == "matters" else {}
            made = ", ".join(others.get(name) or _made(table, name, back) for name in columns)
            store.connection.execute(
                f"WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last) "
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {made} FROM n CROSS JOIN {table} t WHERE t.{key} = :id",
                {"first": first, "last": first + count - 1, "id": matter_id},
            )


@contextmanager
def _indexed_afterwards(store: Store, tables: Sequence[str]) -> Iterator[None]:
    """Indexes are made once over all rows, sorted, instead of being torn apart by every row; with room to do it in."""
    marks = ", ".join("?" for _ in tables)
    found = store.rows(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name IN ({marks})",
        tables,
    )
    room = store.value("PRAGMA cache_size")
    store.connection.execute(f"PRAGMA cache_size = {_ROOM}")
    for name, _ in found:
        store.connection.execute(f"DROP INDEX {name}")
    yield
    for _, made in found:
        store.connection.execute(made)
    store.connection.execute(f"PRAGMA cache_size = {room}")


def _made(table: str, name: str, back: str) -> str:
    if name in _RENAMED:
        return f"t.{name} || '-' || i"
    if name == "number" and table == "matters":
        return "printf('2020-%07d', i)"
    if name.endswith(("_on", "_due")):
        return f"date(t.{name}, '-' || ({back}) || ' days')"
    return f"t.{name}"


_WORDS = [
    "水渠",
    "淤塞",
    "灌溉",
    "道路",
    "硬化",
    "低保",
    "补贴",
    "土地",
    "征收",
    "补偿",
    "宅基地",
    "纠纷",
    "拖欠",
    "工资",
    "饮水",
    "安全",
    "噪音",
    "油烟",
    "垃圾",
    "清运",
    "危房",
    "改造",
    "医保",
    "报销",
    "林地",
    "权属",
    "鱼塘",
    "承包",
    "合同",
    "拆迁",
    "安置",
    "公示",
    "路灯",
    "电压",
    "不稳",
    "排污",
    "河道",
    "采砂",
    "扬尘",
    "学校",
    "校车",
    "幼儿园",
    "养老",
    "退役",
    "军人",
    "优抚",
    "物业",
    "停车",
]
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建文辉玲龙飞"


def written(place: int) -> tuple[str, str, str, str]:
    """What a made-up matter has in it: number, name, digits, text; different for each place."""
    chance = random.Random(place)
    name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2))))
    text = "反映" + "".join(chance.choices(_WORDS, k=14)) + f"第{place % 9973}组"
    return (
        f"2020-{place:07d}",
        name,
        f"000{chance.randrange(10**8):08d} 999999{chance.randrange(10**11):011d}X",
        text,
    )


def fill_search(store: Store, count: int, write: Callable[[str], str], table: str = "search") -> None:
    """Put so many made-up matters into a search index; `write` cuts a text as that index wants it."""
    with store.writing():
        store.connection.executemany(
            f"INSERT INTO {table} (rowid, number, people, digits, body) VALUES (?,?,?,?,?)",
            ((row, *(write(part) for part in written(row))) for row in range(2, count + 2)),
        )
