"""核对外来报告: a report from elsewhere, pasted or opened, and what in it cannot be right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.periods import Period
from app.core.report_checks import Finding
from app.errors import AppError
from app.services.desk import Desk
from app.services.progress import Progress
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.matters.sheet import Sheet
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Notice
from app.ui.widgets.plain import Badge, PlainLabel

CHECK_TITLE, CHECK_WIDTH = "核对外来报告", 680
REPORTS = "报告 (*.docx *.txt *.md)"
MOST_SHOWN = 100
ALL_WELL = "没有发现对不上的地方"
_PASTE = "把报告的文字粘贴在这里，表格也可以从 Excel、Word 里直接粘贴"
_QUOTED = 60  # characters of the report's own words


class ReportCheck(QWidget):
    """Paste or open, then read what was found; nothing of it is kept.

    Signals:
        cancelled: The clerk has read enough.
    """

    cancelled = Signal()

    def __init__(self, desk: Desk, context: Context, period: Period) -> None:
        super().__init__()
        self._context, self._period = context, period
        self._reports = desk.reports
        self._work = LongWork(context.tasks, self)
        self.text_edit = QPlainTextEdit()
        self.text_edit.setAccessibleName("报告的文字")
        self.text_edit.setPlaceholderText(_PASTE)
        self.text_edit.setTabChangesFocus(True)
        self.own_box = QCheckBox(f"同时和本机{period.name}的数字对照")
        self.own_box.setChecked(True)
        self.check_button = primary("核对")
        self.open_button = quiet("打开文件…", icon_name="folder", tip="Word（.docx）或文本（.txt）")
        self.notice = Notice("", Tone.DONE)
        self.notice.hide()
        self.found = Sheet()
        self.rows: list[FindingRow] = []
        self._build()
        self.check_button.clicked.connect(self.check)
        self.open_button.clicked.connect(self.open_file)

    def check(self) -> None:
        """Check what was pasted."""
        text = self.text_edit.toPlainText()
        if not text.strip():
            self.notice.say("还没有粘贴文字；也可以打开文件", Tone.SOON)
            self.text_edit.setFocus()
            return
        try:
            found = self._reports.check_text(text, self._own())
        except AppError as error:
            self.notice.say(str(error), Tone.LATE)
        else:
            self._show("粘贴的文字", found)

    def open_file(self) -> None:
        """Check a file; a large one is read beside the window."""
        path = self._context.prompts.choose_open_path("打开要核对的报告", REPORTS)
        if path is None:
            return
        period = self._own()

        def job(_progress: Progress) -> tuple[Finding, ...]:
            return self._reports.check(path, period)

        self._work.run(
            "正在核对", job, lambda found: self._show(path.name, found),
            lambda sentence: self.notice.say(sentence, Tone.LATE), lambda: None,
        )  # fmt: skip

    def _own(self) -> str | None:
        return self._period.id if self.own_box.isChecked() else None

    def _show(self, name: str, found: Sequence[Finding]) -> None:
        beyond = f"，只列前{MOST_SHOWN}处" if len(found) > MOST_SHOWN else ""
        said = f"{name}：{len(found)}处对不上{beyond}" if found else f"{name}：{ALL_WELL}"
        self.notice.say(said, Tone.SOON if found else Tone.DONE)
        self.rows = [FindingRow(each) for each in found[:MOST_SHOWN]]
        self.found.begin()
        for row in self.rows:
            self.found.column.addWidget(row)
        self.found.finish()

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(space(3))
        buttons.addWidget(self.check_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(self.text_edit, 2)
        column.addWidget(self.own_box)
        column.addLayout(buttons)
        column.addWidget(self.notice)
        column.addWidget(self.found, 3)


class FindingRow(QFrame):
    """One thing that cannot be right: where, in which words, why, and what it should be."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.setProperty("part", "row")
        quote = " ".join(finding.quote.split())
        quote = quote if len(quote) <= _QUOTED else f"{quote[:_QUOTED]}…"
        expected = f"应为{finding.expected}" if finding.expected else ""
        self.setAccessibleName(
            "，".join(it for it in (finding.place, finding.sentence, quote, expected) if it)
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(Badge(finding.place, Tone.SOON))
        head.addWidget(PlainLabel(finding.sentence, strong=True, wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(2), space(2), space(2), space(2))
        column.setSpacing(space(1))
        column.addLayout(head)
        for text in (f"“{quote}”" if quote else "", expected):
            if text:
                column.addWidget(PlainLabel(text, Type.CAPTION, wrap=True).selectable())
