"""What is done with a matter's papers beside what is done with any: made, delivered, proved."""

from collections.abc import Callable
from functools import partial

from app.core.documents import Document
from app.core.served_papers import papers_to_serve
from app.errors import AppError
from app.services.matters import MatterView
from app.ui.matters.made_deeds import MadeDeeds, do
from app.ui.matters.panel_form import PanelForm, about_matter, attempt
from app.ui.matters.paper_forms import DeliveryForm, DeliveryWish, ReasonWish, called, undelivery_form
from app.ui.matters.paper_order import BY_ID, PROOF
from app.ui.matters.paper_panel import PaperPanel
from app.ui.matters.paper_rows import MadeRow
from app.ui.matters.paper_to_make import MatterPaper

AT_ONCE = "登记后当即撤销"
ABOUT = "文书"  # the ask that names the paper a 送达回证 is about


class PaperDeeds(MadeDeeds):
    """The hands of the papers' tab."""

    _view: MatterView | None = None

    def begin(self, view: MatterView) -> None:
        """Whose papers these are."""
        self._view = view
        self.about, self.number = about_matter(view.matter), view.matter.number

    def wire(self, row: MadeRow) -> None:
        super().wire(row)
        for button, deed in (
            (row.deliver_button, self.open_delivery), (row.undeliver_button, self.open_undelivery),
            (row.proof_button, self.open_proof),
        ):  # fmt: skip
            button.clicked.connect(partial(do, deed, row.document))

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
        paper = MatterPaper(BY_ID[form_id], self._view.matter, self._services)
        given = {ABOUT: about.id} if about else {}
        others = {it.id: called(it) for it in papers_to_serve(self._view.documents)}
        try:
            panel = PaperPanel(paper, self._services.words, self._context, given=given, others=others)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        self._open_making(panel)

    def open_delivery(self, document: Document) -> None:
        """登记送达 slides in."""
        form = DeliveryForm(document, self.about, self._context.today)
        form.submitted.connect(lambda wish: self._deliver(form, wish, document))
        self._slide_in("登记送达", form)

    def open_undelivery(self, document: Document) -> None:
        """撤销送达 slides in."""
        form = undelivery_form(document, self.about)
        form.submitted.connect(lambda wish: self._undeliver(form, wish, document))
        self._slide_in("撤销送达", form)

    def open_proof(self, document: Document) -> None:
        """The 送达回证 of this very paper."""
        if PROOF:
            self.open_making(PROOF.id, document)

    @property
    def _matter_id(self) -> str:
        return self._view.matter.id if self._view else ""

    def _deliver(self, form: PanelForm, wish: DeliveryWish, document: Document) -> None:
        def deliver() -> None:
            self._papers.deliver(wish.document_id, wish.on, wish.way, wish.receiver, wish.sent_on)

        if attempt(form, deliver):
            self._settle(document, "已登记送达", self._taking_back(document))

    def _taking_back(self, document: Document) -> Callable[[], None]:
        """What takes the delivery back that was just noted."""

        def take_back() -> None:
            if self._try(lambda: self._papers.undeliver(document.id, AT_ONCE)):
                self._context.toast(f"{called(document)} 已撤销送达")
                self._changed(document.id)

        return take_back

    def _undeliver(self, form: PanelForm, wish: ReasonWish, document: Document) -> None:
        if attempt(form, lambda: self._papers.undeliver(wish.document_id, wish.reason)):
            self._settle(document, "已撤销送达")
