"""练习的第一天: ten things a clerk does on a first day, each ticked off when the practice register shows it.

What counts is what stands in the journal since the exercise began, not what was clicked; nobody is
scored. The rule itself (`done`) is pure: entries in, tasks out.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.core.entries import Entry
from app.db import bundles, journal
from app.errors import NotAllowed
from app.exchange.enrolment import read_enrolment, write_enrolment
from app.exchange.identities import generate
from app.services.exchange import Exchange
from app.services.register import Register

_FROM = "first_day_from"
Sight = Callable[[Sequence[Entry]], bool]


@dataclass(frozen=True)
class Task:
    """One thing to do: its words, how, the page it is done on, and how the journal shows that it was done."""

    id: str
    title: str
    how: str
    page: str
    seen: Sight


def _kinds(*kinds: str) -> Sight:
    return lambda entries: any(entry.kind in kinds for entry in entries)


def _a_visit(entries: Sequence[Entry]) -> bool:
    return any(it.kind == "reception_registered" and it.payload["channel"] == "visit" for it in entries)


def _somebody_known(entries: Sequence[Entry]) -> bool:
    """A reception of somebody who stood in the register before the exercise began."""
    new = {entry.subject for entry in entries if entry.kind == "person_registered"}
    came = (
        person["person_id"]
        for entry in entries
        if entry.kind == "reception_registered"
        for person in entry.payload["attendances"]
    )
    return any(person not in new for person in came)


TASKS = (
    Task("register", "登记一次来访", "按 Ctrl+N，写姓名、反映的内容，选“来访”，按 Ctrl+Enter 登记。人是虚构的，姓名随便写。", "reception", _a_visit),
    Task("find", "找到以前来过的人", "再登记一次：写一个以前来过的人，例如“张甲”，从下面找到的人里选中，再登记。", "reception", _somebody_known),
    Task("accept", "受理一件", "到“事项”，选一件还没有受理的，点“受理”，写日期，保存。", "matters", _kinds("accepted")),
    Task("hand_over", "转送或者交办一件", "选一件事项，点“转送”或者“交办”，选单位，写期限。", "matters", _kinds("referred", "assigned")),
    Task("print", "打印一份文书", "到事项的“文书”，选一份现在可以制作的，预览，再制作并打印。练习的纸上都印有“练习”。", "matters", _kinds("document_printed")),
    Task("answer", "记一份答复", "选一件已经受理的事项，点“答复”，写处理结果和处理意见。", "matters", _kinds("answered")),
    Task("deliver", "登记送达", "答复要送达才算数：点“送达”，写送达方式、签收人和日期。", "matters", _kinds("delivered", "document_delivered")),
    Task("evaluate", "记一次评价", "问过信访人满意不满意，点“评价”记下来。", "matters", _kinds("evaluated")),
    Task("close", "结一个月", "到“月结”，选上个月，看校核，再结账。结了的数字不会再变。", "month", _kinds("period_closed")),
    Task("export", "写出一份报送包", "先登记练习用的县局（下面的按钮），再到“报送”，把结了账的月份写到一个文件夹里。", "exchange", _kinds("bundle_written")),
)  # fmt: skip
SUMMARY = (
    "十件事都办过了：登记、找人、受理、转交、打印、答复、送达、评价、月结、报送。"
    "真正的机构里也是这样做，按 F1 随时看本页帮助。练习可以接着用，也可以重置，从头再来。"
)


def done(entries: Iterable[Entry]) -> frozenset[str]:
    """Which tasks these entries show, in whatever order they were done."""
    made = tuple(entries)
    return frozenset(task.id for task in TASKS if task.seen(made))


def begin_first_day(register: Register) -> None:
    """From here on what stands in the journal is the exercise's own."""
    with register.store.writing():
        bundles.keep_secret(register.store, _FROM, str(journal.head(register.store)[0]))


class FirstDay:
    """How far somebody has come with the ten tasks of a practice office."""

    def __init__(self, register: Register, exchange: Callable[[], Exchange]) -> None:
        self._register, self._exchange = register, exchange

    def done(self) -> frozenset[str]:
        """Read from the journal anew; in a practice office that is older than this exercise it begins now."""
        begun = bundles.secret(self._register.store, _FROM)
        if begun is None:
            begin_first_day(self._register)
            return frozenset()
        return done(journal.read(self._register.store, after=int(begun)))

    def knows_county(self) -> bool:
        """Whether a county is enrolled, so that a bundle can be written."""
        return self._exchange().status().county is not None

    def enrol_practice_county(self) -> None:
        """A county that nobody sits in, so that a bundle can be written without one beside us."""
        office = self._register.office()
        if not office.practice:
            raise NotAllowed("这不是练习机构，没有登记练习用的县局", way_out="请接收县信访局的登记文件")
        content = write_enrolment(
            "county",
            office.code[:6] + "000000",
            office.superior,
            generate(),
            secrets.token_hex(8),
            practice=True,
        )
        self._exchange().enrol_county(content, read_enrolment(content).check_number)
