"""The matters page (事项): the list left, one matter right, a step's form sliding in over it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import AppError, ValidationError
from app.services.desk import Desk
from app.services.list_views import ListView
from app.ui.context import Context
from app.ui.matters.classification_form import ClassificationForm, CorrectionWish
from app.ui.matters.correction_form import DayForm, DayWish, WithdrawalForm, WithdrawalWish
from app.ui.matters.detail import MatterDetail
from app.ui.matters.list import PAGE, MatterList
from app.ui.matters.list_filters import FilterForm
from app.ui.matters.list_words import described
from app.ui.matters.panel_form import PanelForm, attempt
from app.ui.matters.step_form import StepForm, StepWish
from app.ui.matters.views_form import ViewNameForm
from app.ui.screen import Screen
from app.ui.theme import space, standing_on
from app.ui.widgets.side_panel import SidePanel

LIST_WIDTH = 424
QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's word for any width
NOT_TAKEN_BACK = frozenset({"split", "unsplit", "void"})  # these have a way back of their own, or none


class MattersPage(Screen):
    """Working on matters."""

    def __init__(self, desk: Desk, context: Context, *, page_size: int = PAGE) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self._matter_id, self._step_after_opening = "", ""
        self._beside_table = False
        self._turns = context.tasks.turns(self)
        self.list = MatterList(desk.matters, context.theme, page_size=page_size, names=desk.offices.names)
        self.panel = SidePanel(self, context.theme)
        self.detail = MatterDetail(desk, context, self.panel)
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(5), space(4), space(4), space(4))
        row.setSpacing(space(4))
        row.addWidget(self.list)
        row.addWidget(self.detail, 1)
        self._connect()
        self._lay_out(self.list.is_table())

    def parts(self) -> Sequence[QWidget]:
        """The list by itself, and the matter in parts: together they are too many words for one turn."""
        return (*standing_on(self, but=self.detail), *self.detail.parts())

    def refresh(self) -> None:
        """The list and the matter shown, read again; the first one comes when its list stands."""
        with QSignalBlocker(self.list):  # else the matter would be shown once for each of its rows
            self.list.read(self._context.today())
            if not self._matter_id:
                self.list.lines.choose_first()
        if self._matter_id:
            self._show(self._matter_id)
        else:
            self._turns.put("first", self._show_first)

    def enter(self) -> None:
        self.list.enter()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {
            "save": self.submit, "submit": self.submit, "back": self.go_back,
            "edit": self.open_classification,
        }  # fmt: skip

    def open_matter(self, matter_id: str, step: str = "") -> None:
        """Show this matter, whatever the filter; with `step` its form is open."""
        self.panel.close_panel()
        self._leave_table()
        with QSignalBlocker(self.list):
            self.list.read(self._context.today())
            if not self.list.choose(matter_id):
                self.list.show_view(ListView("all"))
                self.list.choose(matter_id)
        self._show(matter_id)
        if step:
            self._turns.put("form", lambda: self._ask_for(step))

    def show_matter(self, matter_id: str, step: str = "") -> None:
        """As the frame calls it, instead of `refresh` and `enter`."""
        self.open_matter(matter_id, step)
        if not step:
            self.enter()

    def show_list(self, view: ListView) -> None:
        """The list narrowed to what another page speaks of; the keyboard is in it."""
        self.list.show_view(view)
        self.list.enter()

    def show_delivery(self, matter_id: str, document_id: str) -> None:
        """The matter with 登记送达 of one of its papers, as a slip that came back asks for it."""
        self.open_matter(matter_id)
        self.detail.open_delivery(document_id)

    def open_step(self, kind: str) -> None:
        """Let the form of a step slide in."""
        view = self.detail.view
        offer = next((it for it in view.offers if it.kind == kind), None) if view else None
        if view is None or offer is None:
            return
        form = StepForm(offer, view, self._desk, self._context.theme, self._context.today)
        form.submitted.connect(self._take_step)
        self._open_form(offer.label, form)

    def open_classification(self) -> None:
        """Let the form slide in that corrects what the matter is about."""
        view = self.detail.view
        if view is None or view.hidden or view.matter.voided:
            return
        form = ClassificationForm(view.matter, self._desk.offices, self._context.theme, self._context.today)
        form.submitted.connect(self._correct)
        self._open_form("更正登记内容", form)

    def open_day_correction(self, step_id: str) -> None:
        """Let the form slide in that corrects the day of a step."""
        view = self.detail.view
        step = next((it for it in view.matter.steps if it.id == step_id), None) if view else None
        if view and step:
            form = DayForm(view.matter, step, self._context.today)
            form.submitted.connect(self._correct_day)
            self._open_form("更正日期", form)

    def open_withdrawal(self, step_id: str) -> None:
        """Let the form slide in that takes the last step back."""
        view = self.detail.view
        step = next((it for it in view.matter.steps if it.id == step_id), None) if view else None
        if view and step:
            said = next((line.text for line in view.timeline if line.step_id == step_id), "")
            form = WithdrawalForm(view.matter, step, said)
            form.submitted.connect(self._withdraw)
            self._open_form("撤销这一步", form)

    def open_filters(self) -> None:
        """Let the further filters of the list slide in."""
        form = FilterForm(self.list.view, self._desk.offices, self._context.theme, self._context.today)
        form.submitted.connect(self._filter)
        self._open_form("筛选事项", form)

    def open_view_name(self, name: str) -> None:
        """Let the form slide in that keeps what the list shows as 常用, or calls one otherwise."""
        said = described(self.list.view, self._desk.offices.names(self.list.view.category))
        form = ViewNameForm("改名" if name else "存为常用", said, name)
        form.submitted.connect(lambda wanted: self._name_view(name, wanted))
        self._open_form("常用改名" if name else "存为常用", form)

    def go_back(self) -> None:
        """The panel goes; with none open, from a matter back to the table it was opened from."""
        if self.panel.is_open() or not self._beside_table:
            self.panel.close_panel()
        else:
            self.list.show_as(table=True)
            self.list.enter()

    def submit(self) -> None:
        """What the panel asks for, if one is open."""
        form = self.panel.content()
        if isinstance(form, PanelForm):
            form.submit()

    def _connect(self) -> None:
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._on_matter_opened)
        self.list.filtering_asked.connect(self.open_filters)
        self.list.naming_asked.connect(self.open_view_name)
        self.list.removing_asked.connect(self._remove_view)
        self.list.shape_changed.connect(self._lay_out)
        self.detail.step_chosen.connect(self.open_step)
        self.detail.opening_requested.connect(self._open_sealed)
        self.detail.matter_requested.connect(self.open_matter)
        self.detail.header.correction_requested.connect(self.open_classification)
        self.detail.timeline.correction_requested.connect(self.open_day_correction)
        self.detail.timeline.withdrawal_requested.connect(self.open_withdrawal)
        self._context.changes.matters_changed.connect(self._on_changed)

    def _open_form(self, title: str, form: PanelForm) -> None:
        """In a turn of its own: to put a form together takes as long as to lay and paint it."""
        form.cancelled.connect(self.panel.close_panel)
        self._turns.put("form", lambda: self.panel.open_panel(title, form))

    def _show_first(self) -> None:
        if key := self.list.lines.current_key():
            self._show(key)

    def _show(self, matter_id: str) -> None:
        for waiting in ("form", "first"):  # made for what was shown before
            self._turns.drop(waiting)
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
        matters, here = self._desk.matters, self._matter_id
        if self._attempt(
            lambda: matters.take_step(here, wish.command, wish.unit, route=wish.route, sure=wish.sure)
        ):
            self._after_step(wish.command.kind)

    def _correct(self, wish: CorrectionWish) -> None:
        here = self._matter_id
        steps = self._desk.matters.steps

        def correct() -> None:
            with self._desk.register.writing():
                if wish.changes or not wish.texts:
                    steps.correct(here, wish.changes, wish.reason)
                if wish.texts:
                    steps.correct_reception(here, wish.reception_id, wish.texts, wish.reason)

        if self._attempt(correct):
            self._after_correction("已更正", lambda: self.detail.header.correct_button)

    def _correct_day(self, wish: DayWish) -> None:
        here = self._matter_id
        if self._attempt(
            lambda: self._desk.matters.steps.correct_day(here, wish.step_id, wish.on, wish.reason)
        ):
            self._after_correction("已更正日期", lambda: self.detail.timeline.correct_links.get(wish.step_id))

    def _withdraw(self, wish: WithdrawalWish) -> None:
        here = self._matter_id
        if self._attempt(lambda: self._desk.matters.steps.withdraw(here, wish.step_id, wish.reason)):
            self._after_correction("已撤销这一步", lambda: None)

    def _attempt(self, act: Callable[[], object]) -> bool:
        """Do it, or let the form say why not; whether it was done."""
        form = self.panel.content()
        return isinstance(form, PanelForm) and attempt(form, act)

    def _after_step(self, kind: str) -> None:
        """The sheet goes, the page is read again, and the paper that now is due lies ready."""
        view = self.detail.view
        offer = next((it for it in view.offers if it.kind == kind), None) if view else None
        label, form = (offer.label, offer.form) if offer else ("", "")
        self._read_anew(f"已登记{label}", self._undoing(label) if kind not in NOT_TAKEN_BACK else None)
        if form:
            self.detail.show_papers(form)
        else:
            self.detail.steps.enter()

    def _undoing(self, label: str) -> Callable[[], None]:
        """What takes back the step that was just taken; the journal keeps both."""
        here, step = self._matter_id, self._desk.matters.matter(self._matter_id).steps[-1]

        def undo() -> None:
            try:
                self._desk.matters.steps.withdraw(here, step.id, "误登，当即撤销")
            except AppError as error:
                self._context.prompts.show_error(str(error))
            else:
                self._context.changes.matters_changed.emit()
                self._context.toast(f"已撤销{label}")

        return undo

    def _after_correction(self, said: str, place: Callable[[], QWidget | None]) -> None:
        """The sheet goes, the page is read again, the keyboard is where it was."""
        self._read_anew(said)
        found = place()
        if found and found.isVisible():
            found.setFocus()
        else:
            self.detail.steps.enter()

    def _read_anew(self, said: str, undo: Callable[[], None] | None = None) -> None:
        number = self.detail.view.matter.number if self.detail.view else ""
        self.panel.close_panel()
        self._context.changes.matters_changed.emit()
        self._context.toast(f"{number} {said}", undo)

    def _open_sealed(self, reason: str, reader: str) -> None:
        try:
            view = self._desk.matters.open_sealed(self._matter_id, reason, reader)
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

    def _filter(self, view: ListView) -> None:
        self.panel.close_panel()
        self.list.show_view(view)
        self.list.enter()

    def _name_view(self, name: str, wanted: str) -> None:
        views, said = self._desk.matters.views, list[str]()

        def keep() -> None:
            said.append(views.rename(name, wanted) if name else views.keep(wanted, self.list.view))

        if self._attempt(keep):
            self.panel.close_panel()
            self.list.read_views(said[0])
            self._context.toast(f"已改名为“{said[0]}”" if name else f"已存为常用“{said[0]}”")

    def _remove_view(self, name: str) -> None:
        views, view = self._desk.matters.views, self.list.view
        try:
            views.remove(name)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        self.list.read_views("")
        self._context.toast(f"已删除常用“{name}”", lambda: self._keep_again(name, view))

    def _keep_again(self, name: str, view: ListView) -> None:
        self._desk.matters.views.keep(name, view)
        self.list.read_views(name if self.list.view == view else None)

    def _lay_out(self, table: bool) -> None:
        """A table takes the whole page; a matter opened from it stands beside the list of two lines."""
        self._beside_table = self._beside_table and not table
        self.detail.setVisible(not table)
        self.list.setMinimumWidth(0 if table else LIST_WIDTH)
        self.list.setMaximumWidth(QWIDGETSIZE_MAX if table else LIST_WIDTH)

    def _leave_table(self) -> None:
        if self.list.is_table():
            self.list.show_as(table=False)
            self._beside_table = True

    def _on_matter_opened(self, matter_id: str) -> None:
        self._leave_table()
        self._show(matter_id)
        self.detail.steps.enter()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()
