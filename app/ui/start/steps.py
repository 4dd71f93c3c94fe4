"""The assistant's questions: the office, its rosters, the password, and a last look."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit

from app.core.offices import (
    Office,
    check_office,
    password_problem,
    suggest_government,
    suggest_organ_code,
    suggest_review_body,
)
from app.errors import ValidationError
from app.ui.start.step import Step
from app.ui.theme import Tone, Type, space
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.plain import PlainLabel

OFFICE_FIELDS = (
    ("name", "机构名称", "例如：青山镇信访工作办公室", 0, 0, 2),
    ("code", "区划代码", "12位，统计用区划代码", 1, 0, 1),
    ("organ_code", "机关代字", "印在文号里，例如“青”", 1, 1, 1),
    ("superior", "上级信访部门", "例如：青川县信访局", 2, 0, 1),
    ("review_body", "复查机关", "印在答复意见书里", 2, 1, 1),
    ("government", "有权处理的机关", "文书落款，一般是镇政府或办事处", 3, 0, 2),
    ("clerk", "信访专干", "", 4, 0, 1),
    ("phone", "办公电话", "", 4, 1, 1),
    ("address", "办公地址", "印在告知书上，供信访人联系", 5, 0, 2),
)
SUGGESTED: dict[str, tuple[str, Callable[[str], str]]] = {
    "organ_code": ("name", suggest_organ_code),
    "government": ("name", suggest_government),
    "review_body": ("superior", suggest_review_body),
}
LOST = "密码忘记了，只有纸上的恢复码能打开数据，开发者也打不开。"
LOST_ON_SERVER = (
    "服务器上的数据靠数据库账号和权限保护，这个密码锁住收报送包的密钥。忘记了没有人能打开，"
    "数据库管理员、开发者也打不开；请写在纸上封好，两个人分开保管。"
)
OPTIONAL = {"clerk", "phone", "address"}


class OfficeStep(Step):
    """Who the office is. What can be told from the names is filled in until the clerk changes it."""

    def __init__(self) -> None:
        super().__init__("机构", "您的机构", "这些名称会印在文书上，以后可以在“设置”里修改。")
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(4))
        grid.setVerticalSpacing(space(3))
        self.fields: dict[str, Field] = {}
        for name, title, hint, row, column, width in OFFICE_FIELDS:
            self.fields[name] = Field(title, QLineEdit(), hint=hint, optional=name in OPTIONAL)
            grid.addWidget(self.fields[name], row, column, 1, width)
        self.column.addLayout(grid)
        for source in ("name", "superior"):
            self.line(source).editingFinished.connect(self._suggest)

    def line(self, name: str) -> QLineEdit:
        """The editor of one field."""
        editor = self.fields[name].editor
        assert isinstance(editor, QLineEdit)
        return editor

    def office(self) -> Office:
        values: dict[str, Any] = {name: self.line(name).text().strip() for name in self.fields}
        return Office(**values)

    def is_complete(self) -> bool:
        self._suggest()
        try:
            check_office(self.office())
        except ValidationError as error:
            show_problems(self.fields, error.problems)
            return False
        show_problems(self.fields, {})
        return True

    def _suggest(self) -> None:
        for name, (source, suggest) in SUGGESTED.items():
            told = self.line(source).text().strip()
            if told and not self.line(name).text().strip():
                self.line(name).setText(suggest(told))


class NamesStep(Step):
    """A roster, one name per line; lines may be pasted from a table."""

    def __init__(self, name: str, heading: str, about: str, *, unit: str, names: Sequence[str] = ()) -> None:
        super().__init__(name, heading, about)
        self._unit = unit
        self.names_edit = QPlainTextEdit("\n".join(names))
        self.names_edit.setMinimumHeight(space(80))
        self.names_edit.setTabChangesFocus(True)
        self._field = Field(f"{name}名单", self.names_edit)
        self.names_edit.textChanged.connect(self._count)
        self.column.addWidget(self._field)
        self._count()

    def names(self) -> tuple[str, ...]:
        """The names, each once, in the order written."""
        lines = (" ".join(line.split()) for line in self.names_edit.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def _count(self) -> None:
        self._field.set_hint(f"共{len(self.names())}{self._unit}，每行一个，可以从表格里粘贴")


class LeadersStep(NamesStep):
    """Leaders with their posts: 李四 镇长, one per line."""

    def __init__(self) -> None:
        super().__init__(
            "领导",
            "接访、包案的领导",
            "每行一位：姓名和职务，中间空一格。也可以以后在“设置”里添加。",
            unit="位",
        )

    def leaders(self) -> tuple[tuple[str, str], ...]:
        """Pairs of name and post; a line without a post has an empty one."""
        pairs = [line.partition(" ") for line in self.names()]
        return tuple((name, post.strip()) for name, _, post in pairs)


class PasswordStep(Step):
    """The password twice; nobody can open the register without it."""

    def __init__(self) -> None:
        super().__init__("密码", "设置密码", "数据用它加密。每次打开程序、离开座位锁定以后，都要输入。")
        self.password_edit, self.again_edit = QLineEdit(), QLineEdit()
        for edit in (self.password_edit, self.again_edit):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._first = Field("密码", self.password_edit, hint="至少8位，可以用一句好记的话")
        self._second = Field("再输入一次", self.again_edit)
        for field in (self._first, self._second):
            field.setMaximumWidth(space(100))
            self.column.addWidget(field)
        self._lost = Notice("", Tone.SOON)
        self.column.addWidget(self._lost)
        self.warn(LOST)

    def warn(self, sentence: str) -> None:
        """What it means to forget this password."""
        self._lost.set_sentence(sentence)

    def password(self) -> str:
        return self.password_edit.text()

    def is_complete(self) -> bool:
        problem = password_problem(self.password())
        different = "" if self.again_edit.text() == self.password() else "两次输入的密码不一样，请再输入一次"
        fields = {"first": self._first, "second": self._second}
        problems = {"first": problem} if problem else {"second": different} if different else {}
        show_problems(fields, problems)
        return not problems


class FinishStep(Step):
    """A last look before the register is made."""

    def __init__(self) -> None:
        super().__init__("完成", "核对一下，就可以开始了")
        self._card = Card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space(6))
        self._grid.setVerticalSpacing(space(2))
        self._grid.setColumnStretch(1, 1)
        self._card.column.addLayout(self._grid)
        self.column.addWidget(self._card)
        self._notice = Notice("", Tone.LATE)
        self._notice.hide()
        self.column.addWidget(self._notice)

    def show_summary(self, lines: Sequence[tuple[str, str]]) -> None:
        """Pairs of a word and what will be stored under it; what an earlier try said is gone."""
        while item := self._grid.takeAt(0):
            if shown := item.widget():
                shown.deleteLater()
        for row, (title, text) in enumerate(lines):
            self._grid.addWidget(PlainLabel(title, Type.BODY, soft=True), row, 0)
            self._grid.addWidget(PlainLabel(text, wrap=True), row, 1)
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """Why the register could not be made; nothing typed is lost."""
        self._notice.set_sentence(sentence)
