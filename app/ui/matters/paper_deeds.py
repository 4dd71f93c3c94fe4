"""What is done with a matter's papers: made, printed, delivered, filed, voided; each said and read anew."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.core.documents import Document
from app.core.served_papers import papers_to_serve
from app.errors import AppError, ValidationError
from app.services.matters import MatterView
from app.services.paper_drafts import PaperDrafts
from app.services.papers import Paper, Papers
from app.ui.context import Context
from app.ui.matters.panel_form import PanelForm, about_matter
from app.ui.matters.paper_forms import (
    DeliveryForm,
    DeliveryWish,
    ReasonWish,
    called,
    undelivery_form,
    void_form,
)
from app.ui.matters.paper_order import BY_ID, PROOF
from app.ui.matters.paper_panel import PANEL_WIDTH, PaperPanel
from app.ui.matters.paper_rows import MadeRow
from app.ui.prompts import PDF

if TYPE_CHECKING:
    from app.ui.matters.papers_tab import OpenPanel

AT_ONCE = "登记后当即撤销"
ABOUT = "文书"  # the ask that names the paper a 送达回证 is about


class PaperDeeds:
    """The hands of the papers' tab. `go` leads to where a finding is mended, set by the matter's page."""

    def __init__(
        self, papers: Papers, drafts: PaperDrafts, context: Context, open_panel: "OpenPanel",
        close_panel: Callable[[], None],
    ) -> None:  # fmt: skip
        self._papers, self._drafts, self._context = papers, drafts, context
        self._open_panel, self._close_panel = open_panel, close_panel
        self._view: MatterView | None = None
        self.go: Callable[[str], None] = lambda page: None  # noqa: ARG005
        self.after: Callable[[str], None] = lambda document_id: None  # noqa: ARG005

    def begin(self, view: MatterView) -> None:
        """Whose papers these are."""
        self._view = view

    def wire(self, row: MadeRow) -> None:
        """Let a row's buttons do what they say."""
        paper = row.document
        for button, deed in (
            (row.preview_button, self.preview), (row.print_button, self.reprint),
            (row.deliver_button, self.open_delivery), (row.undeliver_button, self.open_undelivery),
            (row.proof_button, self.open_proof), (row.file_button, self.file), (row.void_button, self.open_void),
            (row.save_button, self.save),
        ):  # fmt: skip
            button.clicked.connect(partial(_do, deed, paper))

    def make(self, form_id: str) -> None:
        """制作并打印 with one key where nothing is to be said or mended first."""
        try:
            to_settle = BY_ID[form_id].asks or self._papers.check(form_id, self._matter_id)
            paper = None if to_settle else self._papers.issue(form_id, self._matter_id)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        if paper is None:
            self.open_making(form_id)
        else:
            self._on_made(paper, print_it=True)

    def open_making(self, form_id: str, about: Document | None = None) -> None:
        """What the paper asks, what it lacks and how it looks, side by side."""
        if self._view is None:
            return
        form = BY_ID[form_id]
        given = {ABOUT: about.id} if about else {}
        others = {it.id: called(it) for it in papers_to_serve(self._view.documents)}
        try:
            panel = PaperPanel(
                form, self._view.matter, self._papers, self._drafts, self._context, given=given, others=others
            )
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        panel.made.connect(lambda paper, print_it: self._on_panel_made(paper, print_it=print_it))
        panel.cancelled.connect(self._close_panel)
        panel.page_requested.connect(self._on_page_requested)
        self._open_panel(form.title, panel, width=PANEL_WIDTH)

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
        """补打: the same paper, one more copy."""
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

    def file(self, document: Document) -> None:
        """归档: the paper lies in its dossier."""
        if self._try(lambda: self._papers.file(document.id)):
            self._context.toast(f"{called(document)} 已归档")
            self._changed(document.id)

    def open_delivery(self, document: Document) -> None:
        """登记送达 slides in."""
        form = DeliveryForm(document, self._about, self._context.today)
        form.submitted.connect(lambda wish: self._deliver(form, wish, document))
        self._slide_in("登记送达", form)

    def open_undelivery(self, document: Document) -> None:
        """撤销送达 slides in."""
        form = undelivery_form(document, self._about)
        form.submitted.connect(lambda wish: self._undeliver(form, wish, document))
        self._slide_in("撤销送达", form)

    def open_void(self, document: Document) -> None:
        """作废 slides in."""
        form = void_form(document, self._about)
        form.submitted.connect(lambda wish: self._void(form, wish, document))
        self._slide_in("作废文书", form)

    def open_proof(self, document: Document) -> None:
        """The 送达回证 of this very paper."""
        if PROOF:
            self.open_making(PROOF.id, document)

    @property
    def _matter_id(self) -> str:
        return self._view.matter.id if self._view else ""

    @property
    def _about(self) -> str:
        return about_matter(self._view.matter) if self._view else ""

    def _slide_in(self, title: str, form: PanelForm) -> None:
        form.cancelled.connect(self._close_panel)
        self._open_panel(title, form)

    def _deliver(self, form: PanelForm, wish: DeliveryWish, document: Document) -> None:
        if _attempt(
            form,
            lambda: self._papers.deliver(wish.document_id, wish.on, wish.way, wish.receiver, wish.sent_on),
        ):
            self._settle(document, "已登记送达", lambda: self._take_back_delivery(document))

    def _take_back_delivery(self, document: Document) -> None:
        if self._try(lambda: self._papers.undeliver(document.id, AT_ONCE)):
            self._context.toast(f"{called(document)} 已撤销送达")
            self._changed(document.id)

    def _undeliver(self, form: PanelForm, wish: ReasonWish, document: Document) -> None:
        if _attempt(form, lambda: self._papers.undeliver(wish.document_id, wish.reason)):
            self._settle(document, "已撤销送达")

    def _void(self, form: PanelForm, wish: ReasonWish, document: Document) -> None:
        if _attempt(form, lambda: self._papers.void(wish.document_id, wish.reason)):
            self._settle(document, "已作废，文号保留")

    def _settle(self, document: Document, said: str, undo: Callable[[], None] | None = None) -> None:
        """The panel goes, the matter is read again, the keyboard is at the paper."""
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
        self._papers.printed(document.id)
        self._context.changes.matters_changed.emit()

    def _print(self, paper: Paper) -> None:
        document = paper.document
        printer = self._context.desktop.print_pdf(paper.content, f"{document.title}{document.number}")
        self._papers.printed(document.id)
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

    def _file_name(self, document: Document) -> str:
        number = self._view.matter.number if self._view else ""
        return f"{number} {document.title}.pdf".replace("/", "／")


def _attempt(form: PanelForm, act: Callable[[], object]) -> bool:
    """Do it, or let the form say why not; whether it was done."""
    try:
        act()
    except ValidationError as error:
        form.show_problems(error.problems)
    except AppError as error:
        form.refuse(str(error))
    else:
        return True
    return False


def _do(deed: Callable[[Document], None], paper: Document, _checked: bool = False) -> None:
    deed(paper)
