"""材料: the attachments, and what was said or written, reception by reception."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.receptions import CHANNELS, Reception
from app.services.attachments import Attachments
from app.services.matters import MatterView
from app.ui.context import Context
from app.ui.matters.lateness import short_date
from app.ui.matters.timeline_tab import TEXT_WIDTH
from app.ui.theme import Type, space
from app.ui.widgets.attachment_list import AttachmentList
from app.ui.widgets.card import rule, scrolling
from app.ui.widgets.plain import PlainLabel


class MaterialTab(QWidget):
    """The attachments above, the texts of every reception below, the latest first.

    Files may be dropped and pasted anywhere on it.
    """

    def __init__(self, attachments: Attachments, context: Context) -> None:
        super().__init__()
        self.attachments = AttachmentList(attachments, context)
        self.attachments.changed.connect(context.changes.matters_changed)
        self._texts = QWidget()
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(0, space(3), space(2), space(2))
        self._column.setSpacing(space(3))
        for widget in (self.attachments, rule(), self._texts):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._area: QScrollArea = scrolling(ground)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._area)
        self.setAcceptDrops(True)

    def show_material(self, view: MatterView, today: date) -> None:
        """Another matter's material, or the same one's after something happened."""
        matter = view.matter
        self.attachments.show_matter(matter.id, matter.number, can_add=not matter.voided)
        self._show_texts(matter.receptions, today)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.attachments.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.attachments.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.attachments.dropEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.attachments.keyPressEvent(event)

    def _show_texts(self, receptions: Sequence[Reception], today: date) -> None:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        for at, reception in enumerate(reversed(receptions)):
            if at:
                column.addWidget(rule())
            for widget in _written(reception, today):
                column.addWidget(widget)
        self._column.replaceWidget(self._texts, fresh)
        self._texts.hide()
        self._texts.deleteLater()
        self._texts = fresh


def _written(reception: Reception, today: date) -> list[QWidget]:
    """What one reception says, under its heading."""
    found: list[QWidget] = [PlainLabel(heading(reception, today), strong=True, wrap=True)]
    for word, text in (("内容", reception.text), ("诉求", reception.request)):
        if text:
            found.append(_titled(word, text))
    return found if len(found) > 1 else [*found, PlainLabel("没有记内容", soft=True)]


def _titled(word: str, text: str) -> QWidget:
    body = PlainLabel(text, wrap=True).selectable()
    body.setMaximumWidth(TEXT_WIDTH)
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space(1))
    column.addWidget(PlainLabel(word, Type.CAPTION))
    row = QHBoxLayout()  # a row asks the text for its height at the width it gets, a column at its own
    row.addWidget(body, 1)
    row.addStretch(0)
    column.addLayout(row)
    return ground


def heading(reception: Reception, today: date) -> str:
    """第2次　来访　11月20日　3人, with what else is known of it."""
    parts = [
        f"第{reception.ordinal}次", CHANNELS[reception.channel], short_date(reception.occurred_on, today),
        f"{reception.head_count}人" if reception.head_count > 1 else "",
        f"代理人{reception.agent}" if reception.agent else "",
        f"信封编号{reception.envelope_number}" if reception.envelope_number else "",
        "匿名" if reception.anonymous else "", "已作废" if reception.voided else "",
    ]  # fmt: skip
    return "　".join(part for part in parts if part)
