"""旧台账: a township's old register comes in. A file is chosen, rehearsed, and only then registered."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.services.desk import Desk
from app.services.list_views import ListView
from app.services.progress import Progress, share
from app.services.refused_rows import save_refused
from app.services.registers import ReadRegister, TakenRegister
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.prompts import TABLES, ending_in
from app.ui.screen import Screen
from app.ui.settings import register_words as words
from app.ui.settings.refused_table import RemarksTable
from app.ui.settings.register_words import Remark
from app.ui.tasks import Stopped
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Card, Notice, SectionHeader
from app.ui.widgets.chips import Chips
from app.ui.widgets.lines import Flow, Lines
from app.ui.widgets.plain import PlainLabel

TITLE = "导入旧台账"
REFUSED, NOTED = "refused", "noted"
LEAST_TABLE = 45  # in steps of four pixels
LEAST_BESIDE = 45  # letters across the page
_COPY, _WHOLE = 10, 100  # per cent of the bar for what comes before the rows


@dataclass(frozen=True)
class Seen:
    """What the page shows of one run; put together on the worker, because a register can be long."""

    read: ReadRegister
    taken: TakenRegister
    refused: list[Remark]
    noted: list[Remark]


class RegisterSection(QWidget):
    """Three steps on one page: choose, look at the rehearsal, register."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self._path = Path()
        self._seen: Seen | None = None
        self.work = LongWork(context.tasks, self)
        self.notice = Notice("", Tone.ACTION)
        self.choose_button = primary("选择旧台账…", icon_name="folder", tip="Excel、WPS存的 .xlsx 或 .csv")
        self.hint = PlainLabel(words.DROP, Type.CAPTION)
        self.register_button = primary("登记")
        self.matters_button = primary("查看这些事项")
        self.save_button = quiet("另存未登记的行…", icon_name="save", tip="改好以后再导入另存的文件")
        self.other_button = quiet("换一个文件…", icon_name="folder")
        self.figures = [_Figure() for _ in range(3)]
        self.verdict = PlainLabel("", wrap=True, strong=True)
        self.details = Lines()
        self.which = Chips((), name="要看的行")
        self.table = RemarksTable(context.theme)
        self.whole = PlainLabel("", Type.CAPTION, wrap=True)
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def enter(self) -> None:
        """The keyboard goes to what comes next, if the page is seen: it may be locked by now."""
        if not self.isVisible():
            return
        buttons = (self.choose_button, self.register_button, self.matters_button, self.other_button)
        next((it for it in buttons if it.isVisible()), self.choose_button).setFocus()

    def choose(self) -> None:
        """Ask for the file and rehearse it."""
        path = self._context.prompts.choose_open_path("选择旧台账", TABLES)
        if path:
            self.rehearse(path)

    def rehearse(self, path: Path) -> None:
        """Read the file and say what would become of each row; nothing is written."""
        registers = self._desk.registers

        def job(told: Progress) -> Seen:
            read = registers.read(path, look_up=lambda: told(0, 1))
            return _seen(read, registers.take(read, dry_run=True, progress=share(told, _COPY, _WHOLE)))

        self.notice.hide()
        self._path = path
        self.work.run(
            f"正在核对“{path.name}”", job, self._show, self._refuse,
            lambda: self._refuse(words.STOPPED_LOOKING, Tone.SOON),
        )  # fmt: skip

    def register(self) -> None:
        """Write what the rehearsal showed; stopped, it ends after the row that is being written."""
        seen = self._seen
        if seen is None:
            return
        desk = self._desk

        def job(told: Progress) -> Seen:
            desk.safety.backup_if_due(progress=share(told, 0, _COPY))
            watch = _Watch(share(told, _COPY, _WHOLE))
            return _seen(seen.read, desk.registers.take(seen.read, progress=watch.tell, stop=watch.is_over))

        self.work.run(
            "正在登记旧台账", job, self._on_taken, self._on_trouble,
            lambda: self.notice.say(words.STOPPED_BEFORE, Tone.SOON),
        )  # fmt: skip

    def save_rows(self) -> None:
        """The refused rows into a table of the clerk's choice, to be mended there."""
        seen = self._seen
        suggestion = f"{self._path.stem}-未登记.xlsx"
        path = self._context.prompts.choose_save_path("另存未登记的行", suggestion, TABLES)
        if path is None or seen is None:
            return
        path = ending_in(path, ".xlsx", ".csv")
        if path == self._path:
            self.notice.say(words.SAME_FILE, Tone.SOON)
            return
        self.work.run(
            "正在保存未登记的行",
            lambda _told: save_refused(seen.read.table, seen.taken.rows, path),
            lambda count: self.notice.say(words.saved(count, path.name), Tone.DONE),
            lambda sentence: self.notice.say(sentence, Tone.LATE),
            lambda: self.notice.say(words.STOPPED_SAVING, Tone.SOON),
        )  # fmt: skip

    def open_matters(self) -> None:
        """The list of matters, narrowed to the days on which these rows were registered."""
        days = self._seen.taken.days if self._seen else None
        screen = self._context.open_page("matters")
        if days and isinstance(screen, Screen):
            screen.show_list(ListView("all", period=f"{days[0]}..{days[1]}"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other as long as both can be read, else the rows first."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = self.width() >= LEAST_BESIDE * self.fontMetrics().height()
        self._beside.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.hint.setText(words.LET_GO)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.hint.setText(words.DROP)

    def dropEvent(self, event: QDropEvent) -> None:
        self.hint.setText(words.DROP)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)  # never moves the clerk's file away
        event.accept()
        if len(paths) == 1:
            # Only when the drag is over: the file manager waits for our answer.
            QTimer.singleShot(0, self, lambda: self.rehearse(paths[0]))
        else:
            self.notice.say(words.ONE_FILE, Tone.SOON)

    def _show(self, seen: Seen) -> None:
        """The rehearsal, or what became of the rows."""
        taken, self._seen = seen.taken, seen
        self._head.set_title(seen.read.name)
        self._head.set_count(f"{len(seen.read.table.rows)}行")
        for figure, (number, word) in zip(self.figures, words.figures(taken), strict=True):
            figure.say(number, word)
        self.figures[1].setVisible(taken.known > 0)
        self.verdict.setText(words.verdict(taken) if taken.dry_run else words.outcome(taken))
        self.details.say(words.details(seen.read, taken))
        self._show_buttons(taken)
        self._show_remarks(seen)
        self.start.hide()
        self.result.show()
        self.enter()

    def _show_buttons(self, taken: TakenRegister) -> None:
        left = taken.registered if taken.dry_run else taken.left
        self.register_button.set_verb(words.verb(taken) if taken.dry_run else f"接着登记其余{left}行")
        self.register_button.setVisible(left > 0)
        self.matters_button.setVisible(not taken.dry_run and not left and taken.days is not None)
        self.save_button.setVisible(taken.refused > 0)

    def _show_remarks(self, seen: Seen) -> None:
        offered = ((REFUSED, "不能登记", seen.refused), (NOTED, "登记，但请留意", seen.noted))
        chips = [(key, f"{word} {len(remarks)}") for key, word, remarks in offered if remarks]
        self.which.set_options(chips)
        self.which.choose(chips[0][0] if chips else "")
        self.rows.setVisible(bool(chips))
        self._show_chosen()

    def _show_chosen(self) -> None:
        seen = self._seen
        if seen:
            self.table.show_remarks(seen.noted if self.which.value() == NOTED else seen.refused)

    def _show_whole(self, sentence: str) -> None:
        self.whole.setText(sentence)
        self.whole.setVisible(bool(sentence))

    def _on_taken(self, seen: Seen) -> None:
        self._tell(seen.taken)
        self.notice.hide()
        self._show(seen)

    def _tell(self, taken: TakenRegister) -> None:
        if taken.registered:
            self._context.changes.matters_changed.emit()
        if taken.added:
            self._context.changes.rosters_changed.emit()

    def _on_trouble(self, sentence: str) -> None:
        """The disk stopped it somewhere: what is in is in."""
        self._context.changes.matters_changed.emit()
        self._context.changes.rosters_changed.emit()
        self.notice.say(sentence, Tone.LATE)

    def _refuse(self, sentence: str, tone: Tone = Tone.LATE) -> None:
        """Back to the first step, with what was wrong."""
        self._seen = None
        self.result.hide()
        self.start.show()
        self.notice.say(sentence, tone)
        self.enter()

    def _connect(self) -> None:
        for button, act in (
            (self.choose_button, self.choose), (self.other_button, self.choose), (self.register_button, self.register),
            (self.save_button, self.save_rows), (self.matters_button, self.open_matters),
        ):  # fmt: skip
            button.clicked.connect(act)
        self.which.changed.connect(self._show_chosen)
        self.table.reached.connect(self._show_whole)

    def _build(self) -> None:
        self.start, self.result, self.rows = Card(TITLE), QWidget(), Card()
        steps = Lines()
        steps.say(words.ABOUT)
        for widget in (steps, Flow((self.choose_button,)), self.hint):
            self.start.column.addWidget(widget)
        for part in (self.which, self.table, self.whole):
            self.rows.column.addWidget(part, 1 if part is self.table else 0)
        self.table.setMinimumHeight(space(LEAST_TABLE))
        sheet = Card("这张表")
        sheet.column.addWidget(self.details)
        sheet.column.addStretch(1)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(space(3))
        self._beside.addWidget(self.rows, 2)
        self._beside.addWidget(sheet, 1)
        below = QVBoxLayout(self.result)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(space(3))
        below.addWidget(self._summary())
        below.addLayout(self._beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(1), space(3), space(4))
        column.setSpacing(space(3))
        column.addWidget(self.notice)
        column.addWidget(self.start)
        column.addWidget(self.result, 1)
        column.addStretch()
        self.notice.hide()
        self.result.hide()

    def _summary(self) -> Card:
        card = Card()
        self._head = SectionHeader("", action=self.other_button)
        numbers = QHBoxLayout()
        numbers.setSpacing(space(8))
        for figure in self.figures:
            numbers.addWidget(figure)
        numbers.addStretch(1)
        card.column.addWidget(self._head)
        card.column.addLayout(numbers)
        card.column.addWidget(self.verdict)
        card.column.addWidget(Flow((self.register_button, self.matters_button, self.save_button)))
        return card


class _Figure(QWidget):
    """A large number with its words."""

    def __init__(self) -> None:
        super().__init__()
        self._number, self._word = PlainLabel("", Type.DISPLAY), PlainLabel("", soft=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(2))
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self._word, 0, Qt.AlignmentFlag.AlignBaseline)

    def say(self, number: int, word: str) -> None:
        self._number.setText(str(number))
        self._word.setText(word)
        self.setAccessibleName(f"{number}{word}")


class _Watch:
    """Hears of the rows on the worker; 取消 is no error there, because what is written stays."""

    def __init__(self, told: Progress) -> None:
        self._told, self._over = told, False

    def tell(self, done: int, total: int) -> None:
        try:
            self._told(done, total)
        except Stopped:
            self._over = True

    def is_over(self) -> bool:
        return self._over


def _seen(read: ReadRegister, taken: TakenRegister) -> Seen:
    return Seen(read, taken, words.refused(taken.rows), words.noted(taken.rows))
