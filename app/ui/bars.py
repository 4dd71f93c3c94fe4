"""The thin bar above the page and the line of truths below it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.answers import Status
from app.ui.search.box import SearchBox
from app.ui.theme import Tone, Type, clothe, space
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.plain import Badge, ElidedLabel, PlainLabel


class TopBar(QFrame):
    """Whose desk this is, the search, and the lock.

    Signals:
        lock_requested: The clerk leaves the desk.
    """

    lock_requested = Signal()

    def __init__(self, search: SearchBox) -> None:
        super().__init__()
        self.setProperty("part", "topbar")
        self._office = ElidedLabel("", Type.LEAD, strong=True)
        self._practice = Badge("练习", Tone.SOON)
        lock = Button("锁定", Kind.BARE, icon_name="lock", tip="锁定　Ctrl+L")
        lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        lock.clicked.connect(self.lock_requested)
        search.setFixedWidth(420)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(6), space(2), space(4), space(2))
        row.setSpacing(space(3))
        row.addWidget(self._office)
        row.addWidget(self._practice)
        row.addStretch(1)
        row.addWidget(search)
        row.addSpacing(space(1))
        row.addWidget(lock)

    def show_office(self, name: str, *, practice: bool) -> None:
        self._office.setText(name)
        self._practice.setVisible(practice)


class StatusLine(QFrame):
    """Asks `status` again whenever something was written."""

    def __init__(self, status: Callable[[], Status]) -> None:
        super().__init__()
        self._status = status
        self.setProperty("part", "statusline")
        self.setAccessibleName("状态")
        self._labels = [PlainLabel("", Type.CAPTION) for _ in range(3)]
        row = QHBoxLayout(self)
        row.setContentsMargins(space(6), space(1), space(6), space(1))
        row.setSpacing(space(6))
        for label in self._labels:
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(PlainLabel("禁止录入涉密信息", Type.CAPTION))

    def refresh(self) -> None:
        status = self._status()
        for label, text in zip(self._labels, (status.saved, status.backup, status.bundle), strict=True):
            label.setText(text)
            label.setVisible(bool(text))


class Frame(QWidget):
    """The rail along the whole left side, bar and status line above and below the page."""

    def __init__(self, rail: QWidget, top: QWidget, page: QWidget, foot: QWidget) -> None:
        super().__init__()
        self._middle = QVBoxLayout()
        self._middle.setSpacing(0)
        for part, stretch in ((top, 0), (page, 1), (foot, 0)):
            self._middle.addWidget(part, stretch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addLayout(self._middle, 1)

    def put_beside(self, card: QWidget) -> None:
        """A card that stays at the right of whatever page is shown."""
        row = self.layout()
        if row is not None:
            row.addWidget(card)
        clothe(card)

    def put_question(self, bar: QWidget) -> None:
        """A bar that asks something, under the top bar; the page goes on below it."""
        self._middle.insertWidget(1, bar)
        clothe(bar)
