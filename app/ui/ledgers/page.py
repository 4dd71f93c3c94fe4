"""The ledgers page (台账): the kinds of the office's own papers left, those of one kind right."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.services.desk import Desk
from app.services.papers import Form
from app.ui.context import Context
from app.ui.ledgers.deeds import OfficeDeeds
from app.ui.ledgers.kinds import KINDS, kind_lines, teaching
from app.ui.ledgers.made_sheet import MadeSheet
from app.ui.matters.panel_form import PanelForm
from app.ui.matters.paper_order import BY_ID
from app.ui.matters.paper_to_make import paper_services
from app.ui.screen import Screen
from app.ui.theme import Type, space
from app.ui.widgets.buttons import primary
from app.ui.widgets.card import Card, SectionHeader
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.side_panel import SidePanel
from app.ui.widgets.two_line_list import TwoLineList

LIST_WIDTH = 344


class LedgersPage(Screen):
    """Minutes, bulletins, ledgers' sheets, public notices: made here and found again."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._papers, self._context = desk.office_papers, context
        self.panel = SidePanel(self, context.theme)
        self._services = paper_services(desk)
        self.deeds = OfficeDeeds(
            desk.office_papers, self._services, context, self.panel.open_panel, self.panel.close_panel
        )
        self.kinds = TwoLineList(context.theme, name="文书种类")
        self.made = MadeSheet(self.deeds.wire)
        self._form: Form = KINDS[0]
        self._build()
        self._connect()

    def refresh(self) -> None:
        """The kinds and the papers of the one shown, read again."""
        made, today = self._papers.all(), self._context.today()
        self.kinds.show_lines(list(kind_lines(made, today, self._has_draft)))
        if self.kinds.current_key() != self._form.id:
            self.kinds.choose(self._form.id)
        self._show_made(anew=False)

    def enter(self) -> None:
        self.kinds.setFocus()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"save": self.submit, "submit": self.submit, "back": self.panel.close_panel}

    def submit(self) -> None:
        """What the panel asks for, if one is open."""
        form = self.panel.content()
        if isinstance(form, PanelForm):
            form.submit()

    def make(self) -> None:
        """One more of the kind shown."""
        self.deeds.open_making(self._form)

    def show_paper(self, document_id: str) -> None:
        """The ledger this paper is in, the keyboard on its row; as the frame calls it, instead of `refresh`."""
        paper = next((it for it in self._papers.all() if it.id == document_id), None)
        self.refresh()
        if paper:
            self.kinds.choose(paper.form)
            self._show_kind(paper.form)
            self.enter_document(paper.id)

    def enter_document(self, document_id: str) -> None:
        """The keyboard goes to a paper's row."""
        self.made.enter_document(document_id)

    def _show_kind(self, form_id: str) -> None:
        if form_id != self._form.id:
            self._form = BY_ID[form_id]
            self._show_made(anew=True)

    def _show_made(self, *, anew: bool) -> None:
        form = self._form
        papers = self._papers.all(form.id)
        self._title.set_title(form.title)
        self._title.set_count(f"{len(papers)}份" if papers else "")
        self._teaching.setText(teaching(form))
        self._teaching.setVisible(bool(papers))  # an empty sheet says it in its middle
        self._basis.setText(f"依据：{form.article}")
        self.make_button.setAccessibleDescription(form.title)
        self.make_button.set_verb("接着填写…" if self._has_draft(form) else "制作一份…")
        self.made.show_kind(form, papers, self._context.today(), anew=anew)

    def _has_draft(self, form: Form) -> bool:
        return self._services.drafts.kept(form.id, "") is not None

    def _build(self) -> None:
        self.setProperty("ground", "page")
        self.kinds.setFixedWidth(LIST_WIDTH)
        self.make_button = primary("制作一份…", icon_name="print", tip="填写、预览，再取号")
        self._title = SectionHeader("", action=self.make_button)
        self._basis, self._teaching = (
            PlainLabel("", Type.CAPTION, wrap=True),
            PlainLabel("", soft=True, wrap=True),
        )
        card = Card(margin=5)
        for widget in (self._title, self._basis, self._teaching):
            card.column.addWidget(widget)
        card.column.addWidget(self.made, 1)
        left = QVBoxLayout()
        left.setSpacing(space(3))
        left.addWidget(PlainLabel("台账", Type.TITLE))
        left.addWidget(self.kinds, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(5), space(4), space(4), space(4))
        row.setSpacing(space(4))
        row.addLayout(left)
        row.addWidget(card, 1)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._show_kind)
        self.kinds.opened.connect(lambda _key: self.make_button.setFocus())
        self.make_button.clicked.connect(self.make)
        self.deeds.after = self.enter_document
        self.panel.closed.connect(self._on_panel_closed)
        self._context.changes.matters_changed.connect(self._on_changed)

    def _on_panel_closed(self) -> None:
        """What was typed and not made is a draft now, and the list says so."""
        if self.isVisible():
            self.refresh()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()
