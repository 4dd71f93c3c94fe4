"""A sheet that shows in a table what will be written before it is: the source, what is in it, two buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.theme import Theme, Tone, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import EmptyState, Notice
from app.ui.widgets.figures_table import Cell, FiguresTable
from app.ui.widgets.form import SubmitForm


class LookPanel(SubmitForm):
    """Ctrl+Enter submits what is allowed, Esc goes back. Put fields into `column`, then `finish`.

    Signals:
        submitted: It is to be written as it is shown.
        cancelled: The clerk thought better of it.
    """

    submitted = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, *, name: str, empty: EmptyState) -> None:
        super().__init__()
        self.notice = Notice("", Tone.ACTION)
        self.notice.hide()
        self.table = FiguresTable(theme, name=name)
        self.table.hide()
        self.empty = empty
        self.submit_button, self.cancel_button = primary("写入U盘　Ctrl+Enter"), quiet("返回", tip="Esc")
        self.submit_button.setAccessibleName("写入U盘")
        self.submit_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.cancelled)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space(3))

    def submit(self) -> None:
        """Hand on what is shown, if it may go."""
        if self.submit_button.isEnabled():
            self.submitted.emit()

    def finish(self) -> None:
        """What was found and the buttons come after the fields, on the sheet and for the keyboard."""
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.submit_button)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self.column.addLayout(foot)

    def show_found(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        self.table.show_table(heads, rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
