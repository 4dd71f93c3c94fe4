"""文书: the papers that were made, what can be made now, and everything else behind a word or a few letters."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.documents import Document
from app.services.matters import MatterView
from app.services.papers import FormOffer
from app.services.shipped import pinyin
from app.ui.context import Context
from app.ui.matters.made_deeds import OpenPanel
from app.ui.matters.paper_deeds import PaperDeeds
from app.ui.matters.paper_order import BY_ID, offered_later, offered_now
from app.ui.matters.paper_rows import FormCell, LaterRow, MadeRow
from app.ui.matters.paper_to_make import PaperServices
from app.ui.matters.sheet import Sheet, bare_column
from app.ui.theme import Type, space
from app.ui.widgets.buttons import Button, link
from app.ui.widgets.card import SectionHeader
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.plain import PlainLabel

MOST_MADE, MOST_NOW = 3, 6
FILTER_WIDTH = 260
NOTHING_FOUND = "没有这个名称的文书"


class PapersTab(Sheet):
    """Shows papers and forms; what is done with them is `deeds`.

    Signals:
        dossier_requested: The clerk wants the whole file (卷宗) of the matter.
    """

    dossier_requested = Signal()

    def __init__(
        self,
        services: PaperServices,
        context: Context,
        open_panel: OpenPanel,
        close_panel: Callable[[], None],
    ) -> None:
        super().__init__()
        self._papers, self._context = services.papers, context
        self.deeds = PaperDeeds(services, context, open_panel, close_panel)
        self.rows: dict[str, MadeRow | FormCell | LaterRow] = {}
        self.made: dict[str, MadeRow] = {}
        self._now: list[FormOffer] = []
        self._later: list[FormOffer] = []
        self._shown_for = ""
        self._open_rest = self._open_made = False
        self._more_made, self._older = link(""), QWidget()
        self._folded: set[str] = set()  # forms that fit now and whose cells nobody has asked for
        self.dossier_button = link("")

    def show_papers(self, view: MatterView) -> None:
        """Another matter's papers, or the same one's after something happened; what was open stays open."""
        if view.matter.id != self._shown_for:
            self._shown_for, self._open_rest, self._open_made = view.matter.id, False, False
        self.deeds.begin(view)
        offers = self._papers.offers(view.matter.id)
        self._now, self._later = offered_now(offers, view.matter), offered_later(offers)
        self.begin()
        self.rows, self.made, self._folded = {}, {}, set()
        self._older = QWidget()
        self._fresh_dossier_button()
        if view.documents:
            self._put_made(view.documents)
        self._put_forms()
        if not view.documents:
            self.column.addWidget(self.dossier_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish()

    def enter_form(self, form_id: str) -> None:
        """The keyboard goes to this form's first button, or to the paper made of it."""
        if form_id in self._folded:
            self.open_more(shown=True)
        elif form_id not in self.rows:
            self.open_rest(shown=True)
        row = self.rows.get(form_id)
        if isinstance(row, MadeRow | FormCell):
            row.enter()

    def enter_document(self, document_id: str) -> None:
        """The keyboard goes to a paper's row."""
        row = self.made.get(document_id)
        if row is None:
            return
        if self._older.isAncestorOf(row) and self._older.isHidden():
            self._more_made.click()
        row.enter()

    def print_button(self, form_id: str) -> Button:
        """What makes or prints this form now. LookupError where it cannot be made yet."""
        if form_id in self._folded:
            self._fill_more()
        row = self.rows.get(form_id)
        if isinstance(row, MadeRow | FormCell):
            return row.print_button
        raise LookupError(form_id)

    def print_paper(self, form_id: str) -> None:
        """One key: the paper made of this form again (补打), or a new one."""
        row = self.rows.get(form_id)
        if isinstance(row, MadeRow):
            self.deeds.reprint(row.document)
        else:
            self.deeds.make(form_id)

    def find_forms(self, text: str) -> None:
        """Only the forms of this name or these pinyin initials; all of them again for an empty text."""
        text = text.strip()
        self._found.setVisible(bool(text))
        self._usual.setVisible(not text)
        if not text:
            return
        now = [offer for offer in self._now if _matches(offer, text)]
        later = [offer for offer in self._later if _matches(offer, text)]
        sheet, column = bare_column()
        if now:
            column.addWidget(self._cells(now, kept=False))
        for offer in later:
            column.addWidget(LaterRow(offer))
        if not (now or later):
            column.addWidget(PlainLabel(NOTHING_FOUND, soft=True))
        self._replace_found(sheet)

    def open_rest(self, *, shown: bool) -> None:
        """What does not fit now, by group with its reason."""
        self._open_rest = shown
        self._rest_link.set_verb(self._rest_word())
        if shown and self._rest.layout() is None:
            self._fill_rest()
        self._rest.setVisible(shown)

    def _fresh_dossier_button(self) -> None:
        self.dossier_button = link("卷宗…", tip="卷内还缺什么，生成卷宗 PDF，归档")
        self.dossier_button.clicked.connect(self.dossier_requested)

    def _put_made(self, documents: Sequence[Document]) -> None:
        newest = list(reversed(documents))
        header = SectionHeader("已制作的文书", count=f"{len(newest)}份", action=self.dossier_button)
        self.column.addWidget(header)
        sheet, column = bare_column()
        for document in newest[:MOST_MADE]:
            column.addWidget(self._made_row(document))
        self.column.addWidget(sheet)
        if len(newest) > MOST_MADE:
            self._fold_made(newest[MOST_MADE:])

    def _fold_made(self, older: Sequence[Document]) -> None:
        """Papers that lie further back."""
        self._more_made = link("")
        self._older, column = bare_column()
        for document in older:
            column.addWidget(self._made_row(document))
        self._more_made.clicked.connect(lambda: self._show_older(len(older), shown=self._older.isHidden()))
        self.column.addWidget(self._more_made, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._older)
        self._show_older(len(older), shown=self._open_made)

    def _show_older(self, count: int, *, shown: bool) -> None:
        self._open_made = shown
        self._older.setVisible(shown)
        self._more_made.set_verb("收起较早的文书" if shown else f"较早的{count}份")

    def _made_row(self, document: Document) -> MadeRow:
        row = MadeRow(document, self._context.today())
        self.made[document.id] = row
        if not document.voided_reason:
            self.rows.setdefault(document.form, row)
        self.deeds.wire(row)
        return row

    def _put_forms(self) -> None:
        self.column.addWidget(self._head())
        self._usual, usual = bare_column()
        self._found = QWidget()
        self._found.hide()
        self._more_now = QWidget()
        if self._now:
            usual.addWidget(self._cells(self._now[:MOST_NOW]))
            self._put_more_now(usual)
        else:
            usual.addWidget(PlainLabel("现在没有要制作的文书", soft=True))
        self._rest_link, self._rest = link(self._rest_word()), QWidget()
        self._rest_link.clicked.connect(lambda: self.open_rest(shown=self._rest.isHidden()))
        usual.addWidget(self._rest_link, 0, Qt.AlignmentFlag.AlignLeft)
        self._rest_link.setVisible(bool(self._later))
        usual.addWidget(self._rest)
        self.column.addWidget(self._usual)
        self.column.addWidget(self._found)
        self.open_rest(shown=self._open_rest)

    def open_more(self, *, shown: bool) -> None:
        """What fits at any time, after what the latest step calls for."""
        if shown:
            self._fill_more()
        self._more_now.setVisible(shown)
        self._more_link.set_verb("收起" if shown else self._more_word)

    def _put_more_now(self, usual: QVBoxLayout) -> None:
        """A word; the cells behind it are made when somebody opens it."""
        more = self._now[MOST_NOW:]
        if not more:
            return
        self._folded = {offer.id for offer in more} - self.rows.keys()
        self._more_word = f"还可以制作{len(more)}种…"
        self._more_link = link(self._more_word)
        self._more_link.clicked.connect(lambda: self.open_more(shown=self._more_now.isHidden()))
        self._more_now, _ = bare_column()
        self._more_now.hide()
        usual.addWidget(self._more_link, 0, Qt.AlignmentFlag.AlignLeft)
        usual.addWidget(self._more_now)

    def _fill_more(self) -> None:
        ground = self._more_now.layout()
        if ground is not None and not ground.count():
            ground.addWidget(self._cells(self._now[MOST_NOW:]))
        self._folded = set()

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, space(1), 0, 0)
        row.addWidget(SectionHeader("现在可以制作"), 1)
        self.filter_edit = _FilterEdit()
        self.filter_edit.textChanged.connect(self.find_forms)
        self.filter_edit.returnPressed.connect(self._enter_found)
        row.addWidget(self.filter_edit)
        return head

    def _cells(self, offers: Sequence[FormOffer], *, kept: bool = True) -> QWidget:
        """Forms side by side; those that stay are known by their id, what was found goes with the next letter."""
        ground = QWidget()
        flow = FlowLayout(ground)
        for offer in offers:
            cell = FormCell(offer)
            if kept:
                self.rows.setdefault(offer.id, cell)
            cell.print_button.clicked.connect(lambda *_, name=offer.id: self.deeds.make(name))
            cell.preview_button.clicked.connect(lambda *_, name=offer.id: self.deeds.open_making(name))
            flow.addWidget(cell)
        return ground

    def _fill_rest(self) -> None:
        column = QVBoxLayout(self._rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for group in dict.fromkeys(offer.group for offer in self._later):
            column.addWidget(PlainLabel(group, Type.CAPTION, strong=True))
            for offer in self._later:
                if offer.group == group:
                    self.rows.setdefault(offer.id, LaterRow(offer))
                    column.addWidget(self.rows[offer.id])

    def _rest_word(self) -> str:
        return "收起其他文书" if self._open_rest else f"还不能制作的{len(self._later)}种，看原因"

    def _enter_found(self) -> None:
        cells = [cell for cell in self._found.findChildren(FormCell) if cell.isVisibleTo(self)]
        for cell in cells[:1]:
            cell.enter()

    def _replace_found(self, sheet: QWidget) -> None:
        self.column.replaceWidget(self._found, sheet)
        self._found.hide()
        self._found.deleteLater()
        self._found = sheet
        sheet.show()


class _FilterEdit(QLineEdit):
    """Esc empties it before it means anything else."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(FILTER_WIDTH)
        self.setProperty("kind", "search")
        self.setPlaceholderText("找文书：名称或拼音首字母")
        self.setAccessibleName("找文书")
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _matches(offer: FormOffer, text: str) -> bool:
    """By its characters in any order, by its group, or by pinyin initials."""
    words = offer.title + BY_ID[offer.id].group
    if all(letter in words for letter in text):
        return True
    return text.isascii() and text.lower() in pinyin().initials(offer.title)
