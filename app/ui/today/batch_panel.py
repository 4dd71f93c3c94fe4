"""打印本周文书: what would be printed, each with a tick; what cannot be, with its sentence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.services.batches import DuePaper
from app.ui.matters.lateness import short_date
from app.ui.matters.panel_form import PanelForm
from app.ui.theme import Tone, Type, space
from app.ui.turns import Turns, go_through
from app.ui.widgets.buttons import link
from app.ui.widgets.card import SectionHeader, give_room
from app.ui.widgets.plain import ElidedLabel, PlainLabel, plain_caption

BATCH_WIDTH = 600
MOST_AT_ONCE = 100  # rows; the rest is listed when these are printed
SEEN = 8  # rows that stand at once; the others come below them
EACH_TURN = 4
ABOUT = "已经办了、还没有告知的，和已经制作、还没有打印的；最急的在前。"
NONE_DUE = "本周没有要打印的文书。办了受理、不予受理、延期、答复、转送、交办以后，还没有告知的会列在这里。"
NOTHING = "请至少选一份文书，没有打印"


@dataclass(frozen=True)
class BatchWish:
    """What is to be printed and how."""

    papers: tuple[DuePaper, ...]
    returns: bool
    both_sides: bool


class BatchPanel(PanelForm):
    """`submitted` carries a `BatchWish`. `hindrance` says why a paper cannot be made yet, or nothing.

    A long pile comes a few rows each turn; a paper whose row is still to come is as good as ticked.

    Signals:
        matter_requested: Something is to be mended in a matter; carries its id.
    """

    matter_requested = Signal(str)

    def __init__(
        self, due: Sequence[DuePaper], hindrance: Callable[[DuePaper], str], today: date,
        turns: Callable[[QObject], Turns], *, both_sides: bool,
    ) -> None:  # fmt: skip
        super().__init__("制作并打印", ABOUT)
        self._today = today
        self.ticks: list[tuple[DuePaper, QCheckBox]] = []
        said = [(paper, hindrance(paper)) for paper in due[:MOST_AT_ONCE]]
        self._able = [paper for paper, sentence in said if not sentence]
        self.blocked = [(paper, sentence) for paper, sentence in said if sentence]
        self.returns_check = QCheckBox("附送达回证（每份告知书、答复后面一张）")
        self.sides_check = QCheckBox("双面（每份从正面开始）")
        self.sides_check.setChecked(both_sides)
        self._lay_head()
        self.finish()
        self._further = self._rows(len(due) - MOST_AT_ONCE)
        self._lay_next(SEEN)
        go_through(turns(self), "rows", self._laying(), lambda: None, stretch=0)
        self._count()

    def chosen(self) -> tuple[DuePaper, ...]:
        """The papers with a tick, in their order."""
        while self._lay_next(EACH_TURN):
            pass
        return tuple(paper for paper, tick in self.ticks if tick.isChecked())

    def submit(self) -> None:
        papers = self.chosen()
        if not papers:
            self.refuse(NOTHING)
            return
        self.refuse("")
        self.submitted.emit(
            BatchWish(papers, self.returns_check.isChecked(), self.sides_check.isChecked())
        )  # fmt: skip

    def _lay_head(self) -> None:
        """How, before which: a long pile would hide the two questions below itself."""
        for check in (self.returns_check, self.sides_check):
            self.column.addWidget(check)
        self.column.addWidget(SectionHeader("要打印的", count=f"{len(self._able)}份"))
        if not self._able:
            self.column.addWidget(PlainLabel(NONE_DUE, soft=True, wrap=True))

    def _rows(self, rest: int) -> Iterator[QWidget]:
        """What can be printed, then what cannot."""
        for paper in self._able:
            tick = self._tick(paper)
            self.ticks.append((paper, tick))
            yield _row(tick, ElidedLabel(_about(paper, self._today), Type.CAPTION))
        if rest > 0:
            yield PlainLabel(f"还有{rest}份，打印完这些再列出来。", soft=True, wrap=True)
        if self.blocked:
            yield SectionHeader("现在还不能打印", count=f"{len(self.blocked)}份")
        for paper, sentence in self.blocked:
            yield self._hindered(paper, sentence)

    def _laying(self) -> Iterator[None]:
        while self._lay_next(EACH_TURN):
            give_room(self.column, self._area)
            yield

    def _lay_next(self, number: int) -> bool:
        """So many rows more, above the room that is left; whether there was one."""
        rows = list(islice(self._further, number))
        for row in rows:
            self.column.insertWidget(self.column.count() - 1, row)
            row.show()
        return bool(rows)

    def _tick(self, paper: DuePaper) -> QCheckBox:
        tick = QCheckBox(plain_caption(f"{paper.title}　{paper.number}".strip("　")))
        tick.setAccessibleDescription(_about(paper, self._today))
        tick.setChecked(True)
        tick.toggled.connect(self._count)
        return tick

    def _hindered(self, paper: DuePaper, sentence: str) -> QWidget:
        ground = QWidget()
        go = link("去事项里处理")
        go.setAccessibleDescription(f"{paper.title}，{paper.who}")
        go.clicked.connect(lambda: self.matter_requested.emit(paper.matter_id))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(paper.title, soft=True))
        head.addStretch(1)
        head.addWidget(go)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(ElidedLabel(_about(paper, self._today), Type.CAPTION))
        column.addWidget(PlainLabel(sentence, tone=Tone.SOON, wrap=True))
        return ground

    def _count(self) -> None:
        number = len(self._able) - sum(not tick.isChecked() for _, tick in self.ticks)
        self.say_verb(f"制作并打印{number}份" if number else "制作并打印")


def _row(tick: QCheckBox, said: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(tick)
    line = QHBoxLayout()
    line.setContentsMargins(space(8), 0, 0, 0)
    line.addWidget(said)
    column.addLayout(line)
    return ground


def _about(paper: DuePaper, today: date) -> str:
    """Whose it is, and until when it should go out."""
    whose = f"{paper.matter_number} {paper.who}" if paper.matter_id else "本机构的文书"
    until = "今天发出" if paper.due_on == today else f"{short_date(paper.due_on, today)}前应发出"
    return f"{whose} · {until}"
