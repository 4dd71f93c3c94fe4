"""What is done with any paper that was made: looked at, printed, saved, filed, voided; each said and read anew."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.core.documents import Document
from app.errors import AppError
from app.services.papers import Paper
from app.ui.context import Context
from app.ui.matters.panel_form import PanelForm, attempt
from app.ui.matters.paper_forms import ReasonWish, called, void_form
from app.ui.matters.paper_panel import PANEL_WIDTH, PaperPanel
from app.ui.matters.paper_rows import MadeRow
from app.ui.matters.paper_to_make import PaperServices
from app.ui.matters.word_saving import save_word
from app.ui.prompts import PDF

Deed = Callable[[Document], None]


class OpenPanel(Protocol):
    """Let a form slide in beside what is shown."""

    def __call__(self, title: str, content: QWidget, *, width: int = 0) -> None: ...


class MadeDeeds:
    """The hands of a list of papers.

    `about` says in a form whose paper it is, `number` begins the name of a saved file; `go` leads to
    where a finding is mended and `after` to the paper something was done with, both set by the page.
    """

    def __init__(
        self, services: PaperServices, context: Context, open_panel: OpenPanel, close_panel: Callable[[], None]
    ) -> None:  # fmt: skip
        self._services, self._papers, self._context = services, services.papers, context
        self._open_panel, self._close_panel = open_panel, close_panel
        self.about, self.number = "", ""
        self.go: Callable[[str], None] = lambda page: None  # noqa: ARG005
        self.after: Callable[[str], None] = lambda document_id: None  # noqa: ARG005

    def wire(self, row: MadeRow) -> None:
        """Let a row's buttons do what they say."""
        wired: tuple[tuple[QWidget, Deed], ...] = (
            (row.preview_button, self.preview), (row.print_button, self.reprint), (row.file_button, self.file),
            (row.void_button, self.open_void), (row.save_button, self.save), (row.word_button, self.save_word),
        )  # fmt: skip
        for button, deed in wired:
            button.clicked.connect(partial(do, deed, row.document))  # type: ignore[attr-defined]

    def preview(self, document: Document) -> None:
        """The paper as it was made; printing it from there counts."""
        # Without a file name a paper does not leave the screen: a void one is looked at only.
        name = "" if document.voided_reason else self._file_name(document)
        title = f"{called(document)}（已作废）" if document.voided_reason else called(document)
        self._try(
            lambda: self._context.preview(
                title, self._papers.reprint(document.id).content, name, lambda: self._note_print(document)
            )
        )

    def reprint(self, document: Document) -> None:
        """补打: the same paper once more."""
        self._try(lambda: self._print(self._papers.reprint(document.id)))
        self._changed(document.id)

    def save(self, document: Document) -> None:
        """Ask where, and write the PDF there."""
        path = self._context.prompts.choose_save_path("保存文书", self._file_name(document), PDF)
        if path is None:
            return

        def save() -> None:
            self._papers.save(self._papers.reprint(document.id), path)
            self._context.toast(f"{called(document)} 已保存")

        self._try(save)

    def save_word(self, document: Document) -> None:
        """The paper as a Word file, with its number."""
        words, name = self._services.words, self._file_name(document, "docx")
        self._try(lambda: save_word(words, self._context, name, lambda: words.made(document.id)))

    def file(self, document: Document) -> None:
        """归档: the paper lies in its dossier."""
        if self._try(lambda: self._papers.file(document.id)):
            self._context.toast(f"{called(document)} 已归档")
            self._changed(document.id)

    def open_void(self, document: Document) -> None:
        """作废 slides in."""
        form = void_form(document, self.about)
        form.submitted.connect(lambda wish: self._void(form, wish, document))
        self._slide_in("作废文书", form)

    def _open_making(self, panel: PaperPanel) -> None:
        """What the paper asks, what it lacks and how it looks, side by side."""
        panel.made.connect(lambda paper, print_it: self._on_panel_made(paper, print_it=print_it))
        panel.cancelled.connect(self._close_panel)
        panel.page_requested.connect(self._on_page_requested)
        self._open_panel(panel.form.title, panel, width=PANEL_WIDTH)

    def _slide_in(self, title: str, form: PanelForm) -> None:
        form.cancelled.connect(self._close_panel)
        self._open_panel(title, form)

    def _void(self, form: PanelForm, wish: ReasonWish, document: Document) -> None:
        if attempt(form, lambda: self._papers.void(wish.document_id, wish.reason)):
            self._settle(document, "已作废，文号保留" if document.number else "已作废")

    def _settle(self, document: Document, said: str, undo: Callable[[], None] | None = None) -> None:
        """The panel goes, the page is read again, the keyboard is at the paper."""
        self._close_panel()
        self._context.toast(f"{called(document)} {said}", undo)
        self._changed(document.id)

    def _on_panel_made(self, paper: Paper, *, print_it: bool) -> None:
        self._close_panel()
        self._on_made(paper, print_it=print_it)

    def _on_made(self, paper: Paper, *, print_it: bool) -> None:
        """It has its number; it keeps it even if the printer does not answer."""
        document = paper.document
        if print_it:
            self._try(lambda: self._print(paper), f"{document.number or document.title}已经制作。")
        else:
            self._context.toast(f"{called(document)} 已制作")
        self._changed(document.id)

    def _on_page_requested(self, page: str) -> None:
        self._close_panel()
        self.go(page)

    def _note_print(self, document: Document) -> None:
        self._papers.printed(document.id, self._context.desktop.wishes.copies)
        self._context.changes.matters_changed.emit()

    def _print(self, paper: Paper) -> None:
        document, desktop = paper.document, self._context.desktop
        printer = desktop.print_pdf(paper.content, f"{document.title}{document.number}")
        self._papers.printed(document.id, desktop.wishes.copies)
        self._context.toast(f"{document.title}{document.number} 已送打印机“{printer}”")

    def _changed(self, document_id: str) -> None:
        self._context.changes.matters_changed.emit()
        self.after(document_id)

    def _try(self, act: Callable[[], object], before: str = "") -> bool:
        try:
            act()
        except AppError as error:
            self._context.prompts.show_error(f"{before}{error}")
            return False
        return True

    def _file_name(self, document: Document, kind: str = "pdf") -> str:
        """The matter's number and the title; of an office's own paper its number."""
        name = f"{self.number or document.number} {document.title}".strip()
        return f"{name}.{kind}".replace("/", "／")


def do(deed: Deed, paper: Document, _checked: bool = False) -> None:
    """A button's click without Qt's own argument."""
    deed(paper)
