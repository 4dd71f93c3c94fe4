"""从备份恢复 on one page: which copy, by which secret, what it brings and costs; then it is done.

The same page serves an empty PC with a stick and the paper code, a register that does not open any more,
and a clerk who wants an earlier state back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.offices import password_problem
from app.core.recovery_codes import DIGITS, GROUPS, group_problem, read_groups
from app.errors import AppError
from app.services.backups import Copy
from app.services.progress import Progress
from app.services.restoring import Look, Restored
from app.services.ways_in import Unlock, by_code, by_password
from app.ui.long_work import LongWork
from app.ui.prompts import Prompts
from app.ui.start.told import copy_words, cost_words, look_words
from app.ui.tasks import Tasks
from app.ui.theme import CONTENT_WIDTH, Tone, Type, space
from app.ui.widgets.buttons import danger, link, primary, quiet
from app.ui.widgets.card import Card, Notice, scrolling
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field
from app.ui.widgets.form import Form
from app.ui.widgets.options import Options
from app.ui.widgets.plain import PlainLabel

MOST_SHOWN = 12
BY_PASSWORD, BY_CODE = "password", "code"
STOPPED = "已取消，没有恢复，现有数据没有变化。"
NO_COPIES = "这台电脑和插着的U盘上没有找到备份。请插好备份U盘后点“重新查找”，或者选择备份所在的文件夹。"


@dataclass(frozen=True)
class RestoreDeeds:
    """What the page asks for; plain functions over paths."""

    find: Callable[[], Iterable[Copy]]
    in_folder: Callable[[Path], Iterable[Copy]]
    look: Callable[[Path, Unlock], Look]
    restore: Callable[[Path, Unlock, str, Progress], Restored]


class RestorePage(Form):
    """Leads from a copy to an open register.

    Signals:
        restored: Done; carries the way in with which the register is to be opened now.
        left: The clerk would rather not.
    """

    restored = Signal(object)
    left = Signal()

    def __init__(self, deeds: RestoreDeeds, prompts: Prompts, tasks: Tasks, why: str = "") -> None:
        super().__init__()
        self._deeds, self._prompts = deeds, prompts
        self._copies: dict[str, Copy] = {}
        self._options: Options | None = None
        self._seen: tuple[Path, Unlock, str] | None = None
        self.restored_in: Path | None = None
        self.setProperty("ground", "page")
        self.work = LongWork(tasks, self)
        self.trouble, self.outcome = Notice(why, Tone.LATE), Notice("", Tone.LATE)
        self.trouble.setVisible(bool(why))
        self.outcome.hide()
        self._make_fields()
        self._build()
        self.find_copies()
        self._show_way()

    def find_copies(self) -> None:
        """Look on this disk and on the sticks that are plugged in now."""
        self._list(self._deeds.find())

    def choose_folder(self) -> None:
        """A copy, or a folder that holds some, wherever it lies."""
        folder = self._prompts.choose_folder("选择备份所在的文件夹")
        if folder:
            self._list(self._deeds.in_folder(folder))

    def look(self) -> None:
        """Open the copy chosen and say what it would bring and cost; nothing is changed."""
        self._say("")
        self._result.hide()
        given = self._given()
        copy = self._copies.get(self._options.value()) if self._options else None
        if copy is None:
            self._say("请先选择一份备份。")
        elif given:
            self._look_at(copy.folder, *given)

    def restore(self) -> None:
        """Ask once more, then do it; the present register is saved first."""
        if self._seen is None or not self._prompts.confirm(
            "现在用这份备份恢复吗？", "恢复", detail=self._cost.text(), danger=True
        ):
            return
        folder, unlocked, new = self._seen
        self.work.run(
            "正在恢复并逐项核对",
            lambda progress: self._deeds.restore(folder, unlocked, new, progress),
            lambda done: self._on_restored(done.folder, by_password(new) if new else unlocked),
            self._say, lambda: self._say(STOPPED),
        )  # fmt: skip

    def _on_restored(self, folder: Path, way: Unlock) -> None:
        self.restored_in = folder
        self.restored.emit(way)

    def _look_at(self, folder: Path, unlocked: Unlock, new: str) -> None:
        try:
            seen = self._deeds.look(folder, unlocked)
        except AppError as error:
            self._say(str(error))
            return
        self._seen = (folder, unlocked, new)
        self._brings.setText(look_words(seen))
        self._cost.setText(cost_words(seen))
        self._result.show()
        self.restore_button.setFocus()

    def _given(self) -> tuple[Unlock, str] | None:
        """The way in as typed, or nothing once what is wrong has been said."""
        if self.way.value() == BY_PASSWORD:
            return (by_password(self.password_edit.text()), "") if self._has_password() else None
        problems = [group_problem(at, edit.text()) for at, edit in enumerate(self.code_edits, start=1)]
        wrong = [at for at, problem in enumerate(problems) if problem]
        if wrong:
            self._say(problems[wrong[0]])
            self.code_edits[wrong[0]].setFocus()
            return None
        new = self.new_edit.text()
        self._new.set_problem(password_problem(new))
        different = new != self.again_edit.text()
        self._again.set_problem("两次输入的密码不一样，请再输入一次" if different else "")
        if self._new.problem() or self._again.problem():
            return None
        return by_code(read_groups([edit.text() for edit in self.code_edits])), new

    def _has_password(self) -> bool:
        empty = not self.password_edit.text()
        self._password.set_problem("请输入做备份时的密码" if empty else "")
        return not empty

    def _list(self, found: Iterable[Copy]) -> None:
        self._copies = {str(copy.folder): copy for copy in list(found)[:MOST_SHOWN]}
        if self._options is not None:
            self._place.removeWidget(self._options)
            self._options.deleteLater()
            self._options = None
        self._none.setVisible(not self._copies)
        if self._copies:
            words = [(key, copy_words(copy)) for key, copy in self._copies.items()]
            self._options = Options(words, name="备份")
            self._options.choose(words[0][0])
            self._options.changed.connect(self._result.hide)
            self._place.addWidget(self._options)

    def _show_way(self) -> None:
        coded = self.way.value() == BY_CODE
        self._password.setVisible(not coded)
        self._coded.setVisible(coded)
        self._result.hide()

    def _say(self, sentence: str) -> None:
        self.outcome.set_sentence(sentence)

    def _make_fields(self) -> None:
        self.way = Chips(((BY_PASSWORD, "用密码"), (BY_CODE, "用纸上的恢复码")), name="怎样打开")
        self.way.choose(BY_PASSWORD)
        self.way.changed.connect(self._show_way)
        self.password_edit, self.new_edit, self.again_edit = (QLineEdit() for _ in range(3))
        for edit in (self.password_edit, self.new_edit, self.again_edit):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._password = Field(
            "密码", self.password_edit, hint="做备份时的密码；改过密码的，现在的密码也可以"
        )
        self._new = Field("新密码", self.new_edit, hint="至少8位；恢复以后用它打开")
        self._again = Field("再输入一次", self.again_edit)
        self.code_edits = [_group_edit(at) for at in range(1, GROUPS + 1)]
        for at, edit in enumerate(self.code_edits[:-1]):
            edit.textEdited.connect(lambda text, at=at: self._on_typed(at, text))

    def _on_typed(self, at: int, text: str) -> None:
        """A full group leads to the next one; what is wrong in it is said at once."""
        if len(text) == DIGITS:
            self._say(group_problem(at + 1, text))
            if not self.outcome.sentence():
                self.code_edits[at + 1].setFocus()

    def _build(self) -> None:
        self.back_button = quiet("返回", icon_name="back")
        self.back_button.clicked.connect(self.left)
        column = QVBoxLayout()
        column.setContentsMargins(space(1), 0, space(4), space(6))
        column.setSpacing(space(4))
        head = QHBoxLayout()
        head.addWidget(PlainLabel("从备份恢复", Type.TITLE), 1)
        head.addWidget(self.back_button)
        column.addLayout(head)
        for widget in (
            self.trouble,
            self._choice_card(),
            self._secret_card(),
            self.outcome,
            self._result_card(),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        ground = QWidget()
        ground.setMaximumWidth(CONTENT_WIDTH + space(20))
        ground.setLayout(column)
        page = QVBoxLayout(self)
        page.setContentsMargins(space(12), space(8), space(8), 0)
        page.addWidget(scrolling(ground))

    def _choice_card(self) -> Card:
        card = Card("1　选择一份备份")
        self._none = PlainLabel(NO_COPIES, soft=True, wrap=True)
        self._place = QVBoxLayout()
        self._place.addWidget(self._none)
        card.column.addLayout(self._place)
        self.again_button, self.elsewhere_button = link("重新查找"), link("选择文件夹")
        self.again_button.clicked.connect(self.find_copies)
        self.elsewhere_button.clicked.connect(self.choose_folder)
        card.column.addLayout(_row(self.again_button, self.elsewhere_button))
        return card

    def _secret_card(self) -> Card:
        card = Card("2　密码或恢复码")
        self._coded = QWidget()
        grid = QGridLayout(self._coded)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(space(2))
        for at, edit in enumerate(self.code_edits):
            grid.addWidget(edit, at // 4, at % 4)
        grid.addWidget(self._new, 2, 0, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._again, 2, 2, 1, 2, Qt.AlignmentFlag.AlignTop)
        self.look_button = primary("查看这份备份")
        self.look_button.clicked.connect(self.look)
        for widget in (self.way, self._password, self._coded):
            card.column.addWidget(widget)
        card.column.addLayout(_row(self.look_button))
        return card

    def _result_card(self) -> Card:
        self._result = card = Card("3　核对后恢复")
        self._brings, self._cost = PlainLabel("", wrap=True), PlainLabel("", wrap=True)
        self.restore_button = danger("恢复", icon_name="refresh")
        self.restore_button.clicked.connect(self.restore)
        card.column.addWidget(self._brings)
        card.column.addWidget(self._cost)
        card.column.addLayout(_row(self.restore_button))
        card.hide()
        return card


def _group_edit(place: int) -> QLineEdit:
    edit = QLineEdit()
    edit.setMaxLength(DIGITS)
    edit.setPlaceholderText(f"第{place}组")
    edit.setAccessibleName(f"恢复码第{place}组")
    edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return edit


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(space(3))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
