"""The foot of the reception page: which lawful dates this registration starts, and the two ways to save."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.core.deadlines import Deadline
from app.ui.matters.lateness import short_date
from app.ui.theme import space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.plain import PlainLabel

ANONYMOUS = "匿名信访，无法书面告知，不起算告知期限"


class StartsBar(QFrame):
    """Dates left, buttons right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "topbar")
        self.dates = PlainLabel("", wrap=True)
        self.save_button = quiet("先登记　Ctrl+S")
        self.print_button = primary("登记并打印回执　Ctrl+Enter", icon_name="print")
        self.save_button.setAccessibleName("先登记")
        self.print_button.setAccessibleName("登记并打印回执")
        row = QHBoxLayout(self)
        row.setContentsMargins(space(5), space(2), space(5), space(2))
        row.setSpacing(space(3))
        row.addWidget(self.dates, 1)
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)

    def show_starts(self, deadlines: Sequence[Deadline], today: date, *, anonymous: bool) -> None:
        """A new matter: what its registration starts."""
        said = [in_words(line, today) for line in deadlines if not line.internal]
        self.dates.setText("登记后起算　" + "；".join(said) if said else ANONYMOUS if anonymous else "")

    def show_joined(self, number: str) -> None:
        """A further reception: no new dates."""
        self.dates.setText(f"登记为{number}的再次信访，时限仍从首次登记起算")


def in_words(line: Deadline, today: date) -> str:
    """15日内书面告知：12月5日; a right says that it may be used, a named day has no count."""
    term = f"{line.days}{'个工作日' if line.working else '日'}内" if line.days else ""
    may = "可在" if line.optional and term else ""
    return f"{may}{term}{line.name}：{short_date(line.raw, today)}"
