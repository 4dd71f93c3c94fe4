"""The papers of one kind that were made, the latest first, or what the kind is for."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.documents import Document
from app.services.papers import Form
from app.ui.ledgers.kinds import teaching
from app.ui.matters.paper_rows import MadeRow
from app.ui.matters.sheet import Sheet
from app.ui.widgets.buttons import link
from app.ui.widgets.card import EmptyState

AT_ONCE = 20


class MadeSheet(Sheet):
    """`wire` lets a row's buttons do what they say."""

    def __init__(self, wire: Callable[[MadeRow], None]) -> None:
        super().__init__()
        self._wire, self._shown = wire, AT_ONCE
        self.rows: dict[str, MadeRow] = {}
        self._all: Sequence[Document] = ()
        self._show_more: Callable[[], None] = lambda: None
        self.more_button = link("")

    def show_kind(self, form: Form, papers: Sequence[Document], today: date, *, anew: bool) -> None:
        """The papers of a kind; `anew` begins with the latest ones again."""
        self._shown = AT_ONCE if anew else self._shown
        self._all = papers
        self._show_more = lambda: self.show_kind(form, papers, today, anew=False)
        self.begin()
        self.rows = {}
        for paper in papers[: self._shown]:
            self.column.addWidget(self._row(paper, today))
        if not papers:
            self.column.addWidget(
                EmptyState(f"还没有制作过{form.title}", teaching(form), icon_name="ledgers")
            )
        self._put_more(form, papers, today)
        self.finish()

    def enter_document(self, document_id: str) -> None:
        """The keyboard goes to a paper's row, though it be among the older ones."""
        at = next((at for at, it in enumerate(self._all) if it.id == document_id), -1)
        if at >= self._shown:
            self._shown = at + 1
            self._show_more()
        if document_id in self.rows:
            self.rows[document_id].enter()

    def _row(self, paper: Document, today: date) -> QWidget:
        row = self.rows[paper.id] = MadeRow(paper, today)
        self._wire(row)
        return row

    def _put_more(self, form: Form, papers: Sequence[Document], today: date) -> None:
        """Widgets are dear: older papers come on demand, the keyboard with them."""
        rest = papers[self._shown :]
        if not rest:
            return
        self.more_button = link(f"较早的{len(rest)}份")

        def more() -> None:
            self._shown += AT_ONCE
            self.show_kind(form, papers, today, anew=False)
            self.rows[rest[0].id].enter()

        self.more_button.clicked.connect(more)
        self.column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
