"""One matter: its head, its dates, the next steps, and four tabs of everything else."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.core.deadlines import Deadline
from app.errors import AppError
from app.services.desk import Desk
from app.services.matters import MatterView
from app.ui.context import Context
from app.ui.matters.deadline_strip import DeadlineStrip
from app.ui.matters.explained_card import ExplainedCard
from app.ui.matters.header import MatterHeader
from app.ui.matters.next_steps import NextSteps
from app.ui.matters.sealed_card import SealedCard
from app.ui.matters.state_banners import StateBanners
from app.ui.matters.timeline_tab import TimelineTab
from app.ui.theme import space
from app.ui.widgets.card import EmptyState, WideCard, scrolling
from app.ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from app.ui.matters.material_tab import MaterialTab
    from app.ui.matters.papers_tab import PapersTab
    from app.ui.matters.people_tab import PeopleTab

Tab = TypeVar("Tab", bound=QWidget)
TABS = ("经过", "材料", "文书", "人员")
TIMELINE, MATERIAL, PAPERS, PEOPLE = range(len(TABS))
_TAB, _DOSSIER = "tab", "dossier"
LEAST_TAB_HEIGHT = 220  # below that the whole page scrolls instead


class MatterDetail(QWidget):
    """Shows a `MatterView`; decides nothing. Forms slide in on the `panel` of the page it stands on.

    Signals:
        step_chosen: The clerk wants to take a step; carries its kind.
        opening_requested: The clerk wants to see a sealed matter; carries the reason and the reader.
        matter_requested: The clerk follows a link to another matter; carries its id.
    """

    step_chosen = Signal(str)
    opening_requested = Signal(str, str)
    matter_requested = Signal(str)

    def __init__(self, desk: Desk, context: Context, panel: SidePanel) -> None:
        super().__init__()
        self._desk, self._context, self._readers = desk, context, desk.matters.readers
        self._panel, self._turns = panel, context.tasks.turns(self)
        self.view: MatterView | None = None
        self.header, self.strip, self.steps = MatterHeader(), DeadlineStrip(context.theme), NextSteps()
        self.banners = StateBanners(lambda matter_id: desk.matters.matter(matter_id).number)
        self.why = ExplainedCard(desk.register, context)
        self.timeline = TimelineTab()
        self._unfilled: list[int] = []  # tabs that do not show this matter yet
        self._delivery_after_opening = ""
        self.sealed = SealedCard()
        self.tabs = QTabWidget()
        self._grounds = [QVBoxLayout() for _ in TABS]
        for word, ground in zip(TABS, self._grounds, strict=True):
            place = QWidget()
            place.setLayout(ground)
            ground.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(place, word)
        self._put_in(TIMELINE, self.timeline)
        self.tabs.setAccessibleName("事项内容")
        self.tabs.tabBar().setAccessibleName("事项内容")
        self._nothing = EmptyState("在左边选一件事项", "↑↓ 移动，Enter 打开", icon_name="matters")
        self._content = QStackedWidget()
        self._layers = QStackedWidget()
        self._build()
        self._connect()

    def parts(self) -> Sequence[QWidget]:
        """What puts another look on in a turn of its own."""
        above = (self.header, self.banners, self.strip, self.why, self.steps)
        return (self._nothing, self._area.verticalScrollBar(), *above, self.tabs, self.sealed)

    @cached_property
    def material(self) -> "MaterialTab":
        from app.ui.matters.material_tab import MaterialTab

        return self._put_in(MATERIAL, MaterialTab(self._desk.attachments, self._context))

    @cached_property
    def papers(self) -> "PapersTab":
        from app.ui.matters.paper_to_make import paper_services
        from app.ui.matters.papers_tab import PapersTab

        panel = self._panel
        tab = PapersTab(paper_services(self._desk), self._context, panel.open_panel, panel.close_panel)
        tab.dossier_requested.connect(self.open_dossier)
        tab.deeds.go, tab.deeds.after = self._mend, tab.enter_document
        return self._put_in(PAPERS, tab)

    @cached_property
    def people(self) -> "PeopleTab":
        from app.ui.matters.people_tab import PeopleTab

        return self._put_in(PEOPLE, PeopleTab(self._desk.people, self._context))

    def show_view(self, view: MatterView | None) -> None:
        """Another matter, or the same one after something happened; none for an empty list."""
        same = bool(view and self.view and view.matter.id == self.view.matter.id)
        self.view = view
        self._turns.drop(_DOSSIER)
        self._layers.setCurrentIndex(1 if view else 0)
        if view is None:
            return
        today = self._context.today()
        self.header.show_view(view)
        self.strip.show_deadlines(view.matter.registered_on, view.deadlines, today)
        self.banners.show_view(view, today)
        self.steps.show_offers(view.offers, today)
        self.steps.setVisible(not view.hidden)
        self._content.setCurrentWidget(self.sealed if view.hidden else self.tabs)
        self._unfilled = list(range(len(TABS)))
        if same:
            self.why.refresh(view)
        else:
            self._start_anew()
        if not view.hidden:
            self._turns.put(_TAB, self._fill_tab)
            if "material" in vars(self):
                self._fill(MATERIAL)  # files may still be on their way to the matter that was shown before
            self._resume_delivery(view)

    def show_papers(self, form_id: str) -> None:
        """The papers' tab, the keyboard on this form; instead of the tab in front, which need not be filled."""

        def show() -> None:
            self.tabs.setCurrentIndex(PAPERS)
            self._fill_tab()
            self.papers.enter_form(form_id)

        self._turns.put(_TAB, show)

    def open_delivery(self, document_id: str) -> None:
        """登记送达 of a paper of this matter; a sealed matter asks first why it is to be seen.

        A paper that was delivered before is only shown.
        """
        if self.view is None:
            return
        if self.view.hidden:
            self._delivery_after_opening = document_id
            self.sealed.enter()
            return
        document = next((it for it in self.view.documents if it.id == document_id), None)
        self.tabs.setCurrentIndex(PAPERS)
        self.papers.enter_document(document_id)
        if document and not (document.delivered_on or document.voided_reason):
            self.papers.deeds.open_delivery(document)

    def open_dossier(self) -> None:
        """卷宗 slides in: what it still lacks, what lies in it, its PDF."""
        if self.view is None:
            return
        from app.ui.matters.dossier_panel import DOSSIER_WIDTH, DossierPanel

        try:
            panel = DossierPanel(self._desk.dossiers, self._desk.papers, self.view.matter, self._context)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        panel.cancelled.connect(self._panel.close_panel)
        self._turns.put(_DOSSIER, lambda: self._panel.open_panel("卷宗", panel, width=DOSSIER_WIDTH))

    def explain(self, line: Deadline) -> None:
        """Open the explained date below the strip, or put it away."""
        if self.view:
            self.why.toggle(self.view, line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the explained date away, wherever the keyboard is in the matter."""
        if event.key() == Qt.Key.Key_Escape and self.why.is_open():
            self.why.close_card()
        else:
            super().keyPressEvent(event)

    def _fill_tab(self) -> None:
        """What the tab in front shows of the matter; the others are filled when somebody looks at them."""
        self._fill(self.tabs.currentIndex())

    def _fill(self, tab: int) -> None:
        view, today = self.view, self._context.today()
        if view is None or view.hidden or tab not in self._unfilled:
            return
        self._unfilled.remove(tab)
        if tab == TIMELINE:
            self.timeline.show_lines(view.timeline, today, final=view.matter.voided)
        elif tab == MATERIAL:
            self.material.show_material(view, today)
        elif tab == PAPERS:
            self.papers.show_papers(view)
        else:
            self.people.show_people(view.people, view.names)

    def _put_in(self, place: int, tab: Tab) -> Tab:
        """A tab is made, with all that it imports, when somebody first looks at it."""
        self._grounds[place].addWidget(tab)
        return tab

    def _resume_delivery(self, view: MatterView) -> None:
        """The delivery that was wanted before the seal stood in the way."""
        wanted, self._delivery_after_opening = self._delivery_after_opening, ""
        if any(it.id == wanted for it in view.documents):
            self.open_delivery(wanted)

    def _mend(self, page: str) -> None:
        """Where something a paper lacks is put right."""
        places = {
            "reception": self.header.correction_requested.emit,
            "people": lambda: self.tabs.setCurrentIndex(PEOPLE),
            "office": lambda: self._context.open_page("settings"),
            "steps": self.steps.enter,
        }
        if page in places:
            places[page]()

    def _start_anew(self) -> None:
        self.why.put_away()
        self.sealed.start_anew(self._readers())
        self.steps.fold()
        self._area.verticalScrollBar().setValue(0)
        with QSignalBlocker(self.tabs):  # it is filled when its turn comes
            self.tabs.setCurrentIndex(TIMELINE)

    def _build(self) -> None:
        card = WideCard(margin=5)
        for part in (self.header, self.banners, self.strip, self.why, self.steps):
            card.column.addWidget(part)
        self._content.addWidget(self.tabs)
        self._content.addWidget(self.sealed)
        self._content.setMinimumHeight(LEAST_TAB_HEIGHT)
        card.column.addWidget(self._content, 1)
        self._layers.addWidget(self._nothing)
        self._area = scrolling(card)
        self._layers.addWidget(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self._layers)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._fill_tab)
        self.strip.explained.connect(self.explain)
        self.why.closed.connect(self.strip.setFocus)
        self.banners.matter_requested.connect(self.matter_requested)
        self.banners.completion_requested.connect(self.header.correction_requested)
        self.steps.chosen.connect(self.step_chosen)
        self.sealed.opening_requested.connect(self.opening_requested)
