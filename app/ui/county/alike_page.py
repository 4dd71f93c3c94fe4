"""What two townships may share: side by side, decided by a person, never merged."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.county.alike import DIFFERENT, PERSON, SAME, Alike, Side
from app.county.desk import CountyDesk
from app.errors import ValidationError
from app.ui.context import Context
from app.ui.screen import Screen
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import EmptyState, Notice, SectionHeader, scrolling
from app.ui.widgets.field import Field
from app.ui.widgets.plain import Badge, PlainLabel

ABOUT = "只是提示，请打电话核对。记下的结果只作说明，两边的记录和统计数字都不改动，也不会合并。"
VERDICTS = {SAME: ("同一", Tone.DONE), DIFFERENT: ("不是", Tone.CLOSED)}
MOST_SHOWN = 50


class AlikePage(Screen):
    """Undecided pairs first, decided ones below."""

    def __init__(self, desk: CountyDesk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self.rows: list[AlikeRow] = []
        self._area = scrolling(QWidget())
        self.setProperty("ground", "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addWidget(PlainLabel("不同乡镇之间的相同", Type.TITLE))
        column.addWidget(Notice(ABOUT))
        column.addWidget(self._area, 1)

    def refresh(self) -> None:
        """Look again."""
        found, decided = self._desk.alike(), self._desk.linked()
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, space(2), 0)
        column.setSpacing(space(2))
        self.rows = [AlikeRow(one) for one in found[:MOST_SHOWN]]
        column.addWidget(SectionHeader("待核对", count=f"{len(found)}条"))
        for row in self.rows:
            row.decided.connect(self.decide)
            column.addWidget(row)
        if not found:
            column.addWidget(
                EmptyState("没有需要核对的", "乡镇报送以后，证件号码相同、姓名和电话都相同的会列在这里")
            )
        if decided:
            column.addWidget(SectionHeader("核对过的", count=f"{len(decided)}条"))
        for one in decided[:MOST_SHOWN]:
            column.addWidget(_decided(one))
        column.addStretch(1)
        self._area.setWidget(sheet)

    def enter(self) -> None:
        (self.rows[0].reason_edit if self.rows else self).setFocus()

    def decide(self, row: "AlikeRow", verdict: str) -> None:
        """Keep what was found out; its ground is asked for."""
        pair = row.pair
        try:
            self._desk.decide_alike(pair.kind, (pair.one.id, pair.other.id), verdict, row.reason_edit.text())
        except ValidationError as error:
            row.field.set_problem(str(error))
            row.reason_edit.setFocus()
            return
        self._context.changes.exchange_changed.emit()
        self._context.toast(f"已记下：{VERDICTS[verdict][0]}")
        self.refresh()
        self.enter()


class AlikeRow(QFrame):
    """Two sides, the ground for asking, and the two answers.

    Signals:
        decided: An answer was pressed; carries this row and the answer.
    """

    decided = Signal(object, str)

    def __init__(self, pair: Alike) -> None:
        super().__init__()
        self.pair = pair
        self.setProperty("part", "card")
        kind = "同一人？" if pair.kind == PERSON else "同一事项？"
        self.setAccessibleName(f"{kind}{pair.reason}：{pair.one.text}，{pair.other.text}")
        self.reason_edit = QLineEdit()
        self.reason_edit.setPlaceholderText("例如：已与两镇电话核对")
        self.field = Field("核对的依据", self.reason_edit)
        self.same_button, self.different_button = primary("同一"), quiet("不是")
        self.same_button.clicked.connect(lambda: self.decided.emit(self, SAME))
        self.different_button.clicked.connect(lambda: self.decided.emit(self, DIFFERENT))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(4), space(3), space(4), space(3))
        column.setSpacing(space(2))
        column.addWidget(PlainLabel(f"{kind}　{pair.reason}", strong=True))
        column.addLayout(_sides((pair.one, pair.other)))
        answers = QHBoxLayout()
        answers.addWidget(self.field, 1)
        for button in (self.same_button, self.different_button):
            answers.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(answers)


def _sides(sides: Sequence[Side]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(space(6))
    for side in sides:
        column = QVBoxLayout()
        column.addWidget(PlainLabel(side.township_name, Type.CAPTION, soft=True, wrap=True))
        column.addWidget(PlainLabel(side.text, wrap=True))
        column.addStretch(1)
        row.addLayout(column, 1)
    return row


def _decided(one: Alike) -> QFrame:
    frame = QFrame()
    frame.setProperty("part", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(space(4), space(2), space(4), space(2))
    head = QHBoxLayout()
    head.addWidget(Badge(*VERDICTS[one.verdict]))
    head.addWidget(PlainLabel(f"{one.decided_at[:10]}　{one.reason}", wrap=True), 1)
    column.addLayout(head)
    column.addLayout(_sides((one.one, one.other)))
    return frame
