"""What a paper lacks as it stands: each sentence with its article and a way to where it is mended."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services.papers import Finding
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.card import Notice
from app.ui.widgets.plain import PlainLabel

NOTHING = "检查过了，可以制作"
PAGES = {"reception": "去更正登记", "people": "去看人员", "office": "去机构设置", "steps": "去办理下一步"}


class FindingsList(QWidget):
    """The findings of the checks, what the law blocks first.

    Signals:
        field_requested: The clerk wants to mend it in the paper; carries the name of the ask.
        page_requested: It is mended elsewhere; carries the page's word.
    """

    field_requested = Signal(str)
    page_requested = Signal(str)

    def __init__(self, places: Collection[str]) -> None:
        super().__init__()
        self._places = places
        self._shown: Sequence[Finding] | None = None
        self.jumps: list[Button] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(2))
        self._sheet = QWidget()
        self._column.addWidget(self._sheet)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say what there is now; what was said before stays as it is while nothing changes."""
        if findings == self._shown:
            return
        self._shown, self.jumps = findings, []
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        for finding in findings:
            column.addWidget(self._said(finding))
        if not findings:
            column.addWidget(Notice(NOTHING, Tone.DONE))
        self._column.replaceWidget(self._sheet, sheet)
        self._sheet.hide()
        self._sheet.deleteLater()
        self._sheet = sheet

    def sentences(self) -> list[str]:
        return [finding.sentence for finding in self._shown or ()]

    def _said(self, finding: Finding) -> QFrame:
        tone = Tone.LATE if finding.blocks else Tone.SOON
        frame = QFrame()
        frame.setProperty("part", "notice")
        frame.setProperty("tone", tone.value)
        words = QVBoxLayout()
        words.setSpacing(0)
        said = f"不能制作：{finding.sentence}" if finding.blocks else finding.sentence
        words.addWidget(PlainLabel(said, tone=tone, wrap=True))
        if finding.article:
            words.addWidget(PlainLabel(finding.article, Type.CAPTION, wrap=True))
        row = QHBoxLayout(frame)
        row.setContentsMargins(space(3), space(2), space(2), space(2))
        row.addLayout(words, 1)
        if jump := self._jump(finding):
            row.addWidget(jump, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _jump(self, finding: Finding) -> Button | None:
        if finding.place in self._places:
            button = link("去填写")
            button.clicked.connect(lambda: self.field_requested.emit(finding.place))
        elif finding.page in PAGES:
            button = link(PAGES[finding.page])
            button.clicked.connect(lambda: self.page_requested.emit(finding.page))
        else:
            return None
        button.setAccessibleDescription(finding.sentence)
        self.jumps.append(button)
        return button
