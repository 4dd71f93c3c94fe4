"""The matters page (事项): the list left, one matter right, a step's form sliding in over it."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout

from app.errors import AppError, ValidationError
from app.services.desk import Desk
from app.ui.context import Context
from app.ui.matters.detail import MatterDetail
from app.ui.matters.list import PAGE, MatterList
from app.ui.matters.step_form import StepForm, StepWish
from app.ui.screen import Screen
from app.ui.theme import space
from app.ui.widgets.side_panel import SidePanel

LIST_WIDTH = 424
FORM_AFTER = {"accept": "acceptance_notice", "assign": "assignment_notice", "refer": "handover_list"}


class MattersPage(Screen):
    """Working on matters."""

    def __init__(self, desk: Desk, context: Context, *, page_size: int = PAGE) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self._matter_id, self._step_after_opening = "", ""
        self.list = MatterList(desk.matters, context.theme, page_size=page_size)
        self.list.setFixedWidth(LIST_WIDTH)
        self.detail = MatterDetail(desk, context)
        self.setProperty("ground", "page")
        row = QHBoxLayout(self)
        row.setContentsMargins(space(5), space(4), space(4), space(4))
        row.setSpacing(space(4))
        row.addWidget(self.list)
        row.addWidget(self.detail, 1)
        self.panel = SidePanel(self, context.theme)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._on_matter_opened)
        self.detail.step_chosen.connect(self.open_step)
        self.detail.opening_requested.connect(self._open_sealed)
        context.changes.matters_changed.connect(self._on_changed)

    def refresh(self) -> None:
        """The list and the matter shown, read again."""
        self.list.read(self._context.today())
        if self._matter_id:
            self._show(self._matter_id)
        else:
            self.list.lines.choose_first()

    def enter(self) -> None:
        self.list.lines.setFocus()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"save": self.submit, "submit": self.submit, "back": self.panel.close_panel}

    def open_matter(self, matter_id: str, step: str = "") -> None:
        """Show this matter, whatever the filter; with `step` its form is open."""
        self.panel.close_panel()
        self._matter_id = matter_id
        self.list.read(self._context.today())
        if not self.list.choose(matter_id):
            self.list.filters.choose("all")
            self.list.read(self._context.today())
            self.list.choose(matter_id)
        self._show(matter_id)
        if step:
            self._ask_for(step)

    def show_matter(self, matter_id: str, step: str = "") -> None:
        """As the frame calls it."""
        self.open_matter(matter_id, step)

    def open_step(self, kind: str) -> None:
        """Let the form of a step slide in."""
        view = self.detail.view
        offer = next((it for it in view.offers if it.kind == kind), None) if view else None
        if view is None or offer is None:
            return
        form = StepForm(
            offer, self._desk.matters, self._desk.offices, self._context.theme, self._context.today
        )
        form.submitted.connect(self._take_step)
        form.cancelled.connect(self.panel.close_panel)
        self.panel.open_panel(f"{offer.label}　{view.matter.number}", form)

    def submit(self) -> None:
        """What the panel asks for, if one is open."""
        form = self.panel.content()
        if isinstance(form, StepForm):
            form.submit()

    def _show(self, matter_id: str) -> None:
        self._matter_id = matter_id
        try:
            self.detail.show_view(self._desk.matters.view(matter_id))
        except AppError as error:
            self._matter_id = ""
            self.detail.show_view(None)
            self._context.prompts.show_error(str(error))

    def _ask_for(self, step: str) -> None:
        """Open the step's form; a sealed matter asks first why it is to be seen."""
        if self.detail.view and self.detail.view.hidden:
            self._step_after_opening = step
            self.detail.sealed.enter()
        else:
            self.detail.steps.ask_for(step)

    def _take_step(self, wish: StepWish) -> None:
        form = self.panel.content()
        if not isinstance(form, StepForm):
            return
        try:
            matter = self._desk.matters.take_step(self._matter_id, wish.command, wish.unit, sure=wish.sure)
        except ValidationError as error:
            form.show_problems(error.problems)
        except AppError as error:
            form.refuse(str(error))
        else:
            self._after_step(wish.command.kind, matter.number)

    def _after_step(self, kind: str, number: str) -> None:
        """The sheet goes, the page is read again, and the paper that now is due lies ready."""
        label = (
            next((it.label for it in self.detail.view.offers if it.kind == kind), "")
            if self.detail.view
            else ""
        )
        self.panel.close_panel()
        self._context.changes.matters_changed.emit()
        self._context.toast(f"{number} 已登记{label}")
        if kind in FORM_AFTER:
            self.detail.show_papers(FORM_AFTER[kind])
        else:
            self.detail.steps.enter()

    def _open_sealed(self, reason: str) -> None:
        try:
            view = self._desk.matters.open_sealed(self._matter_id, reason)
        except ValidationError as error:
            self.detail.sealed.reason_field.set_problem(error.problems.get("reason", str(error)))
            self.detail.sealed.enter()
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self.detail.show_view(view)
            self._resume()

    def _resume(self) -> None:
        """The step that was wanted before the seal stood in the way."""
        step, self._step_after_opening = self._step_after_opening, ""
        if step:
            self.detail.steps.ask_for(step)
        else:
            self.detail.steps.enter()

    def _on_matter_opened(self, matter_id: str) -> None:
        self._show(matter_id)
        self.detail.steps.enter()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()
