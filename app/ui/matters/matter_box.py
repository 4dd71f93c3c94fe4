"""A line for another matter: its number, or words by which it is found; what it is about stands below."""

from PySide6.QtCore import Signal

from app.core.matters import STATES
from app.errors import AppError
from app.services.matters import Matters
from app.ui.reception.suggest import MOST_SHOWN, SuggestEdit
from app.ui.theme import Theme
from app.ui.widgets.two_line_list import Line


class MatterBox(SuggestEdit):
    """Offers matters while typing; the one that `own` names is never offered.

    Signals:
        found: Another matter stands here; carries what it is about, nothing while there is none.
    """

    found = Signal(str)

    def __init__(self, theme: Theme, matters: Matters, own: str, *, name: str) -> None:
        super().__init__(theme, self._matching, name=name, eager=True)
        self._matters, self._own = matters, own
        self.setPlaceholderText("输入编号，或用姓名、事由查找")
        self.taken.connect(self.choose)
        self.textChanged.connect(self._on_text_changed)

    def choose(self, matter_id: str) -> None:
        """Let this matter's number stand here."""
        self.setText(self._matters.matter(matter_id).number)

    def number(self) -> str:
        return self.text().strip()

    def _matter_id(self, number: str) -> str:
        try:
            return self._matters.id_of(number) if number else ""
        except AppError:
            return ""

    def _matching(self, text: str) -> list[Line]:
        """Nothing more to offer once a whole number stands here."""
        if self._matter_id(text):
            return []
        rows = self._matters.find(text, limit=MOST_SHOWN + 1)
        return [
            Line(row.id, f"{row.number}　{row.people}".strip("　"), row.title, STATES[row.state])
            for row in rows
            if row.id != self._own
        ]

    def _on_text_changed(self) -> None:
        matter_id = self._matter_id(self.number())
        if not matter_id:
            self.found.emit("")
            return
        view = self._matters.view(matter_id)
        self.found.emit(f"{view.matter.title}（{view.state}）")
