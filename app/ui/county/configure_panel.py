"""下发配置: which folder, its version and name, to whom, and thing by thing what is in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox

from app.county.configuring import KINDS, Configuration, Configured, Issue
from app.county.store_townships import Township
from app.errors import ValidationError
from app.ui.county.look_panel import LookPanel
from app.ui.theme import Theme, Tone, space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import EmptyState
from app.ui.widgets.chips import Chips
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.figures_table import Cell

HEADS = ("名目", "种类", "代码", "内容", "给谁")
MOST_VERSION = 99_999
VERIFIED, CHOSEN = "verified", "chosen"
NOBODYS = "没有对应的乡镇"


class ConfigurePanel(LookPanel):
    """Shows a folder before it goes.

    Signals:
        folder_wanted: The clerk wants to choose the folder.
    """

    folder_wanted = Signal()

    def __init__(self, theme: Theme, townships: Sequence[Township], latest: int) -> None:
        empty = EmptyState(
            "先选放配置的文件夹",
            "文书模板（wordings）、单位和村（units.csv、villages.csv）、内容分类（categories.csv）、规则设置（settings.csv）、"
            "放假安排（calendar）、规则包（rule_packs）。写出以前先在这里逐项列出",
            icon_name="folder",
        )
        super().__init__(theme, name="将要下发的配置", empty=empty)
        self._townships = tuple(townships)
        self.found: Configuration | None = None
        self.version_box = QSpinBox()
        self.version_box.setRange(max(latest, 1), MOST_VERSION)
        self.version_box.setValue(latest + 1)
        self.name_edit = QLineEdit()
        self.name_edit.setPlaceholderText("例如：2027年放假安排")
        self.pick_button = quiet("选文件夹", icon_name="folder")
        verified = [one.code for one in townships if one.verified]
        whom = ((VERIFIED, f"全部已核对的乡镇（{len(verified)}个）"), (CHOSEN, "指定乡镇"))
        self.whom = Chips(whom, name="给哪些乡镇")
        self.whom.choose(VERIFIED if verified else CHOSEN)
        self.chosen = Chips(
            [(one.code, _named(one)) for one in townships], name="指定的乡镇", exclusive=False
        )
        said = f"上次是第{latest}版" if latest else "还没有下发过"
        self.fields = {
            "version": Field("第几版", self.version_box, hint=said),
            "name": Field("这一版叫什么", self.name_edit, hint="乡镇接收时看到的就是这个名称"),
            "whom": Field("给哪些乡镇", self.whom),
        }
        self._lay_out()
        self.submit_button.set_allowed(False, "先选放配置的文件夹")
        self.pick_button.clicked.connect(self.folder_wanted)
        self.whom.changed.connect(self._on_whom)
        self.chosen.changed.connect(lambda: self.fields["whom"].set_problem(""))
        self._on_whom()

    def townships(self) -> tuple[str, ...]:
        """The codes of those it goes to."""
        if self.whom.value() == VERIFIED:
            return tuple(one.code for one in self._townships if one.verified)
        return self.chosen.chosen()

    def issue(self) -> Issue:
        """What is to go, as it stands here; `ValidationError` names the field that lacks something."""
        problems = {}
        if not self.name_edit.text().strip():
            problems["name"] = "请写明这一版叫什么"
        if not self.townships():
            problems["whom"] = "请至少选一个乡镇"
        if problems or self.found is None:
            raise ValidationError(problems)
        return Issue(self.found, self.version_box.value(), self.name_edit.text().strip())

    def show_configuration(self, found: Configuration) -> None:
        """What was read."""
        self.found = found
        self.show_found(HEADS, [self._line(thing) for thing in found.things])
        lost = sum(not self._owners(thing) for thing in found.things)
        tail = f"其中{lost}个村的代码不属于任何已登记的乡镇，不会下发。" if lost else ""
        self.notice.say(
            f"“{found.name}”：共{len(found.things)}项，还没有写出。{tail}", Tone.SOON if lost else Tone.ACTION
        )
        self.submit_button.set_allowed(True)
        self.name_edit.setFocus()

    def refuse(self, sentence: str) -> None:
        """The folder cannot be read, or nothing could be written; what is shown stays."""
        self.notice.say(sentence, Tone.LATE)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Each sentence under its field."""
        if left := show_problems(self.fields, problems):
            self.refuse(left)

    def _owners(self, thing: Configured) -> list[Township]:
        return [one for one in self._townships if thing.is_for(one)]

    def _line(self, thing: Configured) -> list[Cell]:
        owners = self._owners(thing)
        whom = "全部" if thing.kind != "village" else "、".join(one.name for one in owners) or NOBODYS
        value = (
            thing.value
            if thing.kind == "setting"
            else f"{thing.retired_on}起停用"
            if thing.retired_on
            else ""
        )
        return [
            Cell(thing.title, strong=True), Cell(KINDS[thing.kind]), Cell(thing.key), Cell(value),
            Cell(whom, tone=None if owners else Tone.LATE),
        ]  # fmt: skip

    def _on_whom(self) -> None:
        self.chosen.setVisible(self.whom.value() == CHOSEN)
        self.fields["whom"].set_problem("")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(space(4))
        row.addWidget(self.pick_button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.fields["version"])
        row.addWidget(self.fields["name"], 1)
        self.column.addLayout(row)
        self.column.addWidget(self.fields["whom"])
        self.column.addWidget(self.chosen)
        self.finish()


def _named(township: Township) -> str:
    return township.name if township.verified else f"{township.name}（未核对）"
