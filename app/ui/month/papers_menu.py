"""What can be made of a period: printed, or saved as a file. One more paper is one more line of `PAPERS`."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.core.periods import Period
from app.errors import AppError
from app.services.desk import Desk
from app.services.month import MonthTable
from app.services.statistics_sheets import statistics_title
from app.ui.context import Context
from app.ui.prompts import PDF, XLSX
from app.ui.theme import space

CLOSE_FIRST = "先结账"


@dataclass(frozen=True)
class MonthPaper:
    """One entry of the menu.

    `make` gives the file's bytes; a PDF is shown first, anything else is saved where the clerk says.
    In `verb` and `title` stands `{table}` where the name of the period's table belongs (月报表, 季报表 …).
    `ends` is the file's ending, `closed_only` says that the paper is the office's last word and waits
    for the closing of a month, quarter, half or year.
    """

    key: str
    verb: str
    make: Callable[[Desk, Period], bytes]
    title: str = "{table}"
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
)  # fmt: skip
BY_KEY = {paper.key: paper for paper in PAPERS}


class PapersMenu:
    """The hands of the button 打印/保存; `done` hears of a paper that went out."""

    def __init__(self, desk: Desk, context: Context, done: Callable[[Period], None]) -> None:
        self._desk, self._context, self._done = desk, context, done

    def open_below(self, button: QWidget, table: MonthTable) -> QMenu:
        """Every paper under the button; what cannot be made yet says why."""
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("打印或保存")
        for paper in PAPERS:
            action = menu.addAction(paper.said(table))
            action.setEnabled(not paper.refused(table))
            action.triggered.connect(lambda _=False, paper=paper: self.make(paper, table))
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + space(1))))
        menu.setActiveAction(next(action for action in menu.actions() if action.isEnabled()))
        return menu

    def make(self, paper: MonthPaper, table: MonthTable) -> None:
        """Show it or save it; what goes wrong is said in one sentence."""
        try:
            if paper.kind == PDF:
                self._show(paper, table)
            else:
                self._save(paper, table)
        except AppError as error:
            self._context.prompts.show_error(str(error))

    def _show(self, paper: MonthPaper, table: MonthTable) -> None:
        period, content = table.period, paper.make(self._desk, table.period)
        title = f"{period.name}信访工作{paper.titled(table)}"
        self._context.preview(title, content, paper.file_name(table), lambda: self._done(period))

    def _save(self, paper: MonthPaper, table: MonthTable) -> None:
        """A file that was saved is no print: the course goes on only after a paper."""
        title = paper.said(table).rstrip("…")
        path = self._context.prompts.choose_save_path(title, paper.file_name(table), paper.kind)
        if path is None:
            return
        self._desk.papers.save_pdf(paper.make(self._desk, table.period), path)
        self._context.toast(f"已保存：{path}")


def _called(table: MonthTable) -> str:
    """月报表, 季报表, 半年报表, 年报表, 统计表."""
    return statistics_title(table).removeprefix("信访工作")
