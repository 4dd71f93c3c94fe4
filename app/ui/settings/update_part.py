"""升级: looks for a package on the sticks, says what it is, prepares everything, and hands over to the installer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.services.desk import Desk
from app.services.going_back import GoingBack
from app.services.handing_over import HandOver
from app.services.progress import Progress
from app.services.sticks import plugged_in
from app.services.updates import NO_KEYS, Found, Prepared, Updates
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.lines import Flow, Lines
from app.ui.widgets.plain import PlainLabel

ABOUT = (
    "新版本由发布者做成升级包（petition-desk-….xfu）放在U盘上。程序先核对它是不是发布者签发的、是不是更新的版本，"
    "再备份登记数据并核对，然后才交给安装程序。"
)
NOTHING_FOUND = "没有找到升级包（petition-desk-….xfu），程序和数据没有变化；请换一个U盘或文件夹。"
STOPPED = "已取消升级，程序没有变化，数据完好。"
BEFORE = "先备份登记数据并核对，用时几分钟；随后关闭程序，由安装程序接着装。"
WAY_BACK = "需要时可以退回{0}：关闭程序后由维护人员执行 petition-desk update back，会先说明要少什么。"


class UpdatePart(QWidget):
    """One button; what it finds is said, asked about, and only then done."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self.work = LongWork(context.tasks, self)
        self.notice, self.standing = Notice("", Tone.DONE), Lines()
        self.command = PlainLabel("", wrap=True).selectable()
        self.look_button = primary("从U盘升级", icon_name="usb")
        self.start_button = quiet("关闭程序并安装", icon_name="quit")
        self._ready: HandOver | None = None
        self.look_button.clicked.connect(self.look)
        self.start_button.clicked.connect(self.start)
        self._lay_out()

    def refresh(self) -> None:
        """Whose packages are taken, and whether there is a way back."""
        updates = Updates(self._folder)
        updates.tidy()
        trusted = self._trusts(updates)
        self.look_button.setEnabled(trusted)
        self.standing.say([*([] if trusted else [NO_KEYS]), *self._way_back()])

    def look(self) -> None:
        """On the sticks first; else where the clerk says."""
        self._forget()
        updates = Updates(self._folder)
        found = updates.look(plugged_in())
        if not found:
            folder = self._context.prompts.choose_folder("选择放有升级包的U盘或文件夹")
            if folder is None:
                return
            found = updates.look([folder])
        self._offer(found, updates)

    def start(self) -> None:
        """Close this program, then let the installer begin; a window that stays open keeps it waiting."""
        if self._ready and self.window().close():
            self._ready.start()

    def _offer(self, found: Sequence[Found], updates: Updates) -> None:
        fitting = next((one for one in found if one.update and not one.problem), None)
        if fitting is None or fitting.update is None:
            self.notice.say(found[0].problem if found else NOTHING_FOUND, Tone.SOON)
            return
        new, path = fitting.update, fitting.path
        question = f"现在从{updates.version}升级到{new.version}吗？"
        if self._context.prompts.confirm(question, "升级", detail="\n".join([new.notes, BEFORE])):
            self._apply(path, updates)

    def _apply(self, path: Path, updates: Updates) -> None:
        def job(progress: Progress) -> Prepared:
            return updates.apply(self._desk, path, progress=progress)

        self.work.run(
            "正在核对升级包并备份", job, self._on_prepared, self._context.prompts.show_error,
            lambda: self.notice.say(STOPPED, Tone.SOON),
        )  # fmt: skip

    def _on_prepared(self, done: Prepared) -> None:
        self._ready = done.hand_over
        tone = Tone.SOON if done.warnings else Tone.DONE
        self.notice.say(
            "\n".join([f"可以安装{done.version}了。{done.hand_over.sentence}", *done.warnings]), tone
        )
        self.command.setText(done.hand_over.shown)
        self.command.show()
        self.start_button.setVisible(bool(done.hand_over.starter()))
        self._context.changes.safety_changed.emit()

    def _forget(self) -> None:
        self._ready = None
        self.notice.say("", Tone.DONE)
        self.command.hide()
        self.start_button.hide()

    def _trusts(self, updates: Updates) -> bool:
        try:
            return bool(updates.trusted())
        except AppError as error:
            self.notice.say(str(error), Tone.LATE)
            return False

    def _way_back(self) -> list[str]:
        try:
            _, update = GoingBack(self._folder).package()
        except AppError:
            return []
        return [WAY_BACK.format(update.version)]

    @property
    def _folder(self) -> Path:
        return self._desk.register.folder

    def _lay_out(self) -> None:
        card = Card("升级")
        for widget in (
            PlainLabel(ABOUT, soft=True, wrap=True), Flow((self.look_button, self.start_button)), self.notice,
            self.command, self.standing,
        ):  # fmt: skip
            card.column.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(card)
        self._forget()
