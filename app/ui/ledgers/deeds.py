"""What is done with the office's own papers: made beside their preview, then like any paper."""

from collections.abc import Callable

from app.errors import AppError
from app.services.office_papers import OfficePapers
from app.services.papers import Form
from app.ui.context import Context
from app.ui.matters.made_deeds import MadeDeeds, OpenPanel
from app.ui.matters.paper_panel import PaperPanel
from app.ui.matters.paper_to_make import OfficePaper, PaperServices


class OfficeDeeds(MadeDeeds):
    """The hands of the ledgers page."""

    def __init__(
        self, made_by: OfficePapers, services: PaperServices, context: Context, open_panel: OpenPanel,
        close_panel: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(services, context, open_panel, close_panel)
        self._made_by = made_by
        self.about = "本机构的文书"
        self.go = self._lead

    def open_making(self, form: Form) -> None:
        """What the sheet asks, what it lacks and how it looks, side by side."""
        paper = OfficePaper(form, self._made_by, self._services)
        try:
            panel = PaperPanel(paper, self._services.words, self._context)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        self._open_making(panel)

    def _lead(self, page: str) -> None:
        """Only the office's own data is mended elsewhere."""
        if page == "office":
            self._context.open_page("settings")
