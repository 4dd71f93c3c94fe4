"""The week's papers in one print: made together, sent to the printer once, then noted as printed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.services.batches import Batch, DuePaper
from app.services.desk import Desk
from app.services.progress import Progress
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.today.batch_panel import BATCH_WIDTH, BatchPanel, BatchWish
from app.ui.today.words import BATCH
from app.ui.widgets.side_panel import SidePanel

LOOKING = "正在核对本周文书"
STOPPED = "已取消，没有制作，没有取号，也没有打印"
STILL_LISTED = "这些文书已经制作、取号，检查打印机以后再点“打印本周文书”，它们还列在里面。"


class BatchDeed:
    """From the list of what is due to the papers that lie in the printer."""

    def __init__(self, desk: Desk, context: Context, panel: SidePanel, page: QWidget) -> None:
        self._desk, self._context, self._panel = desk, context, panel
        self.work, self._turns = LongWork(context.tasks, page), context.tasks.turns(page)

    def due(self) -> tuple[DuePaper, ...]:
        """What should go out until Sunday."""
        return self._desk.batches.due(end_of_week(self._context.today()))

    def looking(self) -> Iterator[DuePaper | None]:
        """The same one by one, nothing for each matter looked at in vain."""
        return self._desk.batches.looking(end_of_week(self._context.today()))

    def open(self) -> None:
        """Let the list slide in."""
        prompts = self._context.prompts
        self.work.run(LOOKING, self._look, self._show_next, prompts.show_error, lambda: None)

    def _look(self, told: Progress) -> tuple[tuple[DuePaper, str], ...]:
        """On the worker: every paper is checked against the law and its form."""
        due = self.due()
        found = []
        for at, paper in enumerate(due):
            told(at, len(due))
            found.append((paper, self._hindrance(paper)))
        return tuple(found)

    def _show_next(self, found: tuple[tuple[DuePaper, str], ...]) -> None:
        """When the window is switched on again."""
        self._turns.put("panel", lambda: self._show(found))

    def _show(self, found: tuple[tuple[DuePaper, str], ...]) -> None:
        both = bool(self._context.desktop.wishes.both_sides)
        hindrances = dict(found)
        today, turns = self._context.today(), self._context.tasks.turns
        form = BatchPanel(tuple(hindrances), hindrances.__getitem__, today, turns, both_sides=both)
        form.submitted.connect(lambda wish: self._make(form, wish))
        form.cancelled.connect(self._panel.close_panel)
        form.matter_requested.connect(self._leave_for)
        self._panel.open_panel(BATCH, form, width=BATCH_WIDTH)

    def _hindrance(self, paper: DuePaper) -> str:
        """Why the law or the form does not let it be made as it stands."""
        if paper.document_id:
            return ""
        try:
            found = self._desk.papers.check(paper.form, paper.matter_id)
        except AppError as error:
            return str(error)
        return "；".join(it.sentence for it in found if it.blocks)

    def _make(self, form: BatchPanel, wish: BatchWish) -> None:
        """On the worker, all or nothing: a number is only used when everything could be drawn."""

        def job(told: Progress) -> Batch:
            return self._desk.batches.print_file(
                wish.papers, returns=wish.returns, two_sided=wish.both_sides, watch=told
            )

        self.work.run(
            "正在制作文书", job, lambda batch: self._print(wish, batch), form.refuse,
            lambda: form.refuse(STOPPED),
        )  # fmt: skip

    def _print(self, wish: BatchWish, batch: Batch) -> None:
        self._panel.close_panel()
        said = [_left_out(batch)] if batch.left_out else []
        if batch.documents:
            said = [*self._sent(wish, batch), *said]
        self._context.changes.matters_changed.emit()
        if said:
            self._context.prompts.show_error("\n".join(said))

    def _sent(self, wish: BatchWish, batch: Batch) -> Sequence[str]:
        """Into the printer, then into the register; what hinders is said, and the papers stay."""
        desktop, count = self._context.desktop, len(batch.documents)
        both = wish.both_sides or (False if desktop.wishes.both_sides else desktop.wishes.both_sides)
        wishes = replace(desktop.wishes, both_sides=both)
        try:
            printer = desktop.print_as(batch.content, f"{BATCH} {count}份", wishes)
            self._desk.batches.printed(batch, wishes.copies)
        except AppError as error:
            return [f"{error}{STILL_LISTED}"]
        self._context.toast(f"{count}份文书已送打印机“{printer}”")
        return []

    def _leave_for(self, matter_id: str) -> None:
        self._panel.close_panel()
        self._context.open_matter(matter_id)


def end_of_week(today: date) -> date:
    """The Sunday of this week."""
    return today + timedelta(days=6 - today.weekday())


def _left_out(batch: Batch) -> str:
    lines = [f"{it.paper.title}（{it.paper.matter_number}）：{it.sentence}" for it in batch.left_out]
    return f"{len(lines)}份没有制作，没有打印：\n" + "\n".join(lines)
