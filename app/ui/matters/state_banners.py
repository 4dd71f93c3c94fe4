"""What one must know before doing anything with a matter: what waits, what is joined, what runs beside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.envelopes import still_missing
from app.core.matters import Matter
from app.core.steps.links import split_parts
from app.services.matters import MatterView
from app.ui.matters.lateness import short_date
from app.ui.matters.next_steps import keyboard_place, put_in_place
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.card import Notice

COMPLETE = "补充登记"


@dataclass(frozen=True)
class Banner:
    """One sentence; `matters` are the ids it leads to, `verb` what the clerk may do about it here."""

    sentence: str
    tone: Tone = Tone.ACTION
    matters: tuple[str, ...] = ()
    verb: str = ""


class StateBanners(QWidget):
    """The banners of one matter, none for most.

    Signals:
        matter_requested: The clerk follows a link to another matter; carries its id.
        completion_requested: The clerk fills in what the envelope did not say.
    """

    matter_requested = Signal(str)
    completion_requested = Signal()

    def __init__(self, number_of: Callable[[str], str]) -> None:
        super().__init__()
        self._number_of = number_of
        self.banners: tuple[Banner, ...] = ()
        self.links: dict[str, Button] = {}
        self._place = keyboard_place(self)
        self._sheet = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_view(self, view: MatterView, today: date) -> None:
        """The banners anew; a sealed matter has none until it is opened."""
        self.banners = () if view.hidden else tuple(banners(view, today))
        self.links = {}
        self._sheet.hide()
        self._sheet.deleteLater()
        self._sheet = QWidget()
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        for banner in self.banners:
            column.addWidget(self._row(banner))
        self._column.addWidget(self._sheet)
        self.setVisible(bool(self.banners))
        self._sheet.show()  # at once, so that the keyboard can go there
        put_in_place(self._place, tuple(self.links.values()))

    def _row(self, banner: Banner) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(space(2))
        line.addWidget(Notice(banner.sentence, banner.tone), 1)
        for matter_id in banner.matters:
            button = self.links[matter_id] = link(f"打开{self._number_of(matter_id)}")
            button.clicked.connect(lambda _=False, matter_id=matter_id: self.matter_requested.emit(matter_id))
            line.addWidget(button)
        if banner.verb:
            button = self.links[banner.verb] = link(banner.verb)
            button.clicked.connect(self.completion_requested)
            line.addWidget(button)
        return row


def banners(view: MatterView, today: date) -> Iterator[Banner]:
    """What waits for the clerk first, then what is only to be known."""
    yield from _waiting(view, today)
    yield from _linked(view.matter)
    running = "；".join(_running(view, today))
    if running:
        yield Banner(running)


def _waiting(view: MatterView, today: date) -> Iterator[Banner]:
    matter = view.matter
    if missing := still_missing(matter):
        yield Banner(f"待补充：先登记了信封，还缺{'、'.join(missing)}", Tone.SOON, verb=COMPLETE)
    if (objected := matter.on("objected")) and not matter.finished_on:
        unit = view.names.get(matter.unit_id, "单位")
        yield Banner(f"{unit}{short_date(objected, today)}提出异议，请核实后登记同意或者不同意", Tone.SOON)
    if (objected := matter.on("objected_up")) and not matter.on("returned_up"):
        yield Banner(f"{short_date(objected, today)}已向上级提出异议，等待上级答复", Tone.SOON)
    if len(matter.all("urgent_marked")) > len(matter.all("urgent_reported")):
        yield Banner("重大、紧急信访事项，还没有登记报告", Tone.LATE)


def _linked(matter: Matter) -> Iterator[Banner]:
    if matter.merged_into:
        yield Banner("已并入主件办理，请在主件上登记", Tone.CLOSED, (matter.merged_into,))
    if matter.split_from:
        yield Banner("由另一件事项拆分而来", Tone.CLOSED, (matter.split_from,))
    if parts := split_parts(matter):
        yield Banner(f"已拆分出{len(parts)}件另行办理", Tone.CLOSED, parts)


def _running(view: MatterView, today: date) -> Iterator[str]:
    """What changes how the matter is handled while it lasts."""
    matter = view.matter
    if matter.simple and not matter.finished_on:
        yield "正在简易办理"
    if opened := matter.on("hearing_opened"):
        yield f"{short_date(opened, today)}起举行听证，结束后请登记“听证结束”"
    for line in view.deadlines:
        if line.extensions and line.is_running():
            days = sum(step.days for step in line.extensions)
            yield f"已批准延期{days}日，{line.name}延至{short_date(line.due, today)}"
