"""The list of matters beside bare reads and a bare list, and the start beside a bare window on the same file."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.db.engine.connection import Store
from app.db.matter_lists import BUDGET
from app.db.matters import LIST
from app.services.desk import Desk
from app.services.list_views import ListView
from app.services.matters import Key
from tests.bench.measures import Row, median
from tests.bench.offices import clerks_office

ASKED = {
    "全部": ListView("all"),
    "在办": ListView("open"),
    "已办结": ListView("closed"),
    "全部·一个村": ListView("all", village_id="village-3"),
    "全部·罕见分类": ListView("all", category="1901"),
    "全部·形式村单位三项": ListView("all", channel="call", village_id="village-3", unit_id="unit-3"),
    "在办·一个村": ListView("open", village_id="village-3"),
    "全部·上月": ListView("all", period="last_month"),
}
PAGE = 100
STARTS = 3


def listing(size: int) -> Iterator[Row]:
    """First, next and last page of each order and filter against a bare indexed SELECT; start and memory."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "a"
        with clerks_office(place, size) as desk:
            bare = median(lambda: bare_page(desk.register.store))
            for name, view in ASKED.items():
                yield from _pages(desk, name, view, bare, size)
        yield from _windows(place, size)


def _pages(desk: Desk, name: str, view: ListView, bare: float, size: int) -> Iterator[Row]:
    for sort in view.sorts():
        asked = ListView(**{**vars(view), "sort": sort})
        after = desk.matters.listing(asked).rest
        for which, act in (
            ("首页", lambda asked=asked: _whole_page(desk, asked)),
            ("次页", lambda asked=asked, after=after: _whole_page(desk, asked, after)),
            ("末页", lambda asked=asked: _whole_page(desk, asked, backwards=True)),
        ):
            yield Row(f"列表 {name} {sort} {which}，{size}件", median(act, 3), bare, "数毫秒")  # type: ignore[arg-type]
    yield Row(
        f"列表 {name} 计数一段（{BUDGET}处）", median(lambda: desk.matters.count(view), 9), bare, "不挡键盘"
    )


def _whole_page(desk: Desk, view: ListView, after: Key | None = None, *, backwards: bool = False) -> int:
    """All the calls that fill one page; the window spreads them between the keystrokes."""
    found = 0
    while found < PAGE:
        part = desk.matters.listing(view, after=after, backwards=backwards, limit=PAGE - found)
        found += len(part.rows)
        if (after := part.rest) is None:
            break
    return found


def bare_page(store: Store) -> object:
    """A hundred rows of the same columns along an index of the same file, and nothing done with them."""
    return store.connection.execute(
        f"{LIST} WHERE (m.registered_on, m.row) < ('2026-01-01', 1) ORDER BY m.registered_on DESC, m.row DESC LIMIT 100"
    ).fetchall()


def _windows(place: Path, size: int) -> Iterator[Row]:
    """Ours and the bare window by turns, each in a process of its own."""
    found: dict[str, list[dict[str, float]]] = {"ours": [], "typed": [], "bare": []}
    for _ in range(STARTS + 1):  # the first writes the byte-code
        for kind, runs in found.items():
            runs.append(_run(kind, place))
    ours, typed, bare = (_median_of(runs[1:]) for runs in found.values())
    yield Row(f"启动到可用，不算输密码的时间，{size}件", typed["start"], bare["start"], "≤ 1.5")
    yield Row(f"启动到可用，密码早已在手，{size}件", ours["start"], bare["start"], "")
    yield Row("  其中进程启动后打开窗口", ours["window"], bare["window"], "")
    yield Row("滚动一百行（含绘制）", ours["scroll"], bare["scroll"], "流畅")
    yield Row("启动后内存", ours["memory"], bare["memory"], "", "MB")
    yield Row("滚动一万行后内存", ours["memory_after"], bare["memory_after"], "", "MB")


def _run(kind: str, place: Path) -> dict[str, float]:
    begun = time.time()
    code = f"from tests.bench.windows import {kind}; {kind}({str(place)!r}, {begun!r})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=as_installed()
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def as_installed() -> dict[str, str]:
    """Off screen, and with byte-code kept: what is installed brings it along."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "QT_QPA_PLATFORM": "offscreen"}


def _median_of(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: sorted(run[name] for run in runs)[len(runs) // 2] for name in runs[0]}


LISTS: tuple[Callable[[int], Iterator[Row]], ...] = (listing,)
