"""诊断: the text that would be handed on is read first, and only what was read is saved."""

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError
from app.services.desk import Desk
from app.services.diagnostics import SUGGESTED, Diagnostics, save
from app.services.progress import Progress
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.prompts import ZIP
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.lines import Flow
from app.ui.widgets.plain import PlainLabel

ABOUT = (
    "程序出问题时，把诊断信息交给维护人员。里面只有版本、大小、次数和设置编号，没有姓名、电话、证件号码、"
    "事项编号和内容，也没有单位名称；先在这里看过，再决定存不存、给谁。"
)
SETTLED = 50  # milliseconds: by then the page is as long as it has become
HEIGHT = 80  # in steps of four pixels
STOPPED = "已取消，没有收集诊断信息。"


class DiagnosticsPart(QWidget):
    """Shows the exact text, read-only; 保存 puts these bytes into a file and nothing else anywhere."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self.work = LongWork(context.tasks, self)
        self._told = ""
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("诊断信息")
        self.text.setFixedHeight(space(HEIGHT))
        self.show_button = quiet("查看诊断信息", icon_name="document")
        self.save_button = primary("保存")
        self.notice = Notice("", Tone.DONE)
        self.show_button.clicked.connect(self.show_text)
        self.save_button.clicked.connect(self.save_text)
        self._lay_out()

    def show_text(self) -> None:
        """Collect it and show all of it."""
        diagnostics = Diagnostics(self._desk.register.folder, self._desk, qVersion() or "")

        def job(_progress: Progress) -> str:
            return diagnostics.text()

        self.work.run(
            "正在收集诊断信息", job, self._on_told, self._context.prompts.show_error,
            lambda: self.notice.say(STOPPED, Tone.SOON),
        )  # fmt: skip

    def save_text(self) -> None:
        """What is on the screen, as a file of the clerk's choice."""
        path = self._context.prompts.choose_save_path("保存诊断信息", SUGGESTED, ZIP)
        if path is None:
            return
        try:
            save(self._told, path)
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self.notice.say(f"已保存：{path}", Tone.DONE)

    def _on_told(self, text: str) -> None:
        self._told = text
        self.text.setPlainText(text)
        for widget in (self.text, self.save_button):
            widget.show()
        self.notice.say("", Tone.DONE)
        self.text.setFocus()
        QTimer.singleShot(SETTLED, self.text, self._bring_into_view)

    def _bring_into_view(self) -> None:
        """Down to its last line: Qt's own way of asking shows the line of the cursor alone."""
        place = self.parentWidget()
        while place and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        ground = place.widget() if isinstance(place, QScrollArea) else None
        if isinstance(place, QScrollArea) and ground:
            end = self.text.mapTo(ground, self.text.rect().bottomLeft())
            place.ensureVisible(end.x(), end.y())

    def _lay_out(self) -> None:
        card = Card("诊断")
        for widget in (
            PlainLabel(ABOUT, soft=True, wrap=True), Flow((self.show_button, self.save_button)), self.notice, self.text
        ):  # fmt: skip
            card.column.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        for hidden in (self.text, self.save_button, self.notice):
            hidden.hide()
