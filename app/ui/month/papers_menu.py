"""What can be made of a period: printed, or saved as a file. One more paper is one more line of `PAPERS`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.core.periods import Period
from app.errors import AppError
from app.services.desk import Desk
from app.services.month import MonthTable
from app.services.statistics_sheets import statistics_title
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.prompts import DOCX, PDF, XLSX
from app.ui.theme import space

CLOSE_FIRST = "先结账"


@dataclass(frozen=True)
class MonthPaper:
    """One entry of the menu.

    `make` gives the file's bytes; a PDF is shown first, anything else is saved where the clerk says.
    In `verb` and `title` stands `{table}` where the name of the period's table belongs (月报表, 季报表 …);
    over a paper that is shown stand the period, what it is `about` and its title.
    `ends` is the file's ending, `closed_only` says that the paper is the office's last word and waits
    for the closing of a month, quarter, half or year.
    """

    key: str
    verb: str
    make: Callable[[Desk, Period], bytes]
    title: str = "{table}"
    about: str = "信访工作"
    kind: str = PDF
    ends: str = "pdf"
    closed_only: bool = False

    def refused(self, table: MonthTable) -> str:
        """Why it cannot be made of this table; two free dates are never closed."""
        return CLOSE_FIRST if self.closed_only and table.period.months and table.closed is None else ""

    def said(self, table: MonthTable) -> str:
        """The entry as the menu says it."""
        reason = self.refused(table)
        verb = self.verb.format(table=_called(table))
        return f"{verb}（{reason}）" if reason else verb

    def titled(self, table: MonthTable) -> str:
        return self.title.format(table=_called(table))

    def file_name(self, table: MonthTable) -> str:
        return f"{self.titled(table)}-{table.period.id.replace('..', '至')}.{self.ends}"


PAPERS: tuple[MonthPaper, ...] = (
    MonthPaper("sheet", "打印{table}", lambda desk, period: desk.month.sheet(period), closed_only=True),
    MonthPaper(
        "workbook", "另存为 Excel（.xlsx）…", lambda desk, period: desk.month.workbook(period), kind=XLSX, ends="xlsx"
    ),
    MonthPaper(
        "circular", "通报表", lambda desk, period: desk.circulars.sheet(period), title="通报表", about="信访事项办理情况",
    ),
    MonthPaper(
        "summary", "工作总结（Word）…", lambda desk, period: desk.summaries.docx(period), title="工作总结", kind=DOCX, ends="docx",
    ),
    MonthPaper(
        "summary_pdf", "工作总结（PDF）", lambda desk, period: desk.summaries.pdf(period), title="工作总结", about="信访",
    ),
)  # fmt: skip
BY_KEY = {paper.key: paper for paper in PAPERS}
Further = Sequence[tuple[str, Callable[[], None]]]
"""What else the menu leads to: its words, and what they do."""


class PapersMenu:
    """The hands of the button 打印/保存; `done` hears of a paper that went out."""

    def __init__(
        self,
        desk: Desk,
        context: Context,
        page: QWidget,
        done: Callable[[Period], None],
        further: Further = (),
    ) -> None:
        self._desk, self._context, self._done, self._further = desk, context, done, further
        self._work = LongWork(context.tasks, page)

    def open_below(self, button: QWidget, table: MonthTable) -> QMenu:
        """Every paper under the button; what cannot be made yet says why."""
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("打印或保存")
        for paper in PAPERS:
            action = menu.addAction(paper.said(table))
            action.setEnabled(not paper.refused(table))
            action.triggered.connect(lambda _=False, paper=paper: self.make(paper, table))
        menu.addSeparator()
        for verb, open_panel in self._further:
            menu.addAction(verb).triggered.connect(lambda _=False, act=open_panel: act())
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + space(1))))
        menu.setActiveAction(next(action for action in menu.actions() if action.isEnabled()))
        return menu

    def make(self, paper: MonthPaper, table: MonthTable) -> None:
        """Show it or save it; what goes wrong is said in one sentence, and nothing was made."""
        path = None
        if paper.kind != PDF:
            title = paper.said(table).rstrip("…")
            path = self._context.prompts.choose_save_path(title, paper.file_name(table), paper.kind)
            if path is None:
                return
        self._work.run(
            "正在生成",
            lambda _progress: paper.make(self._desk, table.period),
            lambda content: self._save(content, path) if path else self._show(paper, table, content),
            self._context.prompts.show_error,
            lambda: None,
        )

    def _show(self, paper: MonthPaper, table: MonthTable, content: bytes) -> None:
        """The course of the month goes on after its table only, not after any paper."""
        period = table.period
        printed = (lambda: self._done(period)) if paper.closed_only else None
        title = f"{period.name}{paper.about}{paper.titled(table)}"
        self._context.preview(title, content, paper.file_name(table), printed)

    def _save(self, content: bytes, path: Path) -> None:
        """A file that was saved is no print."""
        try:
            self._desk.papers.save_pdf(content, path)
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self._context.toast(f"已保存：{path}")


def _called(table: MonthTable) -> str:
    """月报表, 季报表, 半年报表, 年报表, 统计表."""
    return statistics_title(table).removeprefix("信访工作")
