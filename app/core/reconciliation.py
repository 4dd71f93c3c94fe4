"""Reconciling with the official information system (信访信息系统): what stands there and what stands here.

This register is a ledger beside that system (条例 Art 21 ¶2). Its export is read by the headers that real systems
use (law.md §5.3); a matter is the same if its number there is noted here. Nothing is changed by comparing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.core.dates import DateError, parse_full_date
from app.core.register_cells import Cell
from app.errors import ValidationError

MISSING_HERE, MISSING_THERE, NOT_ENTERED, DUE, STATE = (
    "missing_here",
    "missing_there",
    "not_entered",
    "due",
    "state",
)
KINDS: Mapping[str, str] = {
    MISSING_HERE: "系统有、本机没有", MISSING_THERE: "本机有、系统没有", NOT_ENTERED: "没有填系统编号", DUE: "期限不同",
    STATE: "办理状态不同",
}  # fmt: skip
NUMBER, REGISTERED, DUE_ON, STATE_WORD, TITLE = "信访件编号", "登记时间", "限期答复时间", "办理状态", "概况"
HEADERS = (
    NUMBER, "信访形式", "信访日期", REGISTERED, "姓名", "人数", "信访目的", "内容分类", "信访人诉求", TITLE, "问题属地",
    "作出受理意见日期", "作出处理意见日期", DUE_ON, "办结时间", STATE_WORD,
)  # fmt: skip
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    NUMBER: ("信访编号", "系统编号", "信访件号", "件编号"),
    REGISTERED: ("登记日期", "登记时间（日期）"),
    DUE_ON: ("限办时间", "答复期限", "办理期限", "办结期限", "到期时间"),
    STATE_WORD: ("状态", "办结标志", "是否结案", "办理情况"),
    TITLE: ("主题", "内容", "主要内容", "反映内容"),
}
_FINISHED = frozenset(
    (
        "已办结",
        "办结",
        "已结案",
        "结案",
        "是",
        "程序性办结",
        "实质性办结",
        "阶段性办结",
        "不予受理",
        "不再受理",
        "存",
    )
)
_OPEN = frozenset(
    (
        "待办",
        "待办理",
        "办理中",
        "待受理",
        "已受理",
        "已登记",
        "已转送",
        "转送",
        "已交办",
        "交办",
        "未办结",
        "否",
        "督办",
        "督办中",
    )
)


@dataclass(frozen=True)
class Official:
    """One matter as the official system lists it; `finished` is None where its word says neither."""

    number: str
    title: str
    registered_on: date | None
    due_on: date | None
    state: str
    finished: bool | None


@dataclass(frozen=True)
class Local:
    """One matter as this register has it. `title` is blank for a sealed one."""

    id: str
    number: str
    external_number: str
    title: str
    registered_on: date
    due_on: date | None
    state: str
    finished: bool


@dataclass(frozen=True)
class Difference:
    """One thing both sides do not agree on; `matter_id` leads to the matter here, if there is one."""

    kind: str
    number: str
    matter_id: str
    title: str
    here: str
    there: str

    @property
    def sentence(self) -> str:
        said = "，".join(
            part
            for part in (f"本机{self.here}" if self.here else "", f"系统{self.there}" if self.there else "")
            if part
        )
        return f"{KINDS[self.kind]}　{self.number}　{self.title}{'：' + said if said else ''}"


def read_official(
    headers: Sequence[Cell], rows: Iterable[tuple[int, Sequence[Cell]]]
) -> tuple[Official, ...]:
    """The rows of an export, found by their headers; raises `ValidationError` if it has no number column."""
    columns = _columns(headers)
    if NUMBER not in columns:
        raise ValidationError({"file": f"表里没有“{NUMBER}”一列，没有核对；请从信访信息系统重新导出"})
    return tuple(found for number, cells in rows if (found := _official(columns, cells, number)))


def compare(there: Sequence[Official], here: Sequence[Local]) -> tuple[Difference, ...]:
    """The differences, those that need an entry first.

    What the export cannot know about is not called missing: only matters registered between its first
    and its last day are looked for in it.
    """
    ours = {local.external_number: local for local in here if local.external_number}
    theirs = {official.number: official for official in there}
    return (
        *_missing_here(there, ours),
        *_missing_there(here, theirs, _span(there)),
        *(
            found
            for number, local in ours.items()
            if number in theirs
            for found in _differing(local, theirs[number])
        ),
    )


def _missing_here(there: Sequence[Official], ours: Mapping[str, Local]) -> Iterator[Difference]:
    for official in there:
        if official.number not in ours:
            day = f"{official.registered_on.isoformat()}登记" if official.registered_on else "有"
            yield Difference(MISSING_HERE, official.number, "", official.title, "", day)


def _missing_there(
    here: Sequence[Local], theirs: Mapping[str, Official], span: tuple[date, date] | None
) -> Iterator[Difference]:
    for local in here:
        if span and not span[0] <= local.registered_on <= span[1]:
            continue
        registered = f"{local.registered_on.isoformat()}登记"
        if not local.external_number:
            yield Difference(NOT_ENTERED, local.number, local.id, local.title, registered, "")
        elif local.external_number not in theirs:
            yield Difference(
                MISSING_THERE, local.number, local.id, local.title, f"记为{local.external_number}", "没有"
            )


def _differing(local: Local, official: Official) -> Iterator[Difference]:
    if local.due_on and official.due_on and local.due_on != official.due_on:
        yield Difference(
            DUE, local.number, local.id, local.title, local.due_on.isoformat(), official.due_on.isoformat()
        )
    if official.finished is not None and official.finished != local.finished:
        yield Difference(STATE, local.number, local.id, local.title, local.state, official.state)


def _span(there: Sequence[Official]) -> tuple[date, date] | None:
    days = [official.registered_on for official in there if official.registered_on]
    return (min(days), max(days)) if days else None


def _columns(headers: Sequence[Cell]) -> dict[str, int]:
    named = {other: name for name, others in _OTHER_NAMES.items() for other in (name, *others)}
    found: dict[str, int] = {}
    for at, header in enumerate(headers):
        name = named.get("".join(str(header or "").split()))
        if name:
            found.setdefault(name, at)
    return found


def _official(columns: Mapping[str, int], cells: Sequence[Cell], row: int) -> Official | None:
    values = {name: cells[at] if at < len(cells) else None for name, at in columns.items()}
    number = _text(values.get(NUMBER))
    if not number:
        return None
    state = _text(values.get(STATE_WORD))
    finished = True if state in _FINISHED else False if state in _OPEN else None
    return Official(
        number, _text(values.get(TITLE))[:60], _day(values.get(REGISTERED), row), _day(values.get(DUE_ON), row), state,
        finished,
    )  # fmt: skip


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _day(cell: Cell, row: int) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    text = _text(cell).split(" ")[0].split("T")[0]
    try:
        return parse_full_date(text) if text else None
    except DateError as error:
        raise ValidationError({"file": f"第{row}行的日期“{text}”读不懂，没有核对；请核对导出的表"}) from error
