"""The reception page (登记): ask, recognise, register, print, and be ready for the next one."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.core.receptions import ReceptionDraft
from app.errors import AppError, ValidationError
from app.services.desk import Desk
from app.services.receptions import Registered
from app.ui.context import Context
from app.ui.reception.earlier_panel import EarlierPanel
from app.ui.reception.questions import Questions, Typed
from app.ui.reception.starts_bar import StartsBar
from app.ui.screen import Screen
from app.ui.theme import CONTENT_WIDTH, space
from app.ui.widgets.card import Card, scrolling

EARLIER_WIDTH = 372
RECEIPT = "receipt"


class ReceptionPage(Screen):
    """One reception after the other. What was typed stays until it is registered."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context, self._joined = desk, context, ""
        self.questions = Questions(desk, context.theme, context.today)
        self.earlier = EarlierPanel()
        self.bar = StartsBar()
        self.setProperty("ground", "page")
        self._build()
        self._connect()
        self._start_anew()

    def refresh(self) -> None:
        """Rosters anew; an untouched form takes today's date, a touched one is left alone."""
        self.questions.read_rosters()
        if self.questions.is_blank():
            self.questions.date_today()
        if self.focusWidget() is None:
            self.questions.enter()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"save": self.save, "submit": self.save_and_print}

    def save(self) -> None:
        """先登记."""
        self._register(print_receipt=False)

    def save_and_print(self) -> None:
        """登记并打印回执."""
        self._register(print_receipt=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_F8:
            self.earlier.join_first()
        elif control and event.key() == Qt.Key.Key_S:
            self.save()
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save_and_print()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        sheet = Card(margin=5)
        sheet.column.addWidget(self.questions)
        sheet.setMaximumWidth(CONTENT_WIDTH + space(60))
        self._area = scrolling(sheet)
        self.earlier.setFixedWidth(EARLIER_WIDTH)
        row = QHBoxLayout()
        row.setContentsMargins(space(5), space(4), space(4), space(3))
        row.setSpacing(space(5))
        row.addWidget(self._area, 1)
        row.addWidget(self.earlier)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.questions.visitors_changed.connect(self._show_earlier)
        self.questions.changed.connect(self._show_starts)
        self.earlier.joined.connect(self._on_joined)
        self.earlier.parted.connect(self._on_parted)
        self.earlier.opened.connect(self._context.open_matter)
        self.bar.save_button.clicked.connect(self.save)
        self.bar.print_button.clicked.connect(self.save_and_print)

    def _register(self, *, print_receipt: bool) -> None:
        typed = self.questions.typed()
        try:
            draft = self.questions.draft()
            registered = self._desk.receptions.register(
                draft, self.questions.visitors.visitors(), matter_id=self._joined
            )
        except ValidationError as error:
            self._show_problems(error.problems)
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self._finish(registered, typed, print_receipt=print_receipt)

    def _finish(self, registered: Registered, typed: Typed, *, print_receipt: bool) -> None:
        self._start_anew()
        self.questions.enter()
        self._context.changes.matters_changed.emit()
        said = f"{registered.number} 已登记" + (
            f"（第{registered.ordinal}次）" if registered.ordinal > 1 else ""
        )
        if print_receipt and self._print(registered):
            said += "，回执已送打印机"
        self._context.toast(said, lambda: self._take_back(registered, typed))

    def _print(self, registered: Registered) -> bool:
        """The receipt; the registration stands even if the printer does not answer."""
        try:
            paper = self._desk.papers.issue(RECEIPT, registered.matter_id)
            self._context.desktop.print_pdf(paper.content, f"{paper.document.title} {registered.number}")
            self._desk.papers.printed(paper.document.id)
        except AppError as error:
            self._context.prompts.show_error(f"{registered.number}已经登记，回执没有打印。{error}")
            return False
        return True

    def _take_back(self, registered: Registered, typed: Typed) -> None:
        """撤销: the number stays as voided; what was typed stands again, unless something new does."""
        try:
            self._desk.receptions.undo(registered)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        self._context.changes.matters_changed.emit()
        if self.questions.is_blank():
            self.questions.put(typed)

    def _show_problems(self, problems: dict[str, str]) -> None:
        left = self.questions.show_problems(problems)
        if left:
            self._context.prompts.show_error(left)
        self._reveal_focus()

    def _reveal_focus(self) -> None:
        """Scroll to where the keyboard is."""
        if focused := self.questions.focusWidget():
            self._area.ensureWidgetVisible(focused, 0, space(15))

    def _start_anew(self) -> None:
        self._joined = ""
        self.earlier.start_anew()
        self.questions.clear()
        self._area.verticalScrollBar().setValue(0)
        self._show_starts()

    def _show_earlier(self) -> None:
        visitors = self.questions.visitors.visitors()
        found = self._desk.receptions.earlier(visitors)
        self.earlier.show_found(found, self._context.today(), named=any(len(it.name) > 1 for it in visitors))

    def _show_starts(self) -> None:
        if self._joined:
            return
        try:
            draft = self.questions.draft()
        except ValidationError:
            return
        starts = self._desk.receptions.starts(draft)
        self.bar.show_starts(starts, self._context.today(), anonymous=_nobody(draft))

    def _on_joined(self, matter_id: str, number: str, title: str) -> None:
        self._joined = matter_id
        self.bar.show_joined(number)
        if not self.questions.title_edit.text().strip():
            self.questions.title_edit.setText(title)
        self.questions.text_edit.setFocus()
        self._reveal_focus()

    def _on_parted(self) -> None:
        self._joined = ""
        self._show_starts()


def _nobody(draft: ReceptionDraft) -> bool:
    return draft.anonymous
